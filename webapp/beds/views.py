"""Every page of tonight's beds: the board, one shelter, requests, guests, and the administration."""

from __future__ import annotations

from webapp.beds.administration import views as administration_views
from webapp.beds.board import views as board_views
from webapp.beds.closures import views as closures_views
from webapp.beds.counts import settle_views
from webapp.beds.counts import views as counts_views
from webapp.beds.nights import views as nights_views
from webapp.beds.requests import answer_views, ask_views, no_place_views
from webapp.beds.requests import views as requests_views
from webapp.beds.routes import blueprint
from webapp.beds.stays import house_views
from webapp.beds.stays import views as stays_views
from webapp.beds.winter import views as winter_views

__all__ = [
    "administration_views",
    "answer_views",
    "ask_views",
    "blueprint",
    "board_views",
    "closures_views",
    "counts_views",
    "house_views",
    "nights_views",
    "no_place_views",
    "requests_views",
    "settle_views",
    "stays_views",
    "winter_views",
]

"""Every page of tonight's beds: the board, one shelter, requests, guests, and what an administrator keeps."""

from webapp.beds import (
    admin_views,
    answer_views,
    board_views,
    closure_views,
    facility_admin_views,
    facility_views,
    figure_views,
    house_views,
    night_views,
    no_place_views,
    overflow_views,
    request_views,
    respite_views,
    settle_views,
    shelter_views,
    stay_views,
    winter_views,
)
from webapp.beds.routes import blueprint

__all__ = [
    "admin_views",
    "answer_views",
    "blueprint",
    "board_views",
    "closure_views",
    "facility_admin_views",
    "facility_views",
    "figure_views",
    "house_views",
    "night_views",
    "no_place_views",
    "overflow_views",
    "request_views",
    "respite_views",
    "settle_views",
    "shelter_views",
    "stay_views",
    "winter_views",
]

"""Pages of Kamers met Aandacht: everything the blueprint serves."""

from __future__ import annotations

from webapp.rooms.funnel import views as funnel_views
from webapp.rooms.hosts import count_views as hosts_count_views
from webapp.rooms.hosts import edit_views as hosts_edit_views
from webapp.rooms.hosts import views as hosts_views
from webapp.rooms.leads import views as leads_views
from webapp.rooms.matches import link_views as matches_link_views
from webapp.rooms.matches import reason_views as matches_reason_views
from webapp.rooms.matches import views as matches_views
from webapp.rooms.matching import by_hand_views, weight_views
from webapp.rooms.matching import views as matching_views
from webapp.rooms.pictures import views as pictures_views
from webapp.rooms.points import views as points_views
from webapp.rooms.portal import signed_in_views as portal_signed_in_views
from webapp.rooms.portal import views as portal_views
from webapp.rooms.requests import edit_views as requests_edit_views
from webapp.rooms.requests import views as requests_views
from webapp.rooms.retention import views as retention_views
from webapp.rooms.routes import blueprint
from webapp.rooms.screening import views as screening_views
from webapp.rooms.showing import views as showing_views
from webapp.rooms.signup import return_views as signup_return_views
from webapp.rooms.signup import views as signup_views
from webapp.rooms.tenancies import views as tenancies_views
from webapp.rooms.volunteers import views as volunteers_views

__all__ = [
    "blueprint",
    "by_hand_views",
    "funnel_views",
    "hosts_count_views",
    "hosts_edit_views",
    "hosts_views",
    "leads_views",
    "matches_link_views",
    "matches_reason_views",
    "matches_views",
    "matching_views",
    "pictures_views",
    "points_views",
    "portal_signed_in_views",
    "portal_views",
    "requests_edit_views",
    "requests_views",
    "retention_views",
    "screening_views",
    "showing_views",
    "signup_return_views",
    "signup_views",
    "tenancies_views",
    "volunteers_views",
    "weight_views",
]

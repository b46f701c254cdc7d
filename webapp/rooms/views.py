"""Pages of Kamers met Aandacht: everything the blueprint serves."""

from __future__ import annotations

from webapp.rooms import edit_views, match_views, request_views, room_views, signup_views
from webapp.rooms.routes import blueprint

__all__ = ["blueprint", "edit_views", "match_views", "request_views", "room_views", "signup_views"]

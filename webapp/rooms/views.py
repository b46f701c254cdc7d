"""Pages of Kamers met Aandacht: everything the blueprint serves."""

from __future__ import annotations

from webapp.rooms import match_views, request_views, room_views, signup_views
from webapp.rooms.routes import blueprint

__all__ = ["blueprint", "match_views", "request_views", "room_views", "signup_views"]

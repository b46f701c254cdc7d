"""Pages of contacts and follow-ups: everything the blueprint serves."""

from __future__ import annotations

from webapp.contacts import client_views, contact_views, emergency_views, follow_up_views
from webapp.contacts.routes import blueprint

__all__ = ["blueprint", "client_views", "contact_views", "emergency_views", "follow_up_views"]

"""Pages of respite and small homes: everything the blueprint serves."""

from __future__ import annotations

from webapp.facilities import administration_views, entry_views, respite_views, views
from webapp.facilities.routes import blueprint

__all__ = [
    "administration_views",
    "blueprint",
    "entry_views",
    "respite_views",
    "views",
]

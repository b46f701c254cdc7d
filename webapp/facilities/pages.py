"""Every page of respite and small homes; they hang on the blueprint of tonight's beds."""

from __future__ import annotations

from webapp.beds.routes import blueprint
from webapp.facilities import administration_views, entry_views, respite_views, views

__all__ = [
    "administration_views",
    "blueprint",
    "entry_views",
    "respite_views",
    "views",
]

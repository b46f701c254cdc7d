"""Pages of outreach: everything the blueprint serves."""

from __future__ import annotations

from webapp.outreach import figure_views, place_views, way_views
from webapp.outreach.routes import blueprint

__all__ = ["blueprint", "figure_views", "place_views", "way_views"]

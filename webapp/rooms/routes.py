"""The blueprint of Kamers met Aandacht; the view modules attach their pages to it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("rooms", __name__)

"""The blueprint of Kamers met Aandacht, for the view modules to hang their pages on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("rooms", __name__)

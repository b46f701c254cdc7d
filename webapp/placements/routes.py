"""The blueprint of placements, and its addresses."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("placements", __name__)
HOME = "/plaatsingen"
LINE = f"{HOME}/wachtlijst"
LINE_FILE = f"{LINE}/bestand"
PROGRAMMES = f"{HOME}/voorzieningen"
HOMES = f"{HOME}/woningen"
REFER = f"{HOME}/aanmelden"
FIGURES = f"{HOME}/cijfers"

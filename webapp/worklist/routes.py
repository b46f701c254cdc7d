"""The blueprint of everything there is to do."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("worklist", __name__)

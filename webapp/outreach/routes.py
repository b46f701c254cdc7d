"""The blueprint of outreach."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("outreach", __name__)

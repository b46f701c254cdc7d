"""The blueprint of oversight; the modules of its pages hang their views on it."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("oversight", __name__)
HOME = "/toezicht"

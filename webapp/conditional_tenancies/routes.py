"""The blueprint of huren onder voorwaarden, and its addresses."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("conditional_tenancies", __name__)
HOME = "/huren-onder-voorwaarden"
REPORT = f"{HOME}/melden"
TERMS = f"{HOME}/loket"
FIGURES = f"{HOME}/cijfers"

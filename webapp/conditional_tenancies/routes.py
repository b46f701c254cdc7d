"""The blueprint of huren onder voorwaarden, and its addresses."""

from __future__ import annotations

from flask import Blueprint

from webapp.conditional_tenancies.kind import HOME

blueprint = Blueprint("conditional_tenancies", __name__)
REPORT = f"{HOME}/melden"
TERMS = f"{HOME}/loket"
FIGURES = f"{HOME}/cijfers"

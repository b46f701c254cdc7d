"""The blueprint of Kamers met Aandacht, for the view modules to hang their pages on."""

from __future__ import annotations

from flask import Blueprint, request

blueprint = Blueprint("rooms", __name__)

MAX_WORDS = 100
"""How much of what someone searches for is looked at."""


def searched() -> str:
    """What was typed in ``?zoek=``."""
    return request.args.get("zoek", "").strip()[:MAX_WORDS]

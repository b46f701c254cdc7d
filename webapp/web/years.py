"""The year that a page of figures is asked about: ``?jaar=2026``."""

from __future__ import annotations

from typing import Any

from flask import request

from webapp import clock
from webapp.errors import NotFound


def asked_year(*unknown: str) -> int:
    """The year in the address; this year when it names none.

    Raises:
        NotFound: for what is no year; ``unknown`` is the sentence that says so.
    """
    text = request.args.get("jaar", "")
    if not text:
        return clock.today().year
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        raise NotFound(*unknown)
    return int(text)


def years_beside(year: int, first: int) -> dict[str, Any]:
    """For a page: the year before, from ``first`` on, and the year after, up to this one; None where there is none."""
    return {
        "previous": year - 1 if year > first else None,
        "following": year + 1 if year < clock.today().year else None,
    }

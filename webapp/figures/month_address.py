"""A month as an address writes it."""

from __future__ import annotations

from datetime import date

from webapp import clock
from webapp.errors import N_, NotFound

EARLIEST = date(2020, 1, 1)


def month_of(text: str) -> date:
    """Read the first day of a month from an address, '2026-11'; from '', this month.

    Raises:
        NotFound: when it is no month, or one before there were any figures.
    """
    if not text:
        return clock.tonight().replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = None
    if first is None or first < EARLIEST:
        raise NotFound(N_("Deze maand is er niet."))
    return first

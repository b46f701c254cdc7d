"""Places of a facility over the days. Pure rules: no SQL, no Flask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

LATEST_ENTRY = 31
"""Days that an arrival or a departure may be entered late."""


@dataclass(frozen=True)
class Taken:
    """A place that is taken from one day up to, not with, another; None: still."""

    since: date
    until: date | None


def places_on(dated: Sequence[tuple[date, int]], day: date) -> int:
    """How many places there are on a day, of numbers that each hold from a date on."""
    return next((places for since, places in sorted(dated, reverse=True) if since <= day), 0)


def taken_on(stays: Iterable[Taken], night: date) -> int:
    """How many places are taken in the night that begins on a day."""
    return sum(stay.since <= night and (stay.until is None or stay.until > night) for stay in stays)


def first_full_night(stays: Sequence[Taken], dated: Sequence[tuple[date, int]], first: date, last: date) -> date | None:
    """The first night of these in which there is no place for one more; None when every night has one."""
    nights = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return next((night for night in nights if taken_on(stays, night) >= places_on(dated, night)), None)

"""When a shelter is there: its season and the hours at which new guests come in. Pure: no SQL, no Flask."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from webapp import clock

_HOUR = re.compile(r"(\d{1,2})[:.](\d\d)")
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_LEAP = 2000
"""A year in which every day of a calendar exists."""


def read_hour(text: str) -> str:
    """A time of the day as a person types it ('9.30'), as it is kept ('09:30').

    Raises:
        ValueError: for what is no time.
    """
    found = _HOUR.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"{time(int(found[1]), int(found[2])):%H:%M}"


def read_day(text: str) -> str:
    """A day of every year as a person types it ('1-11'), as it is kept: month first ('11-01').

    Raises:
        ValueError: for what is no day.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"{date(_LEAP, int(found[2]), int(found[1])):%m-%d}"


def day_as_typed(kept: str) -> str:
    """The same day as a person types it; '' stays ''."""
    return f"{int(kept[3:])}-{int(kept[:2])}" if kept else ""


def in_season(first: str, last: str, night: date) -> bool:
    """Whether a night lies in a season that may pass the turn of the year. Half a season is none."""
    return not (first and last) or _between(first, f"{night:%m-%d}", last)


def within_hours(opens: str, closes: str, now: datetime) -> bool:
    """Whether the doors are open; they may be so past midnight. Without both hours they always are."""
    return not (opens and closes) or _between(opens, f"{clock.local(now):%H:%M}", closes, closed_at_end=True)


def doors_close_at(opens: str, closes: str, now: datetime) -> datetime | None:
    """When the doors that are open now close; None when they never do, or are closed."""
    if not (opens and closes) or not within_hours(opens, closes, now):
        return None
    local = clock.local(now)
    moment = datetime.combine(local.date(), time.fromisoformat(closes), clock.AMSTERDAM)
    return (moment if moment > local else moment + timedelta(days=1)).astimezone(UTC)


def _between(first: str, this: str, last: str, *, closed_at_end: bool = False) -> bool:
    before_end = this < last if closed_at_end else this <= last
    return first <= this and before_end if first <= last else first <= this or before_end

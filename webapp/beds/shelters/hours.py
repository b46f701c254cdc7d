"""The opening of a shelter: its season and the hours for new guests. Pure: no SQL, no Flask."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from webapp import clock

_HOUR = re.compile(r"(\d{1,2})[:.](\d\d)")
_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})")
_LEAP = 2000
"""A leap year: every day of a calendar exists in it."""


def read_hour(text: str) -> str:
    """Read a typed time of day ('9.30') into its stored form ('09:30').

    Raises:
        ValueError: for any other text.
    """
    found = _HOUR.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"{time(int(found[1]), int(found[2])):%H:%M}"


def read_day(text: str) -> str:
    """Read a typed day of the year ('1-11') into its stored form, month first ('11-01').

    Raises:
        ValueError: for any other text.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return f"{date(_LEAP, int(found[2]), int(found[1])):%m-%d}"


def day_as_typed(kept: str) -> str:
    """The stored day in its typed form; '' stays ''."""
    return f"{int(kept[3:])}-{int(kept[:2])}" if kept else ""


def in_season(first: str, last: str, night: date) -> bool:
    """True when a night lies in a season, which may pass the turn of the year. Half a season is none."""
    if not (first and last):
        return True
    day = f"{night:%m-%d}"
    return first <= day <= last if first <= last else first <= day or day <= last


def within_hours(opens: str, closes: str, now: datetime) -> bool:
    """True while the doors are open, possibly past midnight. Without both hours they always are."""
    return not (opens and closes) or doors_close_at(opens, closes, now) is not None


def doors_close_at(opens: str, closes: str, now: datetime) -> datetime | None:
    """The moment that the doors, now open, close; None when they never do, or are closed.

    In October an hour comes twice: the doors close the first time.
    """
    if not (opens and closes):
        return None
    today = clock.local(now).date()
    for day in (today - timedelta(days=1), today):
        end = _moment(day if opens < closes else day + timedelta(days=1), closes)
        if _moment(day, opens) <= now < end:
            return end
    return None


def _moment(day: date, hour: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(hour), clock.AMSTERDAM).astimezone(UTC)

"""Places of a facility over the days. Pure rules: no SQL, no Flask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_MONTH = date(2020, 1, 1)
"""Nothing is entered for a time before this."""
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


def week_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def last_weeks(day: date, number: int) -> list[date]:
    """So many Mondays up to this week, oldest first."""
    return [week_of(day) - timedelta(weeks=n) for n in reversed(range(number))]


def last_months(day: date, number: int) -> list[date]:
    """The first days of so many months up to this one, oldest first."""
    found = [month_of(day)]
    while len(found) < number:
        found.append(month_of(found[-1] - timedelta(days=1)))
    return found[::-1]


def last_day_of(month: date) -> date:
    """The last day of a month."""
    return month_of(month + timedelta(days=31)) - timedelta(days=1)

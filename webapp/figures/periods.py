"""Weeks and months of a chart. Pure."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_MONTH = date(2020, 1, 1)
"""Nothing is entered for a time before this."""


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

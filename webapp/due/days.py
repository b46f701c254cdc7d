"""Days of terms: calendar months and working days of the Algemene termijnenwet. Pure."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

_DAY = timedelta(days=1)
_SUNDAY = 6
_LONGEST, _SHORTEST = timedelta(days=31), timedelta(days=28)


@dataclass(frozen=True)
class Term:
    """A period after a day: months, then days, then working days."""

    months: int = 0
    days: int = 0
    working_days: int = 0

    def after(self, day: date, extra: Collection[date] = ()) -> date:
        """The day this term ends. ``extra``: more days that a royal decree made equal to a holiday."""
        return add_working_days(add_months(day, self.months) + timedelta(days=self.days), self.working_days, extra)

    def latest_start(self, day: date) -> date:
        """No later start has an end by this day; a few that are as late end after it: months differ in length."""
        return add_months(day, -self.months) - timedelta(days=self.days + self.working_days) + _LONGEST - _SHORTEST

    def times(self, n: int) -> Term:
        """This term ``n`` times over: from 31 January two months are 31 March, not 28."""
        return Term(n * self.months, n * self.days, n * self.working_days)


def add_months(day: date, months: int) -> date:
    """The same day so many months on; the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, number: int, extra: Collection[date] = ()) -> date:
    """The ``number``th working day after this one."""
    while number > 0:
        day += _DAY
        number -= is_working_day(day, extra)
    return day


def is_working_day(day: date, extra: Collection[date] = ()) -> bool:
    """True for a day that is no Saturday, Sunday or holiday, nor one of the ``extra`` days."""
    return day.weekday() < 5 and day not in holidays(day.year) and day not in extra


def holidays(year: int) -> frozenset[date]:
    """The holidays of Algemene termijnenwet, article 3: with 5 May in every year, and Good Friday."""
    easter = _easter(year)
    kings_day = date(year, 4, 27)
    moving = (easter + n * _DAY for n in (-2, 1, 39, 50))
    fixed = (date(year, *one) for one in ((1, 1), (5, 5), (12, 25), (12, 26)))
    return frozenset((*moving, *fixed, kings_day - _DAY if kings_day.weekday() == _SUNDAY else kings_day))


def _easter(year: int) -> date:
    """Easter Sunday, by the anonymous Gregorian computus."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    month, day = divmod(h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114, 31)
    return date(year, month, day + 1)

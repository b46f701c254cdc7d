"""Opening hours: lines as people type them, and whether a place is open at a moment. Pure.

A line is ``ma-vr 9:00-17:00``, ``1e di 13-15``, ``24-12-2026 dicht``, ``feestdagen open`` or ``altijd``. Of lines for
the same day all spans count; a line for a date goes before those for weekdays. On a holiday (``due.days``) a place is
closed unless a line says otherwise. A span past midnight belongs to the day on which it begins. Times are those of the
clock in Amsterdam; ``static/js/open_now.js`` follows the same rules on the phone.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from webapp.due.days import holidays

DAY = 24 * 60
"""Minutes."""
AHEAD = 35
"""So many days are looked ahead: a monthly hour is always among them."""
Span = tuple[int, int]
"""Minutes after midnight: of opening, and of closing; past 1440 it is the next day."""


@dataclass(frozen=True)
class Line:
    """One line. ``days``: 0 is Monday; ``nth``: only the nth such day of a month, -1 the last, 0 every one.

    ``since`` and ``until`` bound it. ``is_date``: it is about the dates from ``since`` to ``until`` themselves.
    ``on_holidays``: it is about holidays; ``as_usual``: they are like any other day. Without ``spans`` it is closed.
    """

    spans: tuple[Span, ...] = ()
    days: tuple[int, ...] = ()
    nth: int = 0
    since: date | None = None
    until: date | None = None
    is_date: bool = False
    on_holidays: bool = False
    as_usual: bool = False

    def holds_on(self, day: date) -> bool:
        """True when ``day`` lies within its bounds."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def is_on(self, day: date) -> bool:
        """True when this weekly or monthly line is about this day."""
        return day.weekday() in self.days and self.holds_on(day) and (self.nth == 0 or _is_nth(day, self.nth))


@dataclass(frozen=True)
class State:
    """Open until ``at``, or closed until ``at``. None: it does not change within ``AHEAD`` days."""

    is_open: bool
    at: datetime | None


def state_at(lines: tuple[Line, ...], moment: datetime) -> State:
    """Open or closed at ``moment``, a time of the clock in Amsterdam without a zone."""
    begin = datetime.combine(moment.date() - timedelta(days=1), time())
    now = _minutes(begin, moment)
    for opens, closes in _periods(lines, begin.date()):
        if now < opens:
            return State(is_open=False, at=begin + timedelta(minutes=opens))
        if now < closes:
            ends = closes < (AHEAD + 1) * DAY
            return State(is_open=True, at=begin + timedelta(minutes=closes) if ends else None)
    return State(is_open=False, at=None)


def spans_on(lines: tuple[Line, ...], day: date) -> tuple[Span, ...]:
    """The spans that begin on this day, in order."""
    dated = [line for line in lines if line.is_date and line.holds_on(day)]
    if dated:
        return _in_order(dated)
    if day in _holidays(day.year):
        special = [line for line in lines if line.on_holidays and not line.as_usual]
        if special:
            return _in_order(special)
        if not any(line.as_usual for line in lines):
            return ()
    return _in_order([line for line in lines if line.is_on(day)])


@lru_cache(maxsize=8)
def _holidays(year: int) -> frozenset[date]:
    return holidays(year)


def _in_order(lines: list[Line]) -> tuple[Span, ...]:
    return tuple(sorted(span for line in lines for span in line.spans))


def _periods(lines: tuple[Line, ...], begin: date) -> Iterator[Span]:
    """The periods of being open from ``begin`` on, in minutes after it; what adjoins is one period."""
    opens, closes = -1, -1
    for n in range(AHEAD + 2):
        for since, until in spans_on(lines, begin + timedelta(days=n)):
            if closes >= 0 and since + n * DAY <= closes:
                closes = max(closes, until + n * DAY)
                continue
            if closes >= 0:
                yield opens, closes
            opens, closes = since + n * DAY, until + n * DAY
    if closes >= 0:
        yield opens, closes


def _minutes(begin: datetime, moment: datetime) -> int:
    return int((moment - begin).total_seconds() // 60)


def _is_nth(day: date, nth: int) -> bool:
    if nth > 0:
        return (day.day - 1) // 7 + 1 == nth
    return day.day + 7 > monthrange(day.year, day.month)[1]

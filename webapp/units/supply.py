"""Places over the days. Pure rules: no SQL, no Flask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Taken:
    """A place that is taken from one day up to, not with, another; None: still."""

    since: date
    until: date | None

    def is_on(self, night: date) -> bool:
        """True when it is taken in the night that begins on a day."""
        return self.since <= night and (self.until is None or self.until > night)


@dataclass(frozen=True)
class Supply:
    """The places of a unit: numbers that each hold from a date on, oldest first."""

    dated: tuple[tuple[date, int], ...] = ()

    def on(self, day: date) -> int:
        """The places on a day."""
        return next((places for since, places in reversed(self.dated) if since <= day), 0)

    def most(self, first: date, last: date) -> int:
        """The most places on any of these days."""
        return max(self.on(day) for day in [first, *(since for since, _ in self.dated if first < since <= last)])

    def after(self, day: date) -> list[tuple[date, int]]:
        """The numbers that hold from a later day on."""
        return [(since, places) for since, places in self.dated if since > day]

    def first_full(self, taken: Sequence[Taken], first: date, last: date) -> date | None:
        """The first night of these in which there is no place for one more; None when every night has one."""
        nights = (first + timedelta(days=n) for n in range((last - first).days + 1))
        return next((night for night in nights if taken_on(taken, night) >= self.on(night)), None)


def taken_on(taken: Iterable[Taken], night: date) -> int:
    """Count the places taken in the night that begins on a day."""
    return sum(one.is_on(night) for one in taken)

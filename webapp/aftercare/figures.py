"""Aftercare in figures: of those whose call was due in a year, how many were reached.

Callers see the numbers of their own organisation, a reader of aggregates those of the region: none of 1 to 4, and none
that gives one away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.aftercare import store
from webapp.aftercare.kind import CALL, SPOKEN, UNASKED, Outcome
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures.small_numbers import is_small, may_tell_sum, show

FIRST_YEAR = 2020
_UNKNOWN = N_("Dit jaar is er niet.")
_OPEN = N_("Nog niet gebeld of nog niet bereikt")
Line = tuple[str, str, float | None]
"""A label, the number as this reader may see it, and its part of a whole bar; None: no bar."""


@dataclass(frozen=True)
class Report:
    """A year of calls. ``part``: reached, in percents of those to call; None when it is hidden or nobody was."""

    year: int
    region: bool
    due: str
    reached: str
    part: int | None
    lines: list[Line] | None

    @property
    def is_empty(self) -> bool:
        """True when nobody was to be called."""
        return self.due == "0"


def reads_region(actor: Actor) -> bool:
    """True for a reader of aggregates, who calls nobody."""
    return not actor.may(Permission.call_aftercare)


def read_year(session: Session, actor: Actor, year: int) -> Report:
    """The calls that were due in a year, up to today. Somebody who wants none, or got support, counts in no share.

    Raises:
        NotFound: for a year to come, or before there were figures.
    """
    actor.require(Permission.see_aftercare_figures)
    today = clock.today()
    if not FIRST_YEAR <= year <= today.year:
        raise NotFound(_UNKNOWN)
    region = reads_region(actor)
    first, last = _starts(date(year, 1, 1)), _starts(min(today, date(year, 12, 31)) + timedelta(days=1))
    counted = store.count_by_outcome(session, actor, first, last - timedelta(days=1), region=region)
    asked = {word: number for word, number in counted.items() if word not in UNASKED}
    due, reached = sum(asked.values()), sum(asked.get(one, 0) for one in SPOKEN)
    may_tell = not region or may_tell_sum((reached, due - reached))
    named = [*((one.label, counted.get(one, 0)) for one in Outcome if CALL.settles(one)), (_OPEN, counted[""])]
    shows = not region or not any(is_small(number) for _, number in named)
    whole = max([1, *(number for _, number in named)])
    return Report(
        year,
        region,
        show(due, hidden=region),
        show(reached, hidden=region) if may_tell else "",
        round(100 * reached / due) if due and may_tell else None,
        [(label, str(number), 100 * number / whole) for label, number in named] if shows else None,
    )


def _starts(day: date) -> date:
    """The first start whose term ends on or after this day."""
    start = CALL.after.latest_start(day)
    while CALL.after.after(start - timedelta(days=1)) >= day:
        start -= timedelta(days=1)
    return start

"""Who began in a year, beside the target, and how many were still at work when somebody asked.

The desk sees every number; a reader of aggregates none of 1 to 4, and none that gives one away.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures.small_numbers import may_tell_sum, show
from webapp.work_places import store
from webapp.work_places.kind import STILL, STOPPED, WORKS

FIRST_YEAR = 2020
_UNKNOWN = N_("Dit jaar is er niet.")
_LABELS = {WORKS: N_("begonnen, nog niet gevraagd"), STILL: N_("nog aan het werk"), STOPPED: N_("gestopt")}
Line = tuple[str, str, float]
"""A label, a number, and its part of a whole bar."""


@dataclass(frozen=True)
class Report:
    """A year. ``part``: those who began in percents of the target; None without one. ``lines``: None when hidden."""

    year: int
    hidden: bool
    begun: str
    target: int | None
    part: int | None
    lines: list[Line] | None


def read_year(session: Session, actor: Actor, year: int) -> Report:
    """A year, up to today.

    Raises:
        NotAllowed: for other roles.
        NotFound: for a year to come, or before there were figures.
    """
    actor.require(Permission.see_placement_figures)
    if not FIRST_YEAR <= year <= clock.today().year:
        raise NotFound(_UNKNOWN)
    hidden = not actor.may(Permission.keep_work)
    counted = store.count_begun(session, actor, date(year, 1, 1), date(year, 12, 31))
    terms, number = store.find_terms(session, actor), sum(counted[one] for one in _LABELS)
    parts = [(label, counted[word]) for word, label in _LABELS.items()]
    whole = max([1, *(one for _, one in parts)])
    tells = not hidden or may_tell_sum([number])
    return Report(
        year,
        hidden,
        show(number, hidden=hidden),
        terms.target if terms else None,
        min(100, round(100 * number / terms.target)) if tells and terms and terms.target else None,
        None
        if hidden and not may_tell_sum(one for _, one in parts)
        else [(label, str(one), 100 * one / whole) for label, one in parts],
    )

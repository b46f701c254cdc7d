"""How many residents are reached in a year, why their homes were in danger, and which were kept.

The desk sees every number; a reader of aggregates none of 1 to 4, and none that gives one away.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.conditional_tenancies import store
from webapp.conditional_tenancies.kind import OPEN, Cause
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures.small_numbers import may_tell_sum, show

FIRST_YEAR = 2020
_UNKNOWN = N_("Dit jaar is er niet.")
Line = tuple[str, str]
_GOES_ON = N_("loopt nog")
_STATES = {"kept": N_("woning behouden"), "lost": N_("woning kwijt")}
_OTHERWISE = N_("anders geëindigd")


@dataclass(frozen=True)
class Report:
    """The households that were reached in a year. ``residents``: the people who live there; '' when it is hidden.

    ``causes`` and ``ends`` are None when they have a small number.
    """

    year: int
    hidden: bool
    cases: str
    residents: str
    target: int | None
    causes: list[Line] | None
    ends: list[Line] | None


def read_year(session: Session, actor: Actor, year: int) -> Report:
    """A year, up to today.

    Raises:
        NotAllowed: for other roles.
        NotFound: for a year to come, or before there were figures.
    """
    actor.require(Permission.see_placement_figures)
    today = clock.today()
    if not FIRST_YEAR <= year <= today.year:
        raise NotFound(_UNKNOWN)
    hidden = not actor.may(Permission.keep_conditional)
    found = store.count_reached(session, actor, date(year, 1, 1), date(year, 12, 31))
    causes, ends = Counter[str](), Counter[str]()
    for one in found:
        causes[one.cause] += one.cases
        ends[_GOES_ON if one.state in OPEN else _STATES.get(one.state, _OTHERWISE)] += one.cases
    number, residents = sum(causes.values()), sum(one.residents for one in found)
    tells = not hidden or may_tell_sum([number])
    terms = store.find_terms(session, actor)
    return Report(
        year,
        hidden,
        show(number, hidden=hidden),
        str(residents) if tells else "",
        terms.target if terms else None,
        _lines({one.label: causes[one.value] for one in Cause}, hidden=hidden),
        _lines({label: ends[label] for label in (_GOES_ON, *_STATES.values(), _OTHERWISE)}, hidden=hidden),
    )


def _lines(counted: dict[str, int], *, hidden: bool) -> list[Line] | None:
    """The parts of a number that stands beside them; None when one is small."""
    if hidden and not may_tell_sum(counted.values()):
        return None
    return [(label, str(number)) for label, number in counted.items()]

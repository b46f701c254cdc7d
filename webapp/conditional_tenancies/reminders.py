"""What is due: the desk's own terms, and a look every month while a tenancy is watched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.conditional_tenancies import service, store
from webapp.conditional_tenancies.kind import AGREEMENT, CONTRACT, HOME, LOOK, REPORTED, RULES, WARNED, WATCHED
from webapp.conditional_tenancies.models import ConditionalTenancy
from webapp.conditional_tenancies.service import Case
from webapp.db import Session
from webapp.due.duty import MOST, Duty
from webapp.due.rules import Fact


def _list(session: Session, actor: Actor, since: date, *, states: Sequence[str], both: bool = False) -> Sequence[Fact]:
    until = clock.midnight(since + timedelta(days=1))
    found: dict[UUID, ConditionalTenancy] = {}
    for desk in (True, False) if both else (True,):
        for state in states:
            rows = store.list_at(session, actor, state, MOST, desk=desk, until=until)
            found |= {row.id: row for row in rows}
    oldest = sorted(found.values(), key=lambda one: (one.moved_at, one.id))[:MOST]
    return [_fact(actor, one) for one in service.read_many(session, oldest)]


def _find(session: Session, actor: Actor, case_id: UUID, *, states: Sequence[str], both: bool = False) -> Fact | None:
    row = store.find_case(session, actor, case_id, lock=True)
    if row is None or row.state not in states or not (both or row.is_at_desk(actor)):
        return None
    return _fact(actor, service.read_many(session, [row])[0])


def _fact(actor: Actor, case: Case) -> Fact:
    row = case.row
    since = clock.local(row.moved_at).date()
    return Fact(
        "conditional_tenancy",
        row.id,
        row.client_id,
        since,
        row.municipality,
        f"{HOME}/{row.id}",
        who=case.name,
        ground=row.ground(actor),
    )


_STATES = {REPORTED: (REPORTED,), WARNED: (WARNED,), CONTRACT: (CONTRACT, AGREEMENT)}
DUTIES = (
    *(
        Duty(RULES[word], partial(_list, states=states), partial(_find, states=states))
        for word, states in _STATES.items()
    ),
    Duty(LOOK, partial(_list, states=(WATCHED,), both=True), partial(_find, states=(WATCHED,), both=True)),
)

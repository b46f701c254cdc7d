"""What is due of hosts, for the list of everything there is to do: a next look, and the end of a parking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.due.days import Term
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact, Result, Rule
from webapp.errors import N_, NotFound
from webapp.rooms.models import Host
from webapp.rooms.screening import service, store
from webapp.rooms.screening.models import Screening

LOOK = Rule(
    "host_next_look",
    N_("Kijk weer bij deze verhuurder"),
    after=Term(),
    permission=Permission.coordinate_rooms,
    outcomes=(Result("looked", N_("Gekeken, het is goed")), Result("not_yet", N_("Nog niet"), again=Term(days=7))),
    ends_itself=True,
)
PARKED = Rule(
    "host_parked",
    N_("Deze verhuurder wachtte: kan het weer?"),
    after=Term(),
    permission=Permission.coordinate_rooms,
    outcomes=(Result("goes_on", N_("Weer verder")), Result("not_yet", N_("Nog niet"), again=Term(months=1))),
    ends_itself=True,
)
_NONE = N_("Dit staat niet in jouw lijst.")
_DAYS: dict[str, Callable[[Screening], date | None]] = {
    "look": lambda row: row.next_look_on,
    "parked": lambda row: row.parked_until,
}


def _list(session: Session, actor: Actor, since: date, *, what: str) -> Sequence[Fact]:
    found = store.list_due(session, actor, what, since, MOST)
    return [_fact(screening, host, what) for screening, host in found]


def _find(session: Session, actor: Actor, host_id: UUID, *, what: str) -> Fact | None:
    host = store.lock_host(session, actor, host_id)
    row = store.find(session, host_id, lock=True) if host else None
    return _fact(row, host, what) if host and row and not host.erased_at else None


def _fact(row: Screening, host: Host, what: str) -> Fact:
    """One that waits for no day any more is a fact of long ago: what was done with it can still be undone."""
    day, url = _DAYS[what](row) or date.min, f"/kamers/verhuurders/{host.id}"
    return Fact("host_screening", host.id, None, day, host.municipality, url, who=host.name, ground="region")


def _require_day(fact: Fact) -> None:
    if fact.since == date.min:
        raise NotFound(_NONE)


def _look(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    """Looked at: the next look is a year later."""
    _require_day(fact)
    if outcome != "looked":
        return {}
    service.set_next_look(session, actor, fact.id, service.next_year(clock.today()))
    return {"next_look_on": fact.since.isoformat()}


def _look_again(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    service.set_next_look(session, actor, fact.id, date.fromisoformat(before["next_look_on"]))


def _go_on(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    """The rooms are on offer again, as before the parking."""
    _require_day(fact)
    if outcome != "goes_on":
        return {}
    row = store.find(session, fact.id)
    service.unpark(session, actor, fact.id)
    return {"until": fact.since.isoformat(), "why": row.park_reason if row else None}


def _park_again(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    service.lay_aside(session, actor, fact.id, date.fromisoformat(before["until"]), before["why"])


DUTIES = (
    Duty(LOOK, partial(_list, what="look"), partial(_find, what="look"), act=_look, undo=_look_again),
    Duty(PARKED, partial(_list, what="parked"), partial(_find, what="parked"), act=_go_on, undo=_park_again),
)

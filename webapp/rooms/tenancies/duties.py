"""What is due of tenancies, for the list of everything there is to do: evaluation, notice, end, signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.due.days import Term
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact, Result, Rule
from webapp.errors import N_
from webapp.rooms.pairs.kind import COORDINATOR, HOST, YOUTH
from webapp.rooms.tenancies import service, store
from webapp.rooms.tenancies.models import Tenancy, TenancySignal
from webapp.rooms.tenancies.service import Contract
from webapp.rooms.tenancies.words import RUNNING, SOON

_WEEK = Term(days=7)
_TIME_TO_ASK = Term(days=14)
"""A contract that runs out is to do from the day it comes up, and late after this."""
_DAYS: dict[str, Callable[[Tenancy], date | None]] = {
    "evaluation": lambda row: row.evaluation_on,
    "notice": lambda row: row.notice_until,
    "end": lambda row: row.ends_on,
}
EVALUATION = Rule(
    "tenancy_evaluation",
    N_("Vraag verhuurder en jongere hoe het gaat"),
    after=Term(days=SOON["evaluation"].days),  # it comes up before its day
    permission=Permission.coordinate_rooms,
    outcomes=(Result("asked", N_("Gevraagd"), again=_WEEK),),
    ends_itself=True,
)
NOTICE = Rule(
    "tenancy_notice",
    N_("Loopt dit huurcontract door? Opzeggen kan nog even"),
    after=_TIME_TO_ASK,
    permission=Permission.coordinate_rooms,
    outcomes=(Result("goes_on", N_("Loopt door")), Result("given", N_("Opgezegd"))),
)
END = Rule(
    "tenancy_end",
    N_("Dit huurcontract loopt af: waar gaat de jongere heen?"),
    after=_TIME_TO_ASK,
    permission=Permission.coordinate_rooms,
    outcomes=(Result("planned", N_("Plan gemaakt")), Result("not_yet", N_("Nog niet"), again=_WEEK)),
)
SIGNAL = Rule(
    "tenancy_signal",
    N_("Een signaal uit een huis vraagt vervolg"),
    after=Term(),
    permission=Permission.coordinate_rooms,
    outcomes=(Result("done", N_("Opgevolgd")), Result("not_yet", N_("Nog niet"), again=_WEEK)),
    ends_itself=True,
)


def _list(session: Session, actor: Actor, since: date, *, what: str) -> Sequence[Fact]:
    ahead = SOON[what]
    rows = store.list_due(session, actor, what, since + ahead, MOST)
    return [_fact(actor, one, what, ahead) for one in service.read_many(session, rows, (COORDINATOR, YOUTH, HOST))]


def _find(session: Session, actor: Actor, tenancy_id: UUID, *, what: str) -> Fact | None:
    row = store.find_tenancy(session, actor, tenancy_id, lock=True)
    if row is None or row.state != RUNNING or _DAYS[what](row) is None:
        return None
    [found] = service.read_many(session, [row], (COORDINATOR, YOUTH, HOST))
    return _fact(actor, found, what, SOON[what])


def _fact(actor: Actor, found: Contract, what: str, ahead: timedelta) -> Fact:
    day = _DAYS[what](found.row)
    if day is None:
        raise TypeError("due without a day")
    [read] = found.read_by(actor)
    url = f"/kamers/huur/{found.row.id}"
    place = found.pair.room.municipality
    since = day - ahead
    return Fact(
        "tenancy", found.row.id, read.client_id, since, place, url, who=found.pair.request.alias, ground=read.ground
    )


def _list_signals(session: Session, actor: Actor, since: date) -> Sequence[Fact]:
    rows = store.list_open_signals(session, actor, since, MOST)
    tenancies = store.list_by_id(session, actor, {one.tenancy_id for one in rows})
    found = {one.row.id: one for one in service.read_many(session, tenancies, (COORDINATOR, YOUTH, HOST))}
    return [_fact_of_signal(actor, one, found[one.tenancy_id]) for one in rows]


def _find_signal(session: Session, actor: Actor, signal_id: UUID) -> Fact | None:
    signal = store.find_signal(session, actor, signal_id)
    if signal is None or signal.follow_up_on is None:
        return None
    rows = store.list_by_id(session, actor, {signal.tenancy_id})
    [found] = service.read_many(session, rows, (COORDINATOR, YOUTH, HOST))
    return None if found.pair.row.erased_at else _fact_of_signal(actor, signal, found)


def _fact_of_signal(actor: Actor, signal: TenancySignal, found: Contract) -> Fact:
    [read] = found.read_by(actor)
    url, since = f"/kamers/huur/{found.row.id}", signal.follow_up_on
    if since is None:
        raise TypeError("due without a day")
    place, who = found.pair.room.municipality, found.pair.request.alias
    return Fact("tenancy_signal", signal.id, read.client_id, since, place, url, who=who, ground=read.ground)


def _settle(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    """Followed up: it is closed on the page of the tenancy too."""
    signal = store.find_signal(session, actor, fact.id)
    if outcome != "done" or signal is None or signal.done_at:
        return {}
    signal.done_at = clock.now()
    session.add(signal)
    return {"open": True}


def _open_again(session: Session, actor: Actor, fact: Fact, _before: Before) -> None:
    signal = store.find_signal(session, actor, fact.id)
    if signal:
        signal.done_at = None
        session.add(signal)


DUTIES = (
    *(
        Duty(rule, partial(_list, what=what), partial(_find, what=what))
        for what, rule in (("evaluation", EVALUATION), ("notice", NOTICE), ("end", END))
    ),
    Duty(SIGNAL, _list_signals, _find_signal, act=_settle, undo=_open_again),
)

"""The access log of a stretch of time as facts for the rules of unusual reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from webapp import clock
from webapp.accounts.models import User
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action
from webapp.db import Session
from webapp.oversight.unusual_reading.rules import FAILED, OPENED, REFUSED, Fact
from webapp.people.models import Client, WorkingRelation
from webapp.text import fold

_OPENS = ("client", "street_contact")
"""Reading these on the organisation's ground alone is reading outside a relation, when there is none."""
_MADE = (Action.create.value, Action.update.value)
ALIKE = 6
"""A page of one client also shows up to five who may be the same person."""
_IN = 500
_COLUMNS = ("at", "user_id", "role", "action", "subject", "subject_id", "client_id", "ground", "request_id", "outcome")


@dataclass
class _Opened:
    """The first client of a request, and all whom it showed."""

    at: datetime
    role: str
    client_id: UUID
    clients: set[UUID] = field(default_factory=set)
    by_organisation: bool = False


def list_facts(session: Session, region_id: UUID, since: datetime, before: datetime) -> list[Fact]:
    """The acts of a region in this time that a rule can count.

    A request opens the client that it shows first, beside look-alikes; one that shows more people is a list.
    """
    opened: dict[tuple[UUID, str], _Opened] = {}
    at_work: set[tuple[UUID, object]] = set()
    facts: list[Fact] = []
    for row in _rows(session, region_id, since, before):
        if row.outcome is not None:
            facts.append(_refusal(row))
        elif row.user_id and row.action in _MADE:
            at_work.add((row.user_id, clock.night_of(row.at)))
        elif row.user_id and row.client_id and row.action == Action.read.value and row.request_id:
            one = opened.setdefault((row.user_id, row.request_id), _Opened(row.at, row.role, row.client_id))
            one.clients.add(row.client_id)
            is_first = row.client_id == one.client_id
            one.by_organisation |= is_first and row.ground == "organisation" and row.subject in _OPENS
    single = {key: one for key, one in opened.items() if len(one.clients) <= ALIKE}
    clients = {one.client_id for one in single.values()}
    relations = _relations(session, {user_id for user_id, _ in single}, clients)
    namesakes = _namesakes(session, region_id, clients)
    for (user_id, _), one in single.items():
        relation = relations.get((user_id, one.client_id), ())
        outside = one.by_organisation and not _worked(relation, one.at)
        on_shift = (user_id, clock.night_of(one.at)) in at_work
        namesake = one.client_id in namesakes
        facts.append(Fact(OPENED, one.at, user_id, one.role, one.client_id, outside, namesake, on_shift))
    return facts


def _rows(session: Session, region_id: UUID, since: datetime, before: datetime) -> Iterator[Any]:
    """The entries of the region, and the failed sign-ins of nobody known."""
    within = (col(AccessEntry.at) >= since, col(AccessEntry.at) < before)
    table = AccessEntry.__table__  # type: ignore[attr-defined]
    wanted = sqlalchemy_select(*(table.c[name] for name in _COLUMNS)).where(*within).order_by(table.c.at, table.c.n)
    strangers = (col(AccessEntry.region_id).is_(None), col(AccessEntry.outcome).is_not(None))
    for question in (wanted.where(col(AccessEntry.region_id) == region_id), wanted.where(*strangers)):
        yield from session.connection().execute(question, execution_options={"yield_per": 1000})


def _refusal(row: Any) -> Fact:
    if row.action == Action.sign_in.value:
        return Fact(FAILED, row.at, row.subject_id)
    return Fact(REFUSED, row.at, row.user_id, row.role, row.client_id)


Relations = Mapping[tuple[UUID, UUID], list[tuple[datetime, datetime | None]]]


def _relations(session: Session, users: Collection[UUID], clients: Collection[UUID]) -> Relations:
    """(User, client) → from when to when they worked together."""
    found: dict[tuple[UUID, UUID], list[tuple[datetime, datetime | None]]] = defaultdict(list)
    for some in _pieces(clients):
        question = select(WorkingRelation).where(col(WorkingRelation.client_id).in_(some))
        for one in session.exec(question):
            if one.user_id in users:
                found[one.user_id, one.client_id].append((one.since, one.ended))
    return found


def _worked(relations: Iterable[tuple[datetime, datetime | None]], at: datetime) -> bool:
    return any(since <= at and (ended is None or ended >= at) for since, ended in relations)


def _namesakes(session: Session, region_id: UUID, clients: Collection[UUID]) -> set[UUID]:
    """The clients among these whose name is that of a user of the region."""
    users = {_words(name) for name in session.exec(select(User.name).where(User.region_id == region_id))}
    found: set[UUID] = set()
    for some in _pieces(clients):
        question = select(Client.id, Client.name).where(col(Client.id).in_(some), col(Client.name).is_not(None))
        found |= {
            id_ for id_, name in session.exec(question) if len(_words(name or "")) > 1 and _words(name or "") in users
        }
    return found


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).split())


def _pieces(ids: Collection[UUID]) -> Iterator[list[UUID]]:
    ordered = sorted(ids)
    yield from (ordered[start : start + _IN] for start in range(0, len(ordered), _IN))

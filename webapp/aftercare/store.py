"""Queries on ended support. Each takes the actor and stays with what they may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, not_, or_
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.aftercare.models import SupportEnd
from webapp.db import Session
from webapp.people import lodging
from webapp.people import store as people
from webapp.people.models import Client, Lodging, WorkingRelation

Call = tuple[SupportEnd, Client]


def list_open(session: Session, actor: Actor, first: date, last: date, limit: int) -> Sequence[Call]:
    """Those to call of the own organisation whose support ended in these days and goes on nowhere, the oldest first."""
    found: dict[UUID, Call] = {}
    for whose in _whose(actor):  # an index each: one question with an OR would sort them all
        query = (
            select(SupportEnd, Client)
            .join(Client, col(Client.id) == SupportEnd.client_id)
            .where(whose, *_is_told(actor), *_is_open(first, last))
            .order_by(col(SupportEnd.ended_on), col(SupportEnd.id))
        )
        found |= {row[0].id: (row[0], row[1]) for row in session.exec(query.limit(limit)).all()}
    return sorted(found.values(), key=lambda call: (call[0].ended_on, call[0].id))[:limit]


def _whose(actor: Actor) -> list[ColumnElement[bool]]:
    """The conditions for the calls of this user: of the organisation's clients, and of the placements that it kept."""
    ours = [col(SupportEnd.organisation_id) == actor.organisation_id] if actor.may(Permission.end_support) else []
    kept = [col(SupportEnd.caller_id) == actor.organisation_id] if actor.may(Permission.keep_placements) else []
    return [*ours, *kept]


def _is_told(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    """The conditions beside whose it is: of a hidden person only who works with them learns that support ended.

    A client who went over to another organisation is supported there.
    """
    client_id = col(SupportEnd.client_id)
    return (
        col(Client.region_id) == actor.region_id,
        col(Client.organisation_id) == col(SupportEnd.organisation_id),
        col(Client.merged_into).is_(None),
        or_(not_(people.is_hidden(client_id)), people.knows(actor, client_id)),
    )


def _is_open(first: date, last: date) -> tuple[ColumnElement[bool], ...]:
    client_id = col(SupportEnd.client_id)
    return (
        col(SupportEnd.settled_on).is_(None),
        col(SupportEnd.ended_on) >= first,
        col(SupportEnd.ended_on) <= last,
        not_(lodging.has_place(client_id)),
        not_(_is_met_again()),
    )


def _is_met_again() -> ColumnElement[bool]:
    """The condition that somebody who still works with the client met them after the end."""
    return (
        select(WorkingRelation.id)
        .where(
            WorkingRelation.client_id == SupportEnd.client_id,
            col(WorkingRelation.ended).is_(None),
            col(WorkingRelation.last_at) >= col(SupportEnd.ended_at),
        )
        .exists()
    )


def find_call(session: Session, actor: Actor, end_id: UUID, *, lock: bool = False) -> Call | None:
    """One of this user's, also settled."""
    query = select(SupportEnd, Client).join(Client, col(Client.id) == SupportEnd.client_id)
    query = query.where(SupportEnd.id == end_id, or_(false(), *_whose(actor)), *_is_told(actor))
    row = session.exec(query.with_for_update(of=SupportEnd) if lock else query).first()
    return (row[0], row[1]) if row else None


def list_of_clients(session: Session, client_ids: Collection[UUID]) -> Mapping[UUID, SupportEnd]:
    """Client → the end that was noted last."""
    if not client_ids:
        return {}
    query = select(SupportEnd).where(col(SupportEnd.client_id).in_(client_ids))
    rows = session.exec(query.order_by(col(SupportEnd.ended_on), col(SupportEnd.id)).with_for_update()).all()
    return {row.client_id: row for row in rows}


def list_left(session: Session, region_id: UUID, first: date, last: date) -> Sequence[tuple[Client, date]]:
    """The clients of a region who left a bed or a respite house in these days, each with the last of those days."""
    query = (
        select(Lodging.client_id, func.max(Lodging.until))
        .where(Lodging.region_id == region_id, col(Lodging.until) >= first, col(Lodging.until) <= last)
        .group_by(col(Lodging.client_id))
    )
    left = {row[0]: row[1] for row in session.exec(query).all() if row[1]}
    clients = session.exec(select(Client).where(col(Client.id).in_(left))).all() if left else ()
    return [(client, left[client.id]) for client in clients]


def count_by_outcome(session: Session, actor: Actor, first: date, last: date, *, region: bool) -> dict[str, int]:
    """Outcome → the number of calls about support that ended in these days; '' for those that are open."""
    query = select(SupportEnd.outcome, func.count()).where(*_counted(actor, region=region))
    query = query.where(col(SupportEnd.ended_on) >= first, col(SupportEnd.ended_on) <= last)
    settled = query.where(col(SupportEnd.settled_on).is_not(None)).group_by(col(SupportEnd.outcome))
    found = {row[0]: row[1] for row in session.exec(settled).all()}
    waiting: Any = (
        select(func.count())
        .select_from(SupportEnd)
        .where(*_counted(actor, region=region), *_is_open(first, last))
        .where(not_(people.is_quiet(col(SupportEnd.client_id))))
    )
    return {**found, "": session.exec(waiting).one()}


def _counted(actor: Actor, *, region: bool) -> tuple[ColumnElement[bool], ...]:
    whose = col(SupportEnd.region_id) == actor.region_id
    return (whose,) if region else (whose, or_(false(), *_whose(actor)))

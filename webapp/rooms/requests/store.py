"""Queries on youths who look for a room. Each takes the actor and stays with what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session, count_rows, equals
from webapp.people.store import hidden, related
from webapp.rooms.models import RoomRequest
from webapp.rooms.store import contains
from webapp.rooms.words import RequestState


def find_request(session: Session, actor: Actor, request_id: UUID, *, lock: bool = False) -> RoomRequest | None:
    """A request this user may see."""
    query = select(RoomRequest).where(RoomRequest.id == request_id, *_requests_of(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_requests(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[RoomRequest]:
    """Requests this user may see: who still looks first, newest first within."""
    query = _listed(actor, words, filters).order_by(
        col(RoomRequest.state), col(RoomRequest.created_at).desc(), col(RoomRequest.id).desc()
    )
    return session.exec(query.offset(offset).limit(limit)).all()


def count_requests(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """How many requests stand in such a list."""
    return count_rows(session, _listed(actor, words, filters))


def _listed(actor: Actor, words: str, filters: Mapping[str, str]) -> SelectOfScalar[RoomRequest]:
    mentioned = contains(col(RoomRequest.search_key), words)
    return select(RoomRequest).where(*_requests_of(actor), *mentioned, *equals(RoomRequest, filters))


def list_open_requests(session: Session, actor: Actor) -> Sequence[RoomRequest]:
    """Everyone this user may see who still looks, by id."""
    query = select(RoomRequest).where(*_requests_of(actor), RoomRequest.state == RequestState.open.value)
    return session.exec(query.order_by(col(RoomRequest.id))).all()


def list_by_id(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, RoomRequest]:
    """Those of these requests that this user may see."""
    query = select(RoomRequest).where(*_requests_of(actor), col(RoomRequest.id).in_(set(ids)))
    return {request.id: request for request in session.exec(query)}


def count_open_requests(session: Session, actor: Actor) -> int:
    """How many still look."""
    return count_requests(session, actor, "", {"state": RequestState.open.value})


def _requests_of(actor: Actor) -> list[ColumnElement[bool]]:
    """A coordinator sees the region's requests, a youth worker those of the own organisation.

    Where someone looks for a room tells where to find them: with a safety flag the organisation is not enough.
    """
    scope = [col(RoomRequest.region_id) == actor.region_id]
    if not actor.may(Permission.coordinate_rooms):
        client = col(RoomRequest.client_id)
        own = col(RoomRequest.created_by) == actor.user_id
        scope.append(col(RoomRequest.organisation_id) == actor.organisation_id)
        scope.append(or_(client.is_(None), client.not_in(hidden()), client.in_(related(actor)), own))
    return scope

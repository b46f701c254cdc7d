"""Queries on youths who look for a room. Each takes the actor and stays with what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, not_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session, count_rows, equals
from webapp.people.store import is_hidden, knows
from webapp.rooms.models import RoomRequest
from webapp.rooms.store import contains
from webapp.rooms.words import RequestState
from webapp.timeline import Asked


def find_request(session: Session, actor: Actor, request_id: UUID, *, lock: bool = False) -> RoomRequest | None:
    """A request this user may see."""
    query = select(RoomRequest).where(RoomRequest.id == request_id, *visible_to(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_requests(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[RoomRequest]:
    """Requests this user may see: open ones first, newest first within."""
    query = _listed(actor, words, filters).order_by(
        col(RoomRequest.state), col(RoomRequest.created_at).desc(), col(RoomRequest.id).desc()
    )
    return session.exec(query.offset(offset).limit(limit)).all()


def count_requests(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """Count the requests in such a list."""
    return count_rows(session, _listed(actor, words, filters))


def _listed(actor: Actor, words: str, filters: Mapping[str, str]) -> SelectOfScalar[RoomRequest]:
    mentioned = contains(col(RoomRequest.search_key), words)
    return select(RoomRequest).where(*visible_to(actor), *mentioned, *equals(RoomRequest, filters))


def list_open_requests(session: Session, actor: Actor) -> Sequence[RoomRequest]:
    """The open requests this user may see, in no match now, by id."""
    return session.exec(_looking(actor).order_by(col(RoomRequest.id))).all()


def list_by_id(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, RoomRequest]:
    """Those of these requests that this user may see."""
    query = select(RoomRequest).where(*visible_to(actor), col(RoomRequest.id).in_(set(ids)))
    return {request.id: request for request in session.exec(query)}


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[RoomRequest]:
    """The newest requests for these clients that this user may see."""
    question = select(RoomRequest).where(*visible_to(actor))
    columns = col(RoomRequest.client_id), col(RoomRequest.created_at), col(RoomRequest.id)
    return session.exec(asked.newest(question, *columns)).all()


def count_open_requests(session: Session, actor: Actor) -> int:
    """Count the open ones that are in no match."""
    return count_rows(session, _looking(actor))


def _looking(actor: Actor) -> SelectOfScalar[RoomRequest]:
    is_open = RoomRequest.state == RequestState.open.value
    return select(RoomRequest).where(*visible_to(actor), is_open, col(RoomRequest.held_by).is_(None))


def visible_to(actor: Actor) -> list[ColumnElement[bool]]:
    """The condition for a user's requests: a coordinator's region, a youth worker's own organisation.

    A request shows where to find the person: with a safety flag the organisation is not enough.
    """
    scope = [col(RoomRequest.region_id) == actor.region_id]
    if not actor.may(Permission.coordinate_rooms):
        client = col(RoomRequest.client_id)
        own = col(RoomRequest.created_by) == actor.user_id
        scope.append(col(RoomRequest.organisation_id) == actor.organisation_id)
        scope.append(or_(not_(is_hidden(client)), knows(actor, client), own))
    return scope

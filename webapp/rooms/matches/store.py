"""Queries on matches. Each takes the actor and stays with what they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session, count_rows, equals
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.rooms.pairs.kind import COORDINATOR, ESCALATES, HOST, LIVE, PROPOSAL, THINKING, YOUTH
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.requests.store import visible_to
from webapp.rooms.store import contains
from webapp.timeline import Asked


def find_match(session: Session, actor: Actor, match_id: UUID) -> tuple[RoomMatch, tuple[str, ...]] | None:
    """A match this user may see, and the parties for whom they answer."""
    row = session.exec(
        select(RoomMatch).where(RoomMatch.id == match_id, RoomMatch.region_id == actor.region_id)
    ).first()
    if row is None:
        return None
    if actor.may(Permission.coordinate_rooms):
        return row, (COORDINATOR, YOUTH, HOST)
    sides = [
        party for party, is_theirs in ((YOUTH, _is_of_youth), (HOST, _is_of_host)) if is_theirs(session, actor, row)
    ]
    return (row, tuple(sides)) if sides else None


def _is_of_youth(session: Session, actor: Actor, row: RoomMatch) -> bool:
    if not actor.may(Permission.request_rooms):
        return False
    return (
        session.exec(select(RoomRequest.id).where(RoomRequest.id == row.request_id, *visible_to(actor))).first()
        is not None
    )


def _is_of_host(session: Session, actor: Actor, row: RoomMatch) -> bool:
    if not actor.may(Permission.own_room):
        return False
    query = select(Room.id).join(Host, col(Host.id) == Room.host_id)
    return session.exec(query.where(Room.id == row.room_id, Host.user_id == actor.user_id)).first() is not None


def list_matches(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[RoomMatch]:
    """The matches of the region, latest proposal first."""
    query = _listed(actor, words, filters).order_by(col(RoomMatch.proposed_at).desc(), col(RoomMatch.id).desc())
    return session.exec(query.offset(offset).limit(limit)).all()


def count_matches(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """Count the matches in such a list."""
    return count_rows(session, _listed(actor, words, filters))


def _listed(actor: Actor, words: str, filters: Mapping[str, str]) -> SelectOfScalar[RoomMatch]:
    mentioned = contains(col(RoomMatch.search_key), words)
    return select(RoomMatch).where(RoomMatch.region_id == actor.region_id, *mentioned, *equals(RoomMatch, filters))


def list_of_request(session: Session, actor: Actor, request_id: UUID, limit: int) -> Sequence[RoomMatch]:
    """The matches of a youth whom this user may see, the newest first."""
    query = select(RoomMatch).where(RoomMatch.region_id == actor.region_id, RoomMatch.request_id == request_id)
    return session.exec(query.order_by(col(RoomMatch.proposed_at).desc()).limit(limit)).all()


def list_of_room(session: Session, actor: Actor, room_id: UUID, limit: int) -> Sequence[RoomMatch]:
    """The matches of a room that this user may see, the newest first."""
    query = select(RoomMatch).where(RoomMatch.region_id == actor.region_id, RoomMatch.room_id == room_id)
    return session.exec(query.order_by(col(RoomMatch.proposed_at).desc()).limit(limit)).all()


def list_live(session: Session, actor: Actor, limit: int) -> Sequence[RoomMatch]:
    """The live matches of the region, by the date of their step."""
    query = select(RoomMatch).where(RoomMatch.region_id == actor.region_id, col(RoomMatch.state).in_(LIVE))
    return session.exec(query.order_by(col(RoomMatch.due_at), col(RoomMatch.id)).limit(limit)).all()


def list_late(session: Session, actor: Actor, now: datetime, limit: int) -> Sequence[RoomMatch]:
    """The matches whose step is past its date: this coordinator's, and those that stood still too long for all."""
    is_mine = or_(col(RoomMatch.kept_by) == actor.user_id, col(RoomMatch.due_at) <= now - ESCALATES)
    query = select(RoomMatch).where(
        RoomMatch.region_id == actor.region_id,
        col(RoomMatch.state).in_(LIVE),
        col(RoomMatch.due_at) <= now,
        is_mine,
    )
    return session.exec(query.order_by(col(RoomMatch.due_at), col(RoomMatch.id)).limit(limit)).all()


def list_parked(session: Session, actor: Actor, until: date, limit: int) -> Sequence[RoomMatch]:
    """The matches of the region that wait until this day or an earlier one, the oldest first."""
    query = select(RoomMatch).where(RoomMatch.region_id == actor.region_id, col(RoomMatch.parked_until) <= until)
    return session.exec(query.order_by(col(RoomMatch.parked_until), col(RoomMatch.id)).limit(limit)).all()


def list_asked(session: Session, actor: Actor, limit: int) -> Sequence[RoomMatch]:
    """The matches that ask an answer for a youth of this user's organisation."""
    query = (
        select(RoomMatch)
        .join(RoomRequest, col(RoomRequest.id) == RoomMatch.request_id)
        .where(
            RoomMatch.region_id == actor.region_id,
            col(RoomMatch.state).in_(LIVE),
            col(RoomMatch.state).in_((PROPOSAL, THINKING)),
            *visible_to(actor),
        )
    )
    return session.exec(query.order_by(col(RoomMatch.moved_at)).limit(limit)).all()


def list_of_host(session: Session, actor: Actor) -> Sequence[RoomMatch]:
    """The live matches of the signed-in host's own rooms."""
    query = (
        select(RoomMatch)
        .join(Room, col(Room.held_by) == RoomMatch.id)
        .join(Host, col(Host.id) == Room.host_id)
        .where(Host.user_id == actor.user_id, Host.region_id == actor.region_id, col(RoomMatch.state).in_(LIVE))
    )
    return session.exec(query.order_by(col(RoomMatch.proposed_at))).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[RoomMatch]:
    """The newest proposals for these clients, of the youths that this user may see."""
    question = (
        select(RoomMatch)
        .join(RoomRequest, col(RoomRequest.id) == RoomMatch.request_id)
        .where(RoomMatch.region_id == actor.region_id, *visible_to(actor))
    )
    columns = col(RoomRequest.client_id), col(RoomMatch.proposed_at), col(RoomMatch.id)
    return session.exec(asked.newest(question, *columns)).all()

"""Queries on matches for who has the room or the request in hand, and for the matching."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.db import Session
from webapp.rooms.models import Host, Room, RoomRequest
from webapp.rooms.pairs.kind import LIVE, NO
from webapp.rooms.pairs.models import RoomMatch, RoomReason
from webapp.rooms.words import RequestState


def blocked_pairs(session: Session, actor: Actor) -> set[tuple[UUID, UUID]]:
    """(request, room) of the region that said no to each other before, of youths who still look."""
    rows = session.exec(
        select(RoomMatch.request_id, RoomMatch.room_id)
        .join(RoomRequest, col(RoomRequest.id) == RoomMatch.request_id)
        .where(
            RoomMatch.region_id == actor.region_id,
            RoomMatch.state == NO,
            RoomRequest.region_id == actor.region_id,
            RoomRequest.state == RequestState.open.value,
        )
    )
    return {(request, room) for request, room in rows}


def said_no(session: Session, actor: Actor, request_id: UUID, room_id: UUID) -> bool:
    """True when somebody said no to this pair before."""
    query = select(RoomMatch.id).where(
        RoomMatch.region_id == actor.region_id,
        RoomMatch.state == NO,
        RoomMatch.request_id == request_id,
        RoomMatch.room_id == room_id,
    )
    return session.exec(query.limit(1)).first() is not None


def live_ids(session: Session, actor: Actor) -> dict[UUID, UUID]:
    """Request or room of the region → the match, or its tenancy, that holds it now."""
    rows = session.exec(
        select(RoomMatch).where(RoomMatch.region_id == actor.region_id, col(RoomMatch.released_at).is_(None))
    ).all()
    return {held: row.id for row in rows for held in (row.request_id, row.room_id)}


def lock_holder(session: Session, holder: type[Room] | type[RoomRequest], holder_id: UUID) -> None:
    """Lock the match that holds a room or a request, before that itself: everybody locks in this order."""
    match_id = session.exec(select(holder.held_by).where(holder.id == holder_id)).first()
    if match_id:
        lock_match(session, match_id)


def lock_match(session: Session, match_id: UUID) -> RoomMatch | None:
    """A match, locked. The caller checks access."""
    query = select(RoomMatch).where(RoomMatch.id == match_id).with_for_update()
    return session.exec(query.execution_options(populate_existing=True)).first()


def list_live_among(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Those of these matches that people still decide on. The caller has checked access."""
    query = select(RoomMatch.id).where(col(RoomMatch.id).in_(ids), col(RoomMatch.state).in_(LIVE))
    return set(session.exec(query)) if ids else set()


def list_opened(session: Session, now: datetime, limit: int) -> Sequence[RoomMatch]:
    """The matches of every region whose sealed answers opened by now."""
    query = select(RoomMatch).where(col(RoomMatch.opens_at).is_not(None), col(RoomMatch.opens_at) <= now)
    return session.exec(query.order_by(col(RoomMatch.opens_at)).limit(limit)).all()


Records = tuple[RoomRequest, Room, Host | None]


def read_records(session: Session, rows: Sequence[RoomMatch]) -> dict[UUID, Records]:
    """Match → the youth's request, the room and its host. The caller has checked access to the matches."""
    asked = session.exec(select(RoomRequest).where(col(RoomRequest.id).in_({row.request_id for row in rows})))
    requests = {one.id: one for one in asked}
    offered = session.exec(
        select(Room, Host)
        .join(Host, col(Host.id) == Room.host_id, isouter=True)
        .where(col(Room.id).in_({row.room_id for row in rows}))
    )
    rooms = {room.id: (room, host) for room, host in offered}
    return {row.id: (requests[row.request_id], *rooms[row.room_id]) for row in rows}


def list_reasons(session: Session, region_id: UUID) -> Sequence[RoomReason]:
    """The reasons that a region added or ended, the first one first."""
    query = select(RoomReason).where(RoomReason.region_id == region_id)
    return session.exec(query.order_by(col(RoomReason.made_at), col(RoomReason.id))).all()


def lock_region(session: Session, region_id: UUID) -> None:
    """Lock the lists of a region: two who add the same reason make one row."""
    session.exec(select(Region.id).where(Region.id == region_id).with_for_update()).first()

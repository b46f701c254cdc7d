"""Queries of the funnel. Each stays in the region; only ``list_records`` gives people, to a coordinator."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import col, select

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.due.days import add_months
from webapp.rooms.funnel.flow import Way
from webapp.rooms.funnel.models import RoomTarget
from webapp.rooms.models import Host, Room, RoomEvent
from webapp.rooms.pairs.kind import CONTRACT, INTRODUCTION, LIVE, MATCH, PROPOSAL, SIGNED, THINKING
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.tenancies.models import Tenancy
from webapp.rooms.words import RoomState
from webapp.trajectories.models import TakenRow

GOING_MONTHS = (6, 12)
_FURTHER = (INTRODUCTION, THINKING, CONTRACT)


def list_offers(session: Session, region_id: UUID, of_hosts: Collection[UUID] | None = None) -> dict[UUID, Way]:
    """Host, or room without one → the way of every offer; ``of_hosts``: of these hosts and rooms only.

    Screened is the first yes to its host, or entered by a coordinator. A host's room counts as on offer from then on,
    unless it fell away before anybody was proposed. A host fell away when every room did.
    """
    some: list[Any] = [Room.region_id == region_id, *_among(of_hosts)]
    rooms = None if of_hosts is None else set(session.exec(select(Room.id).where(*some)))
    proposed = select(RoomMatch.room_id).where(RoomMatch.region_id == region_id).distinct()
    matched = set(session.exec(proposed if rooms is None else proposed.where(col(RoomMatch.room_id).in_(rooms))))
    moments = _moments(session, region_id, rooms)
    of_room = (Room.id, Room.host_id, Room.municipality, Room.created_at, Room.state, Room.decline_reason)
    choose: Any = select  # eight columns: sqlmodel types four
    facts = choose(*of_room, Room.created_by, Host.heard)
    rows = session.exec(
        facts.join(Host, col(Host.id) == Room.host_id, isouter=True)
        .where(*some)
        .order_by(col(Room.created_at), col(Room.id))
    )
    found: dict[UUID, Way] = {}
    for room_id, host_id, municipality, created, state, reason, created_by, heard in rows:
        accepted, fell = moments.get(room_id, (None, None))
        screened = created if created_by else accepted
        fell_away = (fell or created) if state == RoomState.declined else None
        on_offer = screened if fell_away is None or room_id in matched else None
        way = Way(room_id, municipality, heard or "", (created, screened, on_offer), fell_away, reason or "")
        known = found.get(host_id or room_id)
        found[host_id or room_id] = _together(known, way) if known else way
    return found


def _among(of_hosts: Collection[UUID] | None) -> list[ColumnElement[bool]]:
    if of_hosts is None:
        return []
    return [col(Room.host_id).in_(of_hosts) | (col(Room.host_id).is_(None) & col(Room.id).in_(of_hosts))]


def _moments(
    session: Session, region_id: UUID, rooms: Collection[UUID] | None
) -> dict[UUID, tuple[datetime | None, datetime | None]]:
    """Room → the first yes to its host, and the last time that it fell away."""
    found: dict[UUID, tuple[datetime | None, datetime | None]] = {}
    for state in (RoomState.screened.value, RoomState.declined.value):
        rows = session.exec(
            select(RoomEvent.room_id, func.min(RoomEvent.at), func.max(RoomEvent.at))
            .where(RoomEvent.region_id == region_id, RoomEvent.state == state, *_within(RoomEvent.room_id, rooms))
            .group_by(col(RoomEvent.room_id))
        )
        for room_id, first, last in rows:
            first_yes, fell = found.get(room_id, (None, None))
            found[room_id] = (first, fell) if state == RoomState.screened else (first_yes, last)
    return found


def _within(column: Any, ids: Collection[UUID] | None) -> list[ColumnElement[bool]]:
    return [] if ids is None else [col(column).in_(ids)]


def _together(one: Way, other: Way) -> Way:
    """Two rooms of one host: the earliest of each step; lost when both are, with the last reason."""
    at = tuple(min((m for m in pair if m), default=None) for pair in zip(one.at, other.at, strict=True))
    if one.lost_at is None or other.lost_at is None:
        return one._replace(at=at, lost_at=None, lost_by="")
    last = one if one.lost_at >= other.lost_at else other
    return one._replace(at=at, lost_at=last.lost_at, lost_by=last.lost_by)


def list_matches(session: Session, region_id: UUID, ids: Collection[UUID] | None = None) -> dict[UUID, Way]:
    """Match → its way, of all or of these: proposed, introduced, signed, and the tenancy after half a year and a year.

    Introduced is once both said yes: a no while thinking counts there. A tenancy that ended falls away with its reason.
    """
    came = _answered(session, region_id, ids)
    of_match = (RoomMatch.id, RoomMatch.state, RoomMatch.proposed_at, RoomMatch.moved_at, RoomMatch.reason)
    choose: Any = select
    rows = session.exec(
        choose(*of_match, Room.municipality, Host.heard, Tenancy.starts_on, Tenancy.ended_on, Tenancy.end_reason)
        .join(Room, col(Room.id) == RoomMatch.room_id)
        .join(Host, col(Host.id) == Room.host_id, isouter=True)
        .join(Tenancy, col(Tenancy.match_id) == RoomMatch.id, isouter=True)
        .where(RoomMatch.region_id == region_id, *_within(RoomMatch.id, ids))
        .order_by(col(RoomMatch.proposed_at), col(RoomMatch.id))
    )
    found = {}
    for match_id, state, proposed, moved, reason, municipality, heard, starts_on, ended_on, end_reason in rows:
        answers = came.get(match_id, {})
        is_further = state in (*_FURTHER, SIGNED) or any(step in answers for step in _FURTHER)
        introduced = answers.get(PROPOSAL, proposed) if is_further else None
        signed = moved if state == SIGNED else None
        ended = moved if state not in LIVE and state != SIGNED else _midnight(ended_on)
        going = [add_months(starts_on, months) if starts_on else None for months in GOING_MONTHS]
        lasted = [_midnight(day) if day and (ended_on is None or ended_on >= day) else None for day in going]
        at = (proposed, introduced, signed, *lasted)
        why = (reason or end_reason or "") if ended else ""
        found[match_id] = Way(match_id, municipality, heard or "", at, ended, why)
    return found


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), clock.AMSTERDAM) if day else None


def _answered(session: Session, region_id: UUID, ids: Collection[UUID] | None) -> dict[UUID, dict[str, datetime]]:
    """Match → step → the last answer to it. Sealed answers tell only that their step was reached."""
    rows = session.exec(
        select(TakenRow.subject_id, TakenRow.step, func.max(TakenRow.at))
        .where(TakenRow.region_id == region_id, TakenRow.kind == MATCH.word, *_within(TakenRow.subject_id, ids))
        .group_by(col(TakenRow.subject_id), col(TakenRow.step))
    )
    found: dict[UUID, dict[str, datetime]] = {}
    for match_id, step, at in rows:
        found.setdefault(match_id, {})[step] = at
    return found


def list_match_rows(session: Session, actor: Actor, ids: Iterable[UUID]) -> list[RoomMatch]:
    """These matches of the coordinator's region, in this order."""
    wanted = list(ids)
    rows = session.exec(select(RoomMatch).where(RoomMatch.region_id == actor.region_id, col(RoomMatch.id).in_(wanted)))
    found = {row.id: row for row in rows}
    return [found[one] for one in wanted if one in found]


def list_records(session: Session, actor: Actor, ids: Iterable[UUID]) -> list[tuple[Room, Host | None]]:
    """These rooms of the coordinator's region with their hosts, in this order."""
    wanted = list(ids)
    rows = session.exec(
        select(Room, Host)
        .join(Host, col(Host.id) == Room.host_id, isouter=True)
        .where(Room.region_id == actor.region_id, col(Room.id).in_(wanted))
    )
    found = {room.id: (room, host) for room, host in rows}
    return [found[one] for one in wanted if one in found]


def list_targets(session: Session, region_id: UUID, year: int) -> Sequence[RoomTarget]:
    """The targets of a year, the newest first: that one holds."""
    query = select(RoomTarget).where(RoomTarget.region_id == region_id, RoomTarget.year == year)
    return session.exec(query.order_by(col(RoomTarget.set_at).desc(), col(RoomTarget.id).desc()).limit(20)).all()

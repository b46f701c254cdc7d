"""Points counts of rooms: keeping one, and the maximum it gives today.

The sign-up shows the count while somebody answers (``signup.counting``) and keeps it by ``add_count`` when the room is
made; its questions are the template ``rooms/points/_questions.html``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.rooms.models import Room
from webapp.rooms.points import store
from webapp.rooms.points.calculator import Count, Gain, count, find_gain
from webapp.rooms.points.inputs import CountInput
from webapp.rooms.points.models import RoomCount
from webapp.rooms.points.prices import prices_on
from webapp.rooms.points.rent import euros_over
from webapp.validation import read


@dataclass(frozen=True)
class Counted:
    """A room's count by today's prices, the answer that would change most, and the euros of bare rent above it."""

    kept: RoomCount
    count: Count
    gain: Gain | None
    over: int


def count_of(data: CountInput) -> Count | None:
    """Points and maximum of these answers by today's prices; None when nothing was answered."""
    return None if data.is_empty() else count(data.home(), prices_on(clock.today()))


def gain_of(data: CountInput) -> Gain | None:
    """The answer that would change these points most."""
    return find_gain(data.home(), prices_on(clock.today()))


def read_counted(session: Session, room: Room) -> Counted | None:
    """The count of a room, which the caller was allowed to read; None: not counted yet."""
    kept = store.find_count(session, room.id)
    data = _answers(kept) if kept else CountInput()
    found = count_of(data)
    if kept is None or found is None:
        return None
    return Counted(kept, found, gain_of(data), euros_over(found, room.rent, room.bare_rent, room.service_costs))


def maximum_of(session: Session, room_id: UUID) -> Count | None:
    """Points and maximum of a room by today's prices, for a rent that is about to be written; None without a count."""
    kept = store.find_count(session, room_id)
    return count_of(_answers(kept)) if kept else None


def add_count(session: Session, room: Room, data: CountInput | None, counted_by: UUID | None) -> None:
    """Keep the answers on a new room; nothing answered is no count."""
    found = count_of(data) if data else None
    if data and found:
        session.add(_row(room, data, found, counted_by))


def facts_of(session: Session, room_id: UUID) -> dict[str, Any]:
    """The answers on a room as its form shows them."""
    kept = store.find_count(session, room_id)
    return as_facts(_answers(kept) if kept else CountInput())


def edit_count(session: Session, actor: Actor, room: Room, changes: list[Change], *, ground: str) -> None:
    """Answer the questions on a room, which the caller has locked. Its rent stays, also above the new maximum.

    Raises:
        Conflict: with the present value of every answer that somebody else changed.
    """
    kept = store.find_count(session, room.id)
    present = as_facts(_answers(kept) if kept else CountInput())
    wanted = merged(CountInput, changes, present, teller(session, "room", room.id, present))
    found = count_of(wanted)
    if found is None:
        if kept:
            session.delete(kept)
    elif kept is None:
        session.add(_row(room, wanted, found, actor.user_id))
    else:
        kept.answers, kept.points, kept.max_cents, kept.year = _kept(wanted), found.points, found.max_cents, found.year
        kept.counted_by, kept.counted_at = actor.user_id, clock.now()
        session.add(kept)
    record(session, actor, Action.update, "room", room.id, ground=ground)


def _row(room: Room, data: CountInput, found: Count, counted_by: UUID | None) -> RoomCount:
    return RoomCount(
        room_id=room.id,
        region_id=room.region_id,
        organisation_id=room.organisation_id,
        answers=_kept(data),
        points=found.points,
        max_cents=found.max_cents,
        year=found.year,
        counted_by=counted_by,
    )


def _kept(data: CountInput) -> str:
    return data.model_dump_json(exclude_defaults=True)


def _answers(kept: RoomCount) -> CountInput:
    return read_answers(json.loads(kept.answers))


def read_answers(kept: dict[str, Any]) -> CountInput:
    """Answers as they were kept in JSON."""
    return read(CountInput, kept)


def as_facts(data: CountInput) -> dict[str, Any]:
    """The answers as a form shows them: choices as plain words."""
    return {name: _plain(value) for name, value in data}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, str) else value

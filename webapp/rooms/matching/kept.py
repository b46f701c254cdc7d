"""The best whole of each region, kept in this process while its two lists are the same.

It follows from the rooms on offer, from who looks for one, the weights, earlier refusals and the day, and from nothing
else; ids, numbers and the facts of rooms only.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession

from webapp.db import Session, insert_or_renew, new_id
from webapp.rooms.matching.facts import Vacancy
from webapp.rooms.models import RoomLists

if TYPE_CHECKING:
    from webapp.rooms.matching.openings import Obstacle, Opening
    from webapp.rooms.matching.rules import Matching

_CHANGED = "room_lists"
_MOVERS = {"room", "room_request", "room_match", "tenancy"}
"""The tables that the pairs, or the funnel, follow from."""


@dataclass(frozen=True)
class Pair:
    """A youth and the room that is proposed; how many rooms fit this youth, and how many youths this room."""

    request: UUID
    room: UUID
    rooms_fitting: int
    youths_fitting: int


@dataclass(frozen=True)
class Left:
    """A youth without a proposal: how many rooms each rule keeps away, and how many went to others.

    ``opening`` is the smallest change of wishes that opens a room, None where no wish would.
    """

    request: UUID
    excluded: dict[str, int]
    passed_over: int
    opening: Opening | None


@dataclass(frozen=True)
class Empty:
    """A room without a proposal: how many youths each rule keeps away, and how many have another room."""

    room: UUID
    excluded: dict[str, int]
    passed_over: int


@dataclass(frozen=True)
class Whole:
    """As many pairs as possible, then the best; who and what is left out; and the rooms it was made of."""

    pairs: list[Pair]
    left_out: list[Left]
    empty: list[Empty]
    obstacles: list[Obstacle]
    rooms: list[Vacancy]


def made_of(matching: Matching) -> Whole:
    """The result of a matching, without its grids: those take a megabyte per hundred by hundred."""
    from webapp.rooms.matching.openings import find_openings, rank_obstacles  # loads numpy

    requests, rooms = [UUID(one.id) for one in matching.youths], [UUID(one.id) for one in matching.rooms]
    openings = find_openings(matching)
    of_youth, of_room = matching.allowed.sum(axis=1).tolist(), matching.allowed.sum(axis=0).tolist()
    youths_left, rooms_left = matching.unmatched(), matching.empty_rooms()
    return Whole(
        [Pair(requests[y], rooms[r], of_youth[y], of_room[r]) for y, r in matching.pairs],
        [
            Left(requests[youth], excluded, fitting, openings.get(youth))
            for youth, excluded, fitting in matching.counted(youths_left, of_rooms=False)
        ],
        [
            Empty(rooms[room], excluded, fitting)
            for room, excluded, fitting in matching.counted(rooms_left, of_rooms=True)
        ],
        rank_obstacles(matching),
        matching.rooms,
    )


_kept: dict[UUID, tuple[Hashable, Whole]] = {}


def whole_of(session: Session, region_id: UUID, besides: Hashable, make: Callable[[], Matching]) -> Whole:
    """The whole of a region's lists as they are now; ``besides``: everything else that it follows from.

    The version is read before the lists: what is kept under it is never older.
    """
    lists = session.get(RoomLists, region_id)
    version = (lists.version, besides) if lists else None
    known, whole = _kept.get(region_id, (None, None))
    if version is None or whole is None or known != version:
        whole = made_of(make())
        if version is not None:
            _kept[region_id] = version, whole
    return whole


@event.listens_for(Session, "before_flush")
def _note(session: OrmSession, *_rest: object) -> None:
    changed = [one for one in (*session.new, *session.dirty, *session.deleted) if one.__tablename__ in _MOVERS]
    session.info.setdefault(_CHANGED, set()).update(one.region_id for one in changed)


@event.listens_for(Session, "before_commit")
def _move(session: Session) -> None:
    """At the end of a transaction: whoever changes a room of this region waits for the others only then."""
    if session.in_nested_transaction():
        return
    session.flush()
    if regions := session.info.pop(_CHANGED, None):
        rows = [RoomLists(region_id=one, version=new_id()) for one in sorted(regions)]
        insert_or_renew(session, rows, key=["region_id"], renewed=["version"])

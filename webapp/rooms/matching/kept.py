"""The best whole of each region, kept in this process while its two lists are the same.

It follows from the rooms on offer and from who looks for one, and from nothing else; ids and numbers only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession

from webapp.db import Session, insert_or_renew, new_id
from webapp.rooms.matching.facts import Vacancy
from webapp.rooms.models import Room, RoomLists, RoomRequest

if TYPE_CHECKING:
    from webapp.rooms.matching.rules import Matching

_CHANGED = "room_lists"


@dataclass(frozen=True)
class Pair:
    """A youth and the room that is proposed."""

    request: UUID
    room: UUID
    score: int


@dataclass(frozen=True)
class Left:
    """A youth without a proposal: how many rooms each rule keeps away, and how many went to others."""

    request: UUID
    excluded: dict[str, int]
    passed_over: int


@dataclass(frozen=True)
class Whole:
    """As many pairs as possible, then the best; who is left out; and the rooms it was made of."""

    pairs: list[Pair]
    left_out: list[Left]
    rooms: list[Vacancy]


def made_of(matching: Matching) -> Whole:
    """The result of a matching, without its grids: those take a megabyte per hundred by hundred."""
    requests, rooms = [UUID(one.id) for one in matching.youths], [UUID(one.id) for one in matching.rooms]
    return Whole(
        [Pair(requests[y], rooms[r], int(matching.scores[y, r])) for y, r in matching.pairs],
        [
            Left(
                requests[youth],
                {rule: len(broken) for rule, broken in matching.excluded(youth).items()},
                sum(1 for _ in matching.passed_over(youth)),
            )
            for youth in matching.unmatched()
        ],
        matching.rooms,
    )


_kept: dict[UUID, tuple[UUID, Whole]] = {}


def whole_of(session: Session, region_id: UUID, make: Callable[[], Matching]) -> Whole:
    """The whole of a region's lists as they are now.

    The version is read before the lists: what is kept under it is never older.
    """
    lists = session.get(RoomLists, region_id)
    version, whole = _kept.get(region_id, (None, None))
    if lists is None or whole is None or lists.version != version:
        whole = made_of(make())
        if lists is not None:
            _kept[region_id] = lists.version, whole
    return whole


@event.listens_for(Session, "before_flush")
def _note(session: OrmSession, *_rest: object) -> None:
    changed = [one for one in (*session.new, *session.dirty, *session.deleted) if isinstance(one, (Room, RoomRequest))]
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

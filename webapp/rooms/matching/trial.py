"""Trying other wishes or weights: what it would do, and nothing is kept.

The coordinator sees the whole region. A youth's worker sees that youth beside the free rooms alone, counted: no other
candidate takes part, so none can show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.municipalities import in_region
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.rooms import store as rooms_store
from webapp.rooms.matching import lists
from webapp.rooms.matching.facts import Weights, Youth
from webapp.rooms.matching.inputs import WishInput
from webapp.rooms.matching.kept import Whole, made_of
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.requests import store as request_store
from webapp.rooms.requests.service import read_request
from webapp.text import fold

if TYPE_CHECKING:
    from webapp.rooms.matching.openings import Opening


@dataclass(frozen=True)
class Moved:
    """Somebody whose proposal would be another; None: no proposal."""

    request: UUID
    before: UUID | None
    after: UUID | None


@dataclass(frozen=True)
class Trial:
    """The pairs now and then; ``moved`` has whose proposal would change."""

    pairs_before: int
    pairs_after: int
    moved: list[Moved]


@dataclass(frozen=True)
class Chances:
    """The free rooms for one youth: how many fit, what each rule keeps away, and what would open one."""

    fitting: int
    rooms: int
    excluded: dict[str, int]
    opening: Opening | None
    place: str
    """The municipality of the room that ``opening`` would open."""


def try_wishes(session: Session, actor: Actor, request_id: UUID, wishes: WishInput, now: Whole) -> Trial:
    """What other wishes of one youth would do to everybody's proposals.

    Raises:
        NotFound: when there is no such request in this region.
        Invalid: with a municipality outside the region.
    """
    actor.require(Permission.coordinate_rooms)
    wished = _wished(session, actor, read_request(session, actor, request_id), wishes)
    youths = [wished if one.id == wished.id else one for one in lists.youths_now(session, actor)]
    return _difference(now, made_of(lists.match(session, actor, youths, now.rooms)))


def try_weights(session: Session, actor: Actor, weights: Weights) -> Trial:
    """What other weights would do. For whoever may set them: it names nobody by itself."""
    youths, rooms = lists.youths_now(session, actor), lists.rooms_now(session, actor)
    now = made_of(lists.match(session, actor, youths, rooms))
    return _difference(now, made_of(lists.match(session, actor, youths, rooms, weights)))


def chances_of(session: Session, actor: Actor, request: RoomRequest, wishes: WishInput | None) -> Chances:
    """One youth beside the free rooms, with these wishes or the own ones.

    Raises:
        Invalid: with a municipality outside the region.
    """
    youth = _wished(session, actor, request, wishes) if wishes else lists.youth_of(request)
    rooms = lists.rooms_now(session, actor)
    whole = made_of(lists.match(session, actor, [youth], rooms))
    if whole.pairs:
        fitting = whole.pairs[0].rooms_fitting
        return Chances(fitting, len(rooms), {}, None, "")
    left = whole.left_out[0]
    found = rooms_store.list_rooms_by_id(session, actor, [UUID(left.opening.room.id)] if left.opening else [])
    place = next((room.municipality for room in found.values()), "")
    return Chances(0, len(rooms), left.excluded, left.opening, place)


def read_moved(
    session: Session, actor: Actor, moved: Sequence[Moved]
) -> list[tuple[RoomRequest, Room | None, Room | None]]:
    """The records of these changes."""
    requests = request_store.list_by_id(session, actor, [one.request for one in moved])
    ids = {room for one in moved for room in (one.before, one.after) if room}
    rooms = rooms_store.list_rooms_by_id(session, actor, ids)
    return [
        (
            requests[one.request],
            rooms[one.before] if one.before else None,
            rooms[one.after] if one.after else None,
        )
        for one in moved
    ]


def _wished(session: Session, actor: Actor, request: RoomRequest, wishes: WishInput) -> Youth:
    places = in_region(session, actor, wishes.municipalities, "municipalities")
    youth = lists.youth_of(request)
    return replace(
        youth,
        max_rent=wishes.max_rent,
        from_date=wishes.from_date,
        municipalities=frozenset(map(fold, places)),
        pets=frozenset(pet.value for pet in wishes.pets),
        smoking=wishes.smoking,
        furthest_km=youth.furthest_km if wishes.furthest_km is None else wishes.furthest_km,
    )


def _difference(now: Whole, then: Whole) -> Trial:
    before, after = ({pair.request: pair.room for pair in one.pairs} for one in (now, then))
    moved = [
        Moved(request, before.get(request), after.get(request))
        for request in sorted({*before, *after})
        if before.get(request) != after.get(request)
    ]
    return Trial(len(before), len(after), moved)

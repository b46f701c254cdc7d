"""The possible matches now: the pure matching on the region's records, read only. Nobody is placed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.rooms import store as rooms_store
from webapp.rooms.matching import lists
from webapp.rooms.matching.kept import Empty, Left, Pair, Whole, whole_of
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.requests import store as request_store
from webapp.rooms.requests.service import read_request
from webapp.rooms.travel import km_between
from webapp.rooms.words import RequestState

if TYPE_CHECKING:
    from webapp.rooms.matching.rules import Matching

RULES = {
    "rent": N_("Huur"),
    "from_date": N_("Vanaf"),
    "until_date": N_("Tot"),
    "age": N_("Leeftijd"),
    "municipality": N_("Gemeente"),
    "smoking": N_("Roken"),
    "smoke": N_("Allergie voor rook"),
    "allergies": N_("Allergie voor een dier"),
    "pets": N_("Eigen huisdier"),
    "accepts": N_("Wie mag samenwonen"),
    "travel": N_("Afstand tot school of werk"),
    "blocked": N_("Eerder voorgesteld, en toen niet doorgegaan"),
}
"""The subject of each hard rule, on a screen."""


@dataclass(frozen=True)
class Fit:
    """One youth beside one room: the rules it breaks (none: it fits) and the attention they share.

    ``only_room``: no other room fits this youth; ``only_youth``: this room fits no other youth.
    """

    request: RoomRequest
    room: Room
    broken: list[str]
    shared: list[str]
    only_room: bool = False
    only_youth: bool = False

    @property
    def days_empty(self) -> int:
        """The days the room waits for this youth."""
        return max(0, (self.request.from_date - self.room.from_date).days)

    @property
    def way(self) -> int | None:
        """Kilometres to school or work; None where that is not said or not known."""
        return km_between(self.request.goes_to, self.room.municipality) if self.request.goes_to else None

    @property
    def unmet(self) -> list[str]:
        """The attention that the youth wants and the host does not offer."""
        return [word for word in self.request.attention_wanted if word not in self.room.attention_offered]

    @property
    def days_of_stay(self) -> int | None:
        """The days from the youth's first until the room ends; None when it does not end."""
        return (self.room.until_date - self.request.from_date).days if self.room.until_date else None

    @property
    def days_waited(self) -> int:
        """The days since the request."""
        return (clock.today() - clock.local(self.request.created_at).date()).days


@dataclass(frozen=True)
class Beside:
    """One free room for one youth: the rules it breaks, and what it weighs."""

    room: UUID
    broken: list[str]
    score: int


@dataclass(frozen=True)
class Choice:
    """Every free room beside one youth: fitting ones first, best first; ``proposed`` is the room of the best whole."""

    request: RoomRequest
    rooms: list[Beside]
    proposed: UUID | None
    taken: dict[UUID, UUID]
    """Room → the other youth it is proposed to. For the coordinator's eyes only."""
    left: Left | None = None
    """Why there is no proposal, if there is none."""


def propose(session: Session, actor: Actor) -> Whole:
    """Pairs of the region's free rooms and of youths who look: as many as possible, then the best."""
    actor.require(Permission.coordinate_rooms)
    return whole_now(session, actor)


def whole_now(session: Session, actor: Actor) -> Whole:
    """The same, of which a reader of aggregates gets rules only."""

    def make() -> Matching:
        return lists.match(session, actor, lists.youths_now(session, actor), lists.rooms_now(session, actor))

    return whole_of(session, actor.region_id, lists.besides_lists(session, actor), make)


def read_pairs(session: Session, actor: Actor, pairs: Sequence[Pair]) -> list[Fit]:
    """These pairs with their records."""
    requests = request_store.list_by_id(session, actor, [pair.request for pair in pairs])
    rooms = rooms_store.list_rooms_by_id(session, actor, [pair.room for pair in pairs])
    return [
        _fit(requests[pair.request], rooms[pair.room], [], pair.rooms_fitting == 1, pair.youths_fitting == 1)
        for pair in pairs
    ]


def read_left_out(session: Session, actor: Actor, left_out: Sequence[Left]) -> list[tuple[RoomRequest, Left, str]]:
    """The records of these youths, each with the reasons, and the municipality of the room that a change would open."""
    requests = request_store.list_by_id(session, actor, [one.request for one in left_out])
    rooms = rooms_store.list_rooms_by_id(session, actor, [UUID(one.opening.room.id) for one in left_out if one.opening])
    places = {str(room.id): room.municipality for room in rooms.values()}
    return [
        (requests[one.request], one, places.get(one.opening.room.id, "") if one.opening else "") for one in left_out
    ]


def read_empty(session: Session, actor: Actor, empty: Sequence[Empty]) -> list[tuple[Room, Empty]]:
    """The records of these rooms, each with the reasons."""
    rooms = rooms_store.list_rooms_by_id(session, actor, [one.room for one in empty])
    return [(rooms[one.room], one) for one in empty]


def read_rooms(session: Session, actor: Actor, request: RoomRequest, rooms: Sequence[Beside]) -> list[Fit]:
    """These rooms beside a youth, with their records."""
    found = rooms_store.list_rooms_by_id(session, actor, [one.room for one in rooms])
    return [_fit(request, found[one.room], one.broken) for one in rooms]


def read_holders(session: Session, actor: Actor, choice: Choice, rooms: Sequence[UUID]) -> dict[UUID, RoomRequest]:
    """To whom else these rooms are proposed."""
    taken = {room: choice.taken[room] for room in rooms if room in choice.taken}
    requests = request_store.list_by_id(session, actor, taken.values())
    return {room: requests[holder] for room, holder in taken.items()}


def choices_for(session: Session, actor: Actor, request_id: UUID) -> Choice:
    """The rooms that fit this youth, and the others with their reasons.

    Raises:
        NotFound: when there is no such request in this region.
    """
    actor.require(Permission.coordinate_rooms)
    request = read_request(session, actor, request_id)
    if request.state != RequestState.open or request.held_by:
        return Choice(request, [], None, {})
    whole = propose(session, actor)
    alone = lists.match(session, actor, [lists.youth_of(request)], whole.rooms)
    rooms = [
        Beside(UUID(one.id), alone.broken_rules(0, room), int(alone.scores[0, room]))
        for room, one in enumerate(alone.rooms)
    ]
    holders = {pair.room: pair.request for pair in whole.pairs}
    return Choice(
        request,
        sorted(rooms, key=lambda one: (len(one.broken), -one.score, one.room)),
        next((room for room, holder in holders.items() if holder == request.id), None),
        {room: holder for room, holder in holders.items() if holder != request.id},
        next((one for one in whole.left_out if one.request == request.id), None),
    )


def _fit(request: RoomRequest, room: Room, broken: list[str], only_room: bool = False, only_youth: bool = False) -> Fit:
    shared = [word for word in request.attention_wanted if word in room.attention_offered]
    return Fit(request, room, broken, shared, only_room, only_youth)

"""The possible matches now: the pure matching on the region's records, read only. Nobody is placed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.rooms import store as rooms_store
from webapp.rooms.matching.facts import Vacancy, Youth
from webapp.rooms.matching.kept import Left, Pair, Whole, whole_of
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.requests import store as request_store
from webapp.rooms.requests.service import read_request
from webapp.rooms.words import RequestState
from webapp.text import fold

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
}
"""The subject of each hard rule, on a screen."""


@dataclass(frozen=True)
class Fit:
    """One youth beside one room: the rules it breaks (none: it fits) and the attention they share."""

    request: RoomRequest
    room: Room
    broken: list[str]
    shared: list[str]
    score: int

    @property
    def days_empty(self) -> int:
        """The days the room waits for this youth."""
        return max(0, (self.request.from_date - self.room.from_date).days)


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


def propose(session: Session, actor: Actor) -> Whole:
    """Pairs of the region's free rooms and of youths who look: as many as possible, then the best."""
    actor.require(Permission.coordinate_rooms)

    def make() -> Matching:
        requests, rooms = request_store.list_open_requests(session, actor), rooms_store.list_free_rooms(session, actor)
        return _match([_youth(one) for one in requests], [_vacancy(one) for one in rooms])

    return whole_of(session, actor.region_id, make)


def read_pairs(session: Session, actor: Actor, pairs: Sequence[Pair]) -> list[Fit]:
    """These pairs with their records."""
    requests = request_store.list_by_id(session, actor, [pair.request for pair in pairs])
    rooms = rooms_store.list_rooms_by_id(session, actor, [pair.room for pair in pairs])
    return [_fit(requests[pair.request], rooms[pair.room], [], pair.score) for pair in pairs]


def read_left_out(session: Session, actor: Actor, left_out: Sequence[Left]) -> list[tuple[RoomRequest, Left]]:
    """The records of these youths, each with the reasons."""
    requests = request_store.list_by_id(session, actor, [one.request for one in left_out])
    return [(requests[one.request], one) for one in left_out]


def read_rooms(session: Session, actor: Actor, request: RoomRequest, rooms: Sequence[Beside]) -> list[Fit]:
    """These rooms beside a youth, with their records."""
    found = rooms_store.list_rooms_by_id(session, actor, [one.room for one in rooms])
    return [_fit(request, found[one.room], one.broken, one.score) for one in rooms]


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
    alone = _match([_youth(request)], whole.rooms)
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
    )


def _fit(request: RoomRequest, room: Room, broken: list[str], score: int) -> Fit:
    shared = [word for word in request.attention_wanted if word in room.attention_offered]
    return Fit(request, room, broken, shared, score)


def _match(youths: list[Youth], rooms: list[Vacancy]) -> Matching:
    from webapp.rooms.matching.rules import Matching  # loads numpy and scipy

    return Matching(youths, rooms)


def _youth(request: RoomRequest) -> Youth:
    return Youth(
        id=str(request.id),
        birth_year=request.birth_year,
        gender=request.gender,
        municipalities=frozenset(map(fold, request.municipalities)),
        max_rent=request.max_rent,
        from_date=request.from_date,
        pets=frozenset(request.pets),
        smoking=request.smoking,
        allergies=frozenset(request.allergies),
        attention_wanted=frozenset(request.attention_wanted),
    )


def _vacancy(room: Room) -> Vacancy:
    return Vacancy(
        id=str(room.id),
        municipality=fold(room.municipality),
        rent=room.rent,
        from_date=room.from_date,
        until_date=room.until_date,
        pets_present=frozenset(room.pets_present),
        pets_allowed=room.pets_allowed,
        smoking_allowed=room.smoking_allowed,
        accepts=room.accepts,
        min_age=room.min_age,
        max_age=room.max_age,
        attention_offered=frozenset(room.attention_offered),
    )

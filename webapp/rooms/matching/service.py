"""The possible matches now: the pure matching on the region's records, read only. Nobody is placed by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.rooms import store as rooms_store
from webapp.rooms.matching.rules import Matching, Vacancy, Youth
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.requests import store as request_store
from webapp.rooms.requests.service import read_request
from webapp.rooms.words import RequestState
from webapp.text import fold

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
class LeftOut:
    """A youth without a proposal: how many rooms each rule excludes, and how many went to others."""

    request: RoomRequest
    excluded: dict[str, int]
    passed_over: int


@dataclass(frozen=True)
class Proposals:
    """The best whole of pairs now, and the youths without one."""

    fits: list[Fit]
    left_out: list[LeftOut]
    rooms: int


@dataclass(frozen=True)
class Choice:
    """Every free room beside one youth: fitting ones first, best first; ``proposed`` is the room of the best whole."""

    request: RoomRequest
    fits: list[Fit]
    proposed: UUID | None
    taken: dict[UUID, RoomRequest]
    """Room → the other youth it is proposed to. For the coordinator's eyes only."""


def propose(session: Session, actor: Actor) -> Proposals:
    """Pairs of the region's free rooms and of youths who look: as many as possible, then the best."""
    actor.require(Permission.coordinate_rooms)
    grid = _Grid(request_store.list_open_requests(session, actor), rooms_store.list_free_rooms(session, actor))
    matching = grid.matching
    return Proposals(
        fits=[grid.fit(youth, room) for youth, room in matching.pairs],
        left_out=[
            LeftOut(
                grid.request(youth),
                {rule: len(rooms) for rule, rooms in matching.excluded(youth).items()},
                sum(1 for _ in matching.passed_over(youth)),
            )
            for youth in matching.unmatched()
        ],
        rooms=len(matching.rooms),
    )


def choices_for(session: Session, actor: Actor, request_id: UUID) -> Choice:
    """The rooms that fit this youth, and the others with their reasons.

    Raises:
        NotFound: when there is no such request in this region.
    """
    actor.require(Permission.coordinate_rooms)
    request = read_request(session, actor, request_id)
    if request.state != RequestState.open:
        return Choice(request, [], None, {})
    grid = _Grid(request_store.list_open_requests(session, actor), rooms_store.list_free_rooms(session, actor))
    youth = grid.index_of(request)
    fits = [grid.fit(youth, room) for room in range(len(grid.matching.rooms))]
    holders = {grid.room(r).id: grid.request(y) for y, r in grid.matching.pairs}
    return Choice(
        request,
        sorted(fits, key=lambda fit: (len(fit.broken), -fit.score, fit.room.id)),
        next((room for room, holder in holders.items() if holder.id == request.id), None),
        {room: holder for room, holder in holders.items() if holder.id != request.id},
    )


class _Grid:
    """Records beside the matching that was made of them."""

    def __init__(self, requests: Sequence[RoomRequest], rooms: Sequence[Room]) -> None:
        self._requests = {str(request.id): request for request in requests}
        self._rooms = {str(room.id): room for room in rooms}
        self.matching = Matching([_youth(one) for one in requests], [_vacancy(one) for one in rooms])

    def request(self, youth: int) -> RoomRequest:
        return self._requests[self.matching.youths[youth].id]

    def room(self, room: int) -> Room:
        return self._rooms[self.matching.rooms[room].id]

    def index_of(self, request: RoomRequest) -> int:
        return [youth.id for youth in self.matching.youths].index(str(request.id))

    def fit(self, youth: int, room: int) -> Fit:
        request, place = self.request(youth), self.room(room)
        shared = [word for word in request.attention_wanted if word in place.attention_offered]
        score = int(self.matching.scores[youth, room])
        return Fit(request, place, self.matching.broken_rules(youth, room), shared, score)


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

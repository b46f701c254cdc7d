"""What is matched now: who looks, what is free, the weights, and who said no to whom before."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.rooms import store as rooms_store
from webapp.rooms.matching import store
from webapp.rooms.matching.facts import Vacancy, Weights, Youth
from webapp.rooms.models import Room, RoomRequest
from webapp.rooms.pairs import store as pairs
from webapp.text import fold

if TYPE_CHECKING:
    from webapp.rooms.matching.rules import Blocked, Matching


def weights_now(session: Session, actor: Actor) -> Weights:
    """The weights of this region; the common ones while nobody set any."""
    row = store.find_weights(session, actor.region_id)
    return row.weights if row else Weights()


def blocked_now(session: Session, actor: Actor) -> Blocked:
    """Pairs in which somebody said no before."""
    return frozenset((str(youth), str(room)) for youth, room in pairs.blocked_pairs(session, actor))


def youths_now(session: Session, actor: Actor) -> list[Youth]:
    """The youths of this region who look for a room."""
    return [youth_of(one) for one in store.list_open_requests(session, actor.region_id)]


def rooms_now(session: Session, actor: Actor) -> list[Vacancy]:
    """The rooms of this region that are on offer."""
    return [vacancy_of(one) for one in rooms_store.list_free_rooms(session, actor)]


def besides_lists(session: Session, actor: Actor) -> Hashable:
    """Everything but both lists that a matching follows from."""
    return clock.today(), weights_now(session, actor), blocked_now(session, actor)


def match(
    session: Session,
    actor: Actor,
    youths: Sequence[Youth],
    rooms: Sequence[Vacancy],
    weights: Weights | None = None,
) -> Matching:
    """The matching of these lists by the region's weights, or others to try."""
    from webapp.rooms.matching.rules import Matching  # loads numpy and scipy

    return Matching(youths, rooms, weights or weights_now(session, actor), blocked_now(session, actor))


def youth_of(request: RoomRequest) -> Youth:
    """The facts of a request that count."""
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
        goes_to=fold(request.goes_to or ""),
        furthest_km=request.furthest_km,
        furthest_is_firm=bool(request.furthest_is_firm),
        waited=max(0, (clock.today() - clock.local(request.created_at).date()).days),
    )


def vacancy_of(room: Room) -> Vacancy:
    """The facts of a room that count."""
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

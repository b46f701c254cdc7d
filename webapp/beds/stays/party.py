"""The people of one stay, one by one: somebody of the party goes, is still to come, or is there.

Each change ends the stay and begins the next, as a move does, so that every night has the people who slept there. Those
who are still to come keep their places; those who went give theirs back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds import rules
from webapp.beds.availability import categories
from webapp.beds.kinds import Kind
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.companion_models import Companion
from webapp.beds.ledger.models import Stay
from webapp.beds.ledger.turns import Turn
from webapp.beds.stays import service
from webapp.beds.stays.inputs import MemberInput, Presence
from webapp.db import Session, new_id
from webapp.errors import N_, Invalid, NotFound
from webapp.people import lodging
from webapp.people.lodging import Place
from webapp.web import submissions

_LAST = N_("Dit is de laatste van deze groep. Schrijf de gast uit.")


@dataclass
class _Party:
    """What the next stay has of the party."""

    persons: int
    places: int
    client_id: UUID | None
    name: str | None


def change_member(session: Session, actor: Actor, data: MemberInput, next_id: UUID) -> Stay:
    """One of the party goes, is still to come, or is there; ``member`` None is the guest in whose name it stands.

    When that guest goes, the stay goes on in the name of another of them. Sent twice it is one; what is so already
    changes nothing. Returns the stay that goes on.

    Raises:
        NotFound: for a guest of another shelter, or somebody of another party.
        Invalid: when the guest left (``left``), nobody would be left (``last``), somebody who comes sleeps elsewhere
            (``sleeps``), or there is no room (``full``).
    """
    stay, turn = service.own_stay(session, actor, data.stay)
    if made := submissions.known(session, Stay, next_id, moved_from=stay.id):
        return made
    stay = service.find_latest(session, stay)
    if stay.left_at is not None:
        raise Invalid({"": service.LEFT}, "left")
    one = companion_store.find_of_stay(session, stay.id, data.member) if data.member else None
    if data.member and one is None:
        raise NotFound(service.UNKNOWN_STAY)
    comes = data.presence is Presence.here
    if one is not None and one.is_here == comes and (comes or data.presence is Presence.gone or one.left_at is None):
        return stay
    if one is None and comes:
        return stay
    return _come(turn, stay, one, next_id) if comes and one else _go(turn, stay, one, data.presence, next_id)


def _go(turn: Turn, stay: Stay, one: Companion | None, presence: Presence, next_id: UUID) -> Stay:
    session, at = turn.session, max(turn.done_at, stay.arrived_at)
    if stay.persons <= 1:
        raise Invalid({"": _LAST}, "last")
    party = _Party(stay.persons - 1, stay.places, stay.client_id, stay.name)
    if presence is Presence.gone:
        party.places = min(stay.places, _places(turn, stay, party.persons))
    others = companion_store.list_of_stays(session, [stay.id]).get(stay.id, [])
    service.end_stay(turn, stay, at)
    if one is not None:
        _leave(session, one, at)
    else:
        _hand_on(session, stay, party, others, at)
    return _go_on(turn, stay, party, next_id, at)


def _come(turn: Turn, stay: Stay, one: Companion, next_id: UUID) -> Stay:
    session, at = turn.session, max(turn.done_at, stay.arrived_at)
    if one.client_id and lodging.sleeps_somewhere(session, one.client_id):
        raise Invalid({"": service.SLEEPS_ELSEWHERE}, "sleeps")
    party = _Party(stay.persons + 1, max(stay.places, _places(turn, stay, stay.persons + 1)), stay.client_id, stay.name)
    category = categories.locked_category(session, stay.category_id)
    turn.settle(category)
    if party.places > stay.places:
        service.require_room(turn, category, party.places - stay.places)
    service.end_stay(turn, stay, at)
    if one.came_at is None:
        one.came_at = at
    else:  # back again: the nights between are none
        session.add(_copy(one, stay, at))
        one.stay_id = None
    session.add(one)
    session.flush()
    return _go_on(turn, stay, party, next_id, at)


def _copy(one: Companion, stay: Stay, at: datetime) -> Companion:
    facts = one.model_dump(include={"region_id", "organisation_id", "client_id", "name"})
    return Companion(id=new_id(), **facts, night=clock.night_of(at), stay_id=stay.id, made_at=at, came_at=at)


def _leave(session: Session, one: Companion, at: datetime) -> None:
    if one.came_at is not None:
        one.left_at = at
        lodging.write(session, Place.bed, one, clock.night_of(one.came_at), clock.local(at).date())
    session.add(one)
    session.flush()


def _hand_on(session: Session, stay: Stay, party: _Party, others: list[Companion], at: datetime) -> None:
    """The stay goes on in the name of the first of the others who is there; its guest becomes one who went."""
    heir = next((other for other in others if other.is_here), None)
    session.add(
        Companion(
            id=new_id(),
            region_id=stay.region_id,
            organisation_id=stay.organisation_id,
            stay_id=stay.id,
            client_id=stay.client_id,
            name=stay.name,
            night=clock.night_of(stay.arrived_at),
            made_at=at,
            came_at=stay.arrived_at,
            left_at=at,
        )
    )
    party.client_id, party.name = (heir.client_id, heir.name) if heir else (None, None)
    if heir is not None:
        _leave(session, heir, at)
        heir.stay_id = None
        session.add(heir)
    session.flush()


def _go_on(turn: Turn, stay: Stay, party: _Party, next_id: UUID, at: datetime) -> Stay:
    category = categories.locked_category(turn.session, stay.category_id)
    changed: dict[str, Any] = {"persons": party.persons, "client_id": party.client_id, "name": party.name}
    return service.continue_stay(turn, stay, category, party.places, next_id, at, **changed)


def _places(turn: Turn, stay: Stay, persons: int) -> int:
    category = categories.locked_category(turn.session, stay.category_id)
    return rules.places(Kind(category.kind), persons)

"""Showing a youth on the public page, taking them off at once, and the switch of a region.

Nobody is recognised: there is no name, age, town, date or free text, and a region shows nobody while fewer than
``FEWEST`` youths are on its page. They stand by their words, so that the order tells of nobody who came last.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.figures import small_numbers
from webapp.people import store as people
from webapp.rooms import store as rooms_store
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests.service import require_request
from webapp.rooms.showing import store
from webapp.rooms.showing.inputs import ShowInput, SwitchInput
from webapp.rooms.showing.models import YouthShowing
from webapp.rooms.words import RequestState
from webapp.text import sort_key

FEWEST = small_numbers.LEAST
_SECRET = N_("Waar deze jongere is, is geheim. Die komt niet op een openbare pagina.")
_LOOKS_NOT = N_("Deze jongere zoekt niet meer.")


@dataclass(frozen=True)
class Card:
    """One youth on the page: fixed words alone."""

    attention: tuple[str, ...]
    day_activity: str


@dataclass(frozen=True)
class Area:
    """A region on the page; no cards while too few youths agreed."""

    name: str
    cards: tuple[Card, ...]


def list_areas(session: Session) -> list[Area]:
    """Everything that the public page shows, the regions by name."""
    found = [Area(one.name, _cards(session, one.id)) for one in store.list_regions(session)]
    return sorted(found, key=lambda one: sort_key(one.name))


def _cards(session: Session, region_id: UUID) -> tuple[Card, ...]:
    rows = store.list_shown(session, region_id)
    if len(rows) < FEWEST:
        return ()
    return tuple(Card(*one) for one in sorted((tuple(sorted(row.attention)), row.day_activity) for row in rows))


def read_shown(session: Session, actor: Actor, request_id: UUID) -> tuple[RoomRequest, YouthShowing | None]:
    """A request with what it shows, for who may see the request.

    Raises:
        NotFound: for anybody else.
    """
    return require_request(session, actor, request_id), store.find(session, request_id)


def is_on(session: Session, region_id: UUID) -> bool:
    """True in a region that shows youths."""
    programme = rooms_store.find_programme(session, region_id)
    return programme is not None and programme.shows_youths


def count_shown(session: Session, actor: Actor) -> int:
    """How many youths of the region are ready to be shown."""
    actor.require(Permission.coordinate_rooms)
    return len(store.list_shown(session, actor.region_id))


def publish(session: Session, actor: Actor, request_id: UUID, data: ShowInput) -> None:
    """Show a youth, as they agreed; again with other words replaces it.

    Raises:
        NotFound: when the request is not this user's.
        Invalid: for a youth who looks no more, or whose whereabouts are secret.
    """
    request = require_request(session, actor, request_id, lock=True)
    if request.state != RequestState.open:
        raise Invalid({"": _LOOKS_NOT})
    if people.hidden_among(session, [request.client_id]):
        raise Invalid({"": _SECRET})
    row = store.find(session, request_id, lock=True) or YouthShowing(
        request_id=request.id,
        region_id=request.region_id,
        organisation_id=request.organisation_id,
        agreed_on=data.agreed_on,
        published_by=actor.user_id,
    )
    row.attention = [one.value for one in data.attention]
    row.day_activity = data.day_activity.value if data.day_activity else ""
    row.agreed_on, row.published_by, row.published_at = data.agreed_on, actor.user_id, clock.now()
    session.add(row)
    _note(session, actor, request, Action.update)


def take_off(session: Session, actor: Actor, request_id: UUID) -> None:
    """Take a youth off the page, at once. A second time changes nothing.

    Raises:
        NotFound: when the request is not this user's.
    """
    request = require_request(session, actor, request_id)
    row = store.find(session, request_id, lock=True)
    if row:
        session.delete(row)
        _note(session, actor, request, Action.delete)


def switch(session: Session, actor: Actor, data: SwitchInput) -> None:
    """Show the youths of this region on the public page, or none of them.

    Raises:
        NotAllowed: for anybody but a coordinator.
    """
    actor.require(Permission.coordinate_rooms)
    programme = store.find_programme(session, actor.region_id) or rooms_store.find_programme(session, actor.region_id)
    if programme is None or programme.shows_youths == data.on:
        return
    programme.shows_youths = data.on
    session.add(programme)
    record(session, actor, Action.update, "youth_showing", actor.region_id, ground="region", detail=f"shown: {data.on}")


def _note(session: Session, actor: Actor, request: RoomRequest, action: Action) -> None:
    session.flush()
    ground = request.ground(actor)
    record(session, actor, action, "youth_showing", request.id, client_id=request.client_id, ground=ground)

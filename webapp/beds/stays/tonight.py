"""A client's bed tonight, for the page of that client: no more than its request or its house shows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds.kinds import State
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.requests import store as request_store
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.beds.stays import store
from webapp.db import Session
from webapp.people import store as people


@dataclass(frozen=True)
class Tonight:
    """A bed of tonight: the shelter, and the end of the hold or the begin of the stay."""

    shown: BedRequest | Stay
    """The record this user may open, at ``url``."""
    url: str
    house: str
    state: str
    """``held``, ``requested`` or ``sleeps``."""
    at: datetime | None
    """The end of the hold, the house's deadline, or the begin of the stay."""


def find_bed(session: Session, actor: Actor, client_id: UUID) -> Tonight | None:
    """The bed this user may know of; None when the request is not theirs to see. A bed goes before a question."""
    along = people.may_know_whereabouts(session, actor, client_id)
    stay = store.find_open_stay_of(session, client_id) or (_stay_along(session, client_id) if along else None)
    if stay is not None:
        return _sleeping(session, actor, stay)
    now = clock.now()
    rows = [
        *store.list_asked_for_client(session, actor.region_id, client_id, clock.tonight()),
        *(_asked_along(session, client_id) if along else ()),
    ]
    asked = [request for row in rows if (request := request_store.find_request(session, actor, row))]
    for wanted in (State.held, State.requested, State.unanswered):
        for request in asked:
            if request.state_at(now) is wanted:
                return _asked(session, actor, request, wanted)
    return None


def list_with_bed(session: Session, actor: Actor, clients: Collection[UUID]) -> set[UUID]:
    """Those of these clients for whom ``find_bed`` may find one; for most of a caseload it need not look."""
    asked = store.list_asking(session, actor.region_id, clients, clock.tonight())
    along = companion_store.list_requests_with(session, clients, _nights())
    beside = [client for client, _stay in companion_store.list_sleeping(session, clients)]
    return {
        one
        for one in (*asked, *store.list_sleeping(session, clients), *(one.client_id for one in along), *beside)
        if one
    }


def _stay_along(session: Session, client_id: UUID) -> Stay | None:
    """The stay of others in which this client sleeps along."""
    return next((stay for _client, stay in companion_store.list_sleeping(session, [client_id])), None)


def _asked_along(session: Session, client_id: UUID) -> list[UUID]:
    """The requests of others with whom this client comes along, newest first."""
    along = companion_store.list_requests_with(session, [client_id], _nights())
    return [one.request_id for one in along if one.request_id and one.stay_id is None]


def _nights() -> list[date]:
    """Tonight, and the night before: a hold runs on after it."""
    return [clock.tonight() - timedelta(days=1), clock.tonight()]


def _asked(session: Session, actor: Actor, request: BedRequest, state: State) -> Tonight:
    is_held = state is State.held
    return Tonight(
        shown=request,
        url=f"/bedden/aanvragen/{request.id}",
        house=_house(session, actor, request.shelter_id),
        state="held" if is_held else "requested",
        at=request.held_until if is_held else request.answer_by,
    )


def _sleeping(session: Session, actor: Actor, stay: Stay) -> Tonight | None:
    """The stay for the staff of the house; its request for others who may see that."""
    first = store.list_until(session, stay)[0]
    shown: BedRequest | Stay | None = store.find_stay(session, actor, stay.id)
    url = f"/bedden/verblijf/{stay.id}"
    if shown is None and first.request_id is not None:
        shown, url = (
            request_store.find_request(session, actor, first.request_id),
            f"/bedden/aanvragen/{first.request_id}",
        )
    if shown is None:
        return None
    return Tonight(shown, url, _house(session, actor, stay.shelter_id), "sleeps", first.arrived_at)


def _house(session: Session, actor: Actor, shelter_id: UUID) -> str:
    """Its name; only its own staff see a confidential one's own name."""
    shelter = session.get_one(Shelter, shelter_id)
    return shelter.name if shelter_store.works_at(session, actor, shelter_id) else shelter_store.shown_name(shelter)

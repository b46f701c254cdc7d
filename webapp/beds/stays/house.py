"""The contents of a house's pages for its own staff; the same for its views and for a phone that keeps them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.beds import kinds, rules
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.kinds import WAITING, State
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.requests import store as request_store
from webapp.beds.requests.choices import age_options, gender_options
from webapp.beds.requests.members import Along, tell_along
from webapp.beds.requests.page import shown_name
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.store import UNKNOWN_SHELTER, own_shelter
from webapp.beds.stays import store, unarrive
from webapp.beds.stays.service import may_come_back
from webapp.db import Session
from webapp.errors import NotFound
from webapp.people import store as people
from webapp.people.crisis import crisis_lines
from webapp.web.choices import options

_JUST_LEFT = timedelta(hours=12)


def require_shelter(session: Session, actor: Actor, shelter_id: UUID) -> ShelterNow:
    """A shelter at this moment.

    Raises:
        NotFound: when the actor may not know of it.
    """
    found = shelter_store.find_shelter(session, actor, shelter_id)
    if found is None:
        raise NotFound(UNKNOWN_SHELTER)
    [now] = availability.read_shelters(session, [found], availability.this_minute())
    return now


def require_own(session: Session, actor: Actor, shelter_id: UUID) -> ShelterNow:
    """A shelter where the actor works, at this moment.

    Raises:
        NotFound: for any other.
    """
    own_shelter(session, actor, shelter_id)
    return require_shelter(session, actor, shelter_id)


def tonight(session: Session, actor: Actor, shelter: ShelterNow) -> dict[str, Any]:
    """The expected and the sleeping guests of a house where the actor works."""
    return {
        "shelter": shelter,
        "words": kinds,
        **arrivals(session, actor, shelter),
        **guests(session, actor, shelter.id),
    }


def arrivals(session: Session, actor: Actor, shelter: ShelterNow) -> dict[str, Any]:
    """Requests and live holds of tonight, with their askers."""
    now = clock.now()
    rows = request_store.list_for_shelters(session, [shelter.id], clock.tonight())
    states = [(row, category, asker, row.state_at(now)) for row, category, asker in rows]
    waits = [row for row in states if row[3] in WAITING]
    came = store.list_just_arrived(session, shelter.id, now - unarrive.OFFERED_FOR)
    arrived = [(row, category, asker, State.arrived) for row, category, asker, _ in came]
    coming = [row for row in states if row[3] is State.held]
    return {
        "waiting": waits,
        "questions": [(shelter.id, shelter.name, waits)] if waits else [],
        "coming": coming,
        "doorway": sorted(coming + arrived, key=lambda row: row[0].asked_at),
        "late": [row for row in states if row[3] is State.expired],
        "stay_of": {row.id: stay_id for row, _, _, stay_id in came},
        "missed": [row for row in states if row[3] is State.no_show],
        "secret": people.hidden_among(
            session, [*(one[0].client_id for one in rows), *(one[0].client_id for one in came)]
        ),
        "along": list_along(session, actor, shelter.id, [*(one[0].id for one in rows), *(one[0].id for one in came)]),
    }


def list_along(
    session: Session, actor: Actor, shelter_id: UUID, request_ids: Collection[UUID]
) -> dict[UUID, list[Along]]:
    """Request → those who come along, for the staff of a house."""
    found = companion_store.list_of_requests(session, request_ids)
    return {request: tell_along(session, actor, rows, shelter_id) for request, rows in found.items()}


def list_party(session: Session, actor: Actor, stays: Sequence[Stay]) -> dict[UUID, list[Along]]:
    """Stay → the others of the party, for the staff of a house; those who are here first."""
    found = companion_store.list_of_stays(session, [stay.id for stay in stays])
    return {
        stay.id: tell_along(
            session, actor, sorted(found[stay.id], key=lambda one: (not one.is_here, one.id)), stay.shelter_id
        )
        for stay in stays
        if stay.id in found
    }


def find_just_answered(
    session: Session, actor: Actor, shelter: ShelterNow, given: str
) -> tuple[BedRequest, str | None, State] | None:
    """The request of this house that was just answered, by the id in the address, with its name and state."""
    try:
        asked = request_store.find_request(session, actor, UUID(given))
    except ValueError:
        return None
    if asked is None or asked.shelter_id != shelter.id or not shelter_store.works_at(session, actor, shelter.id):
        return None
    return asked, shown_name(session, asked), asked.state_at(clock.now())


def guests(session: Session, actor: Actor, shelter_id: UUID) -> dict[str, Any]:
    """The guests who sleep here tonight, by kind of bed."""
    rows = store.list_guests(session, actor, shelter_id)
    by_kind = {kind: [stay for stay, category in rows if category.kind == kind.value] for kind in kinds.Kind}
    return {
        "guests": rows,
        "by_kind": {kind: stays for kind, stays in by_kind.items() if stays},
        "today": clock.today(),
        "leaving": [stay for stay, _ in rows if not _stays_on(stay)],
        "staying": [stay for stay, _ in rows if _stays_on(stay)],
        "sleeping": sum(stay.persons for stay, _ in rows),
        "since": store.came_at(session, [stay for stay, _ in rows]),
        "party": list_party(session, actor, [stay for stay, _ in rows]),
        "secret_guests": people.hidden_among(session, [stay.client_id for stay, _ in rows]),
    }


def _stays_on(stay: Stay) -> bool:
    return stay.expected_departure is not None and stay.expected_departure > clock.today()


def list_just_left(session: Session, actor: Actor, shelter_id: UUID) -> dict[str, Any]:
    """The guests who were checked out and may still have their bed back: by mistake, or back the same night."""
    now = clock.now()
    rows = store.list_left(session, actor, shelter_id, now - _JUST_LEFT)
    left = [stay for stay in rows if may_come_back(stay, now)]
    return {"left": left, "secret_left": people.hidden_among(session, [stay.client_id for stay in left])}


def intake(session: Session, actor: Actor, shelter: ShelterNow) -> dict[str, Any]:
    """The choices of the short intake, with the free places of each kind. It holds nothing personal."""
    region = accounts.find_region(session, actor.region_id)
    return {
        "shelter": shelter,
        "categories": beds_to_choose(shelter),
        "today": clock.today().isoformat(),
        "ages": age_options(),
        "genders": gender_options(),
        "needs": options(kinds.Need),
        "most": rules.MOST_PERSONS,
        "crisis": crisis_lines(region) if region else [],
        "is_minor": False,
    }


def beds_to_choose(shelter: ShelterNow, but: UUID | None = None) -> list[tuple[str, str, str]]:
    """The kinds of beds of a house with their free places, without the category ``but``."""
    return [
        (category.kind.value, gettext(category.label), gettext("%(n)s vrij", n=category.free))
        for category in shelter.categories
        if category.id != but
    ]

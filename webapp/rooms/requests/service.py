"""Youths who look for a room: asking, reading, taking back. People decide on matches, not this module."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.municipalities import in_region
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.people import service as people
from webapp.rooms import store as rooms_store
from webapp.rooms.inputs import stored
from webapp.rooms.models import RoomRequest
from webapp.rooms.pairs import course
from webapp.rooms.pairs import store as pairs
from webapp.rooms.requests import profile, store
from webapp.rooms.requests.inputs import NOBODY, RequestFacts, RoomRequestInput, WithdrawInput
from webapp.rooms.words import CarriesRent, RequestState
from webapp.text import fold
from webapp.validation import Bounded
from webapp.web import submissions

_NOTHING_AGREED = N_("Schrijf eerst het profiel. Dan kan de jongere er ja tegen zeggen.")
_AGES = N_("Kamers met Aandacht is hier voor %(youngest)s tot en met %(oldest)s jaar.")
_HOURS = N_("Hier is minstens %(hours)s uur school of werk per week nodig.")
_INCOME = N_("Het inkomen draagt de huur nog niet.")
_UNKNOWN = N_("Deze aanmelding is er niet, of je mag die niet zien.")


def ask_room(session: Session, actor: Actor, data: RoomRequestInput, request_id: UUID) -> RoomRequest:
    """Ask a room for a youth; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        NotFound: when this user may not know the client.
        Invalid: for a hidden client of others (``not_related``), without a client or alias, with a municipality
            outside the region, or with a profile that holds what no host may read.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.request_rooms)
    if made := submissions.known(session, RoomRequest, request_id, created_by=actor.user_id):
        return made
    client = people.require_placeable(session, actor, data.client, "alias") if data.client else None
    label = data.alias or (client.label if client else None)
    if not label:
        raise Invalid({"alias": NOBODY})
    places = in_region(session, actor, data.municipalities, "municipalities")
    require_for_hosts(data, label, (client.name or "") if client else "")
    request = RoomRequest(
        id=request_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        client_id=client.id if client else None,
        created_by=actor.user_id,
        search_key=fold(f"{label} {data.motivation or ''}"),
        alias=label,
        municipalities=places,
        motivation=data.motivation or "",
        support_worker=data.support_worker or actor.name,
        profile_version=1 if data.profile else 0,
        **stored(data, "client", "alias", "municipalities", "motivation", "support_worker"),
    )
    session.add(request)
    session.flush()
    record(
        session, actor, Action.create, "room_request", request.id, client_id=request.client_id, ground="organisation"
    )
    return request


def read_request(session: Session, actor: Actor, request_id: UUID) -> RoomRequest:
    """One request, for reading: the access log notes it.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    return require_request(session, actor, request_id)


def limits_missed(session: Session, request: RoomRequest) -> list[str]:
    """The limits of the region's programme that this youth does not meet, each in a sentence; they refuse nobody.

    The age is that of the year in which the room begins.
    """
    programme = rooms_store.find_programme(session, request.region_id)
    if programme is None:
        return []
    found: list[str] = []
    if not programme.min_age <= request.from_date.year - request.birth_year <= programme.max_age:
        found.append(Bounded(_AGES, youngest=programme.min_age, oldest=programme.max_age))
    if request.day_hours is not None and request.day_hours < programme.day_hours:
        found.append(Bounded(_HOURS, hours=programme.day_hours))
    if request.carries_rent == CarriesRent.no:
        found.append(_INCOME)
    return found


def withdraw_request(session: Session, actor: Actor, request_id: UUID, data: WithdrawInput) -> RoomRequest:
    """The youth no longer looks; the reason is kept. Withdrawing twice changes nothing.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    request = require_request(session, actor, request_id, lock=True)
    if request.state == RequestState.open:
        request.state, request.withdraw_reason = RequestState.withdrawn.value, data.reason.value
        request.withdrawn_at = clock.now()
        _note(session, actor, request)
        course.stop_for(session, actor, request)
    return request


def reopen_request(session: Session, actor: Actor, request_id: UUID) -> RoomRequest:
    """The youth looks again: the undo of withdrawing.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    request = require_request(session, actor, request_id, lock=True)
    if request.state == RequestState.withdrawn:
        request.state, request.withdraw_reason, request.withdrawn_at = RequestState.open.value, None, None
        _note(session, actor, request)
    return request


def require_request(session: Session, actor: Actor, request_id: UUID, *, lock: bool = False) -> RoomRequest:
    """A request this user may see; locked to change it.

    Raises:
        NotFound: when there is none; to change one that was erased.
    """
    if lock:
        pairs.lock_holder(session, RoomRequest, request_id)
    request = store.find_request(session, actor, request_id, lock=lock)
    if request is None or (lock and request.erased_at):
        raise NotFound(_UNKNOWN)
    return request


def require_for_hosts(data: RequestFacts, *names: str) -> None:
    """Refuse a profile that a host may not read; ``names``: what the records call the youth.

    Raises:
        Invalid: at the name or the words of the profile, or at the day of an agreement about nothing.
    """
    faults = {
        "profile_name": profile.fault_of_name(data.profile_name),
        "profile": profile.fault_of_words(data.profile, names, data.profile_name),
        "profile_agreed_on": _NOTHING_AGREED if data.profile_agreed_on and not data.profile else None,
    }
    found = {field: said for field, said in faults.items() if said}
    if found:
        raise Invalid(found)


def _note(session: Session, actor: Actor, request: RoomRequest) -> None:
    session.add(request)
    ground = request.ground(actor)
    record(session, actor, Action.update, "room_request", request.id, client_id=request.client_id, ground=ground)

"""Guests of a respite house: coming, staying longer, leaving. Never more of them than there are places.

Every decision about a place locks its facility first, so two workers never give the last one twice.
"""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import described
from webapp.audit.service import Action, record
from webapp.beds import admission, rules
from webapp.beds.kinds import AgeGroup
from webapp.db import Session
from webapp.edits import Change, merged
from webapp.errors import N_, Invalid, NotFound
from webapp.facilities import store
from webapp.facilities.inputs import LEFT_WHEN, WHERE_TO, LeaveInput, RespiteInput, UntilInput
from webapp.facilities.kinds import FacilityKind, Outcome
from webapp.facilities.models import Facility, RespiteStay
from webapp.facilities.service import own_facility
from webapp.people import lodging
from webapp.people.lodging import Place
from webapp.people.service import require_placeable
from webapp.text import fold
from webapp.units.service import require_room
from webapp.web import submissions

UNKNOWN_STAY = N_("Deze gast kennen we hier niet.")
_NAME = N_("Vul een naam of roepnaam in.")
_ELSEWHERE = N_("Deze cliënt verblijft al ergens anders. Bel eerst met elkaar.")
_SAME_NAME = N_("Er verblijft al iemand met deze naam. Is dit iemand anders? Zeg dat hieronder.")
_COMING = N_("Kies vandaag of een dag in de afgelopen 31 dagen.")
_UNTIL = N_("Kies een dag van vandaag tot over een jaar.")
_LEFT_WHEN = N_("Kies een dag vanaf de aankomst, tot en met vandaag.")
_STILL_HERE = N_("Deze gast is nog niet vertrokken.")
_ELSEWHERE_THEN = N_("Deze cliënt sliep toen al ergens anders. Kies een eerdere dag.")
_LEFT = N_("Deze gast is al vertrokken.")
_LATEST_ENTRY = 31
"""Days that an arrival or a departure may be entered late."""
_UNDONE = N_("Deze inschrijving was een vergissing en telt niet mee.")


def arrive(session: Session, actor: Actor, data: RespiteInput, facility_id: UUID, stay_id: UUID) -> RespiteStay:
    """A guest gets a place. Sent twice it is one.

    Raises:
        NotFound: at a facility where the actor does not work, or for a client the actor may not know of.
        Invalid: no place in one of the nights up to now, or to ``left_on`` (``full``), a client who was somewhere
            else (``elsewhere``), a name that is there already (``same_name``), under 18 (``minor_adult_bed``), days
            that cannot be.
    """
    actor.require(Permission.keep_facilities)
    facility = own_facility(session, actor, facility_id, FacilityKind.respite, lock=True)
    if made := submissions.known(session, RespiteStay, stay_id, entered_by=actor.user_id):
        return made
    today = clock.today()
    if not today - timedelta(days=_LATEST_ENTRY) <= data.arrived_on <= today:
        raise Invalid({"arrived_on": _COMING}, "day")
    _check_end(data)
    name, client_id = _check_who(session, actor, data, facility)
    require_room(session, store.GUESTS, facility.id, data.arrived_on, data.left_on, "arrived_on")
    stay = RespiteStay(
        id=stay_id,
        region_id=facility.region_id,
        organisation_id=facility.organisation_id,
        facility_id=facility.id,
        client_id=client_id,
        name=name,
        referrer=data.referrer.value,
        arrived_on=data.arrived_on,
        expected_until=data.left_on or data.expected_until,
        entered_by=actor.user_id,
    )
    if data.left_on and data.outcome:
        _end(actor, stay, data.left_on, data.outcome)
    return _changed(session, actor, stay, Action.create)


def leave(session: Session, actor: Actor, data: LeaveInput, stay_id: UUID) -> RespiteStay:
    """Note a departure; the place becomes free at once. Sent twice, the first time counts.

    Raises:
        NotFound: for a guest of another facility.
        Invalid: for a day before the arrival or to come.
    """
    stay, _ = own_stay(session, actor, stay_id, lock=True)
    if stay.left_on is not None:
        return stay
    _check_left(stay.arrived_on, data.left_on)
    _end(actor, stay, data.left_on, data.outcome)
    return _changed(session, actor, stay, Action.update)


def correct_leaving(session: Session, actor: Actor, changes: list[Change], stay_id: UUID) -> RespiteStay:
    """Another day or destination of a guest who left. The stay remains ended, so a full house is no obstacle.

    Raises:
        NotFound: for a guest of another facility.
        Conflict: with the present value of every field that a colleague changed.
        Invalid: for a guest who is still there, a day before the arrival or to come, a night more without a place
            (``full``) or in which the client slept somewhere else (``elsewhere``).
    """
    stay, facility = own_stay(session, actor, stay_id, lock=True)
    if stay.undone_at is not None:
        raise Invalid({"": _UNDONE}, "undone")
    if stay.left_on is None:
        raise Invalid({"": _STILL_HERE}, "not_left")
    present = {"left_on": stay.left_on, "outcome": stay.outcome}
    saved = (stay.left_by, stay.left_at) if stay.left_by and stay.left_at else None
    wanted = merged(LeaveInput, changes, present, lambda field: described(session, present[field], saved))
    _check_left(stay.arrived_on, wanted.left_on)
    if stay.client_id and lodging.slept_somewhere_since(session, stay.client_id, stay.left_on, wanted.left_on):
        raise Invalid({"left_on": _ELSEWHERE_THEN}, "elsewhere")
    require_room(session, store.GUESTS, facility.id, stay.left_on, wanted.left_on, "left_on")
    _end(actor, stay, wanted.left_on, wanted.outcome)
    return _changed(session, actor, stay, Action.update)


def come_back(session: Session, actor: Actor, stay_id: UUID) -> RespiteStay:
    """Undo a mistaken departure: the guest is still there, if the place is.

    Raises:
        NotFound: for a guest of another facility.
        Invalid: when the place went to someone else (``full``), or the client slept somewhere else since
            (``elsewhere``).
    """
    stay, facility = own_stay(session, actor, stay_id, lock=True)
    if stay.left_on is None:
        return stay
    if stay.undone_at is not None:
        raise Invalid({"": _UNDONE}, "undone")
    if stay.client_id and lodging.slept_somewhere_since(session, stay.client_id, stay.left_on):
        raise Invalid({"": _ELSEWHERE}, "elsewhere")
    require_room(session, store.GUESTS, facility.id, stay.left_on, None, "")
    stay.left_on, stay.outcome, stay.left_by, stay.left_at = None, "", None, None
    return _changed(session, actor, stay, Action.update)


def stay_until(session: Session, actor: Actor, data: UntilInput, stay_id: UUID) -> RespiteStay:
    """Expect the guest to leave on another day.

    Raises:
        NotFound: for a guest of another facility.
        Invalid: for a guest who left, or a day that is over or too far away.
    """
    stay, _ = own_stay(session, actor, stay_id, lock=True)
    if stay.left_on is not None:
        raise Invalid({"": _LEFT}, "left")
    _check_until(data.expected_until)
    stay.expected_until = data.expected_until
    return _changed(session, actor, stay, Action.update)


def undo_arrival(session: Session, actor: Actor, stay_id: UUID) -> RespiteStay:
    """Undo a mistaken arrival, perhaps long after: the name is erased, the place is free, and it counts nowhere.

    Raises:
        NotFound: for a guest of another facility.
    """
    stay, _ = own_stay(session, actor, stay_id, lock=True)
    if stay.undone_at is not None:
        return stay
    stay.undone_at, stay.left_on, stay.outcome, stay.name = clock.now(), stay.left_on or clock.today(), "", None
    return _changed(session, actor, stay, Action.delete)


def own_stay(session: Session, actor: Actor, stay_id: UUID, *, lock: bool = False) -> tuple[RespiteStay, Facility]:
    """A stay in a facility where the actor works, and that facility; both locked for a change.

    Raises:
        NotFound: when it does not exist, or is not theirs.
    """
    actor.require(Permission.keep_facilities)
    stay = store.find_stay(session, actor, stay_id)
    if stay is None:
        raise NotFound(UNKNOWN_STAY)
    facility = own_facility(session, actor, stay.facility_id, lock=lock)
    if lock:
        session.refresh(stay)
    return stay, facility


def _check_end(data: RespiteInput) -> None:
    """Require an expected departure of a present guest; of a past guest, day and destination together."""
    if data.left_on is None and data.outcome is None:
        _check_until(data.expected_until)
    elif data.left_on is None:
        raise Invalid({"left_on": LEFT_WHEN}, "day")
    elif data.outcome is None:
        raise Invalid({"outcome": WHERE_TO}, "outcome")
    else:
        _check_left(data.arrived_on, data.left_on)


def _check_left(arrived_on: date, day: date) -> None:
    if not arrived_on <= day <= clock.today():
        raise Invalid({"left_on": _LEFT_WHEN}, "day")


def _check_until(day: date) -> None:
    if not clock.today() <= day <= clock.today() + timedelta(days=366):
        raise Invalid({"expected_until": _UNTIL}, "day")


def _check_who(session: Session, actor: Actor, data: RespiteInput, facility: Facility) -> tuple[str, UUID | None]:
    """The name of this guest here, and the client; refuses a guest who is somewhere else."""
    if data.client:
        actor.require(Permission.read_clients)
        client = require_placeable(session, actor, data.client, "alias")
        if rules.is_minor(AgeGroup.adult, client.birth_year, clock.today()):
            raise admission.minor_adult_bed(session, actor.region_id, "alias")
        if lodging.slept_somewhere_since(session, client.id, data.arrived_on, data.left_on):
            raise Invalid({"alias": _ELSEWHERE}, "elsewhere")
        return client.label, client.id
    if not data.alias:
        raise Invalid({"alias": _NAME}, "name")
    there = [] if data.left_on else store.list_open(session, facility.id)
    if not data.other_person and any(fold(stay.name or "") == fold(data.alias) for stay in there):
        raise Invalid({"alias": _SAME_NAME}, "same_name")
    return data.alias, None


def _end(actor: Actor, stay: RespiteStay, left_on: date, outcome: Outcome) -> None:
    stay.left_on, stay.outcome = left_on, outcome.value
    stay.left_by, stay.left_at = actor.user_id, clock.now()


def _changed(session: Session, actor: Actor, stay: RespiteStay, action: Action) -> RespiteStay:
    session.add(stay)
    session.flush()
    if stay.undone_at:
        lodging.erase(session, Place.respite, stay.id)
    else:
        lodging.write(session, Place.respite, stay, stay.arrived_on, stay.left_on)
    record(session, actor, action, "respite_stay", stay.id, client_id=stay.client_id, ground="facility")
    return stay

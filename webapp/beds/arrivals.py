"""What becomes of a held bed: the guest is there, does not come, or needs more time."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import admission, arithmetic, ledger, requests, room_left, stay_store, store
from webapp.beds.kinds import WAITING, HoldRule, State
from webapp.beds.models import BedRequest, BoardVersion, Category, Shelter, Stay
from webapp.beds.requests import OVER, add_step, decide, end_hold
from webapp.beds.stays import SLEEPS_ELSEWHERE
from webapp.db import Session, new_id
from webapp.errors import N_, Invalid, NotAllowed

_SAME_TAP = timedelta(minutes=1)
_NOT_HELD = N_("Houd eerst een plek vast. Daarna kun je ‘Is er’ kiezen.")
_TOO_LATE = N_("De tijd is om en de plek is weg. Tel opnieuw, of schrijf iemand uit.")
_ONCE = N_("Deze plek is al een keer langer vastgehouden.")
_ASK_SHELTER = N_("Bel de opvang: alleen zij kunnen deze plek langer vasthouden.")
_DOOR = N_("Langer kan niet: dan is de deur dicht.")
_NIGHT_OVER = N_("Deze nacht is voorbij.")


def arrive(session: Session, actor: Actor, request_id: UUID) -> Stay:
    """The guest is there: the hold becomes a stay. Sent twice it is one.

    Who comes after the time was over, or was taken for not coming, still gets the bed while it is free. An arrival
    that waited on a phone until the night was over was in that night.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: not held (``not_held``), too late and gone (``full``), over, a guest elsewhere (``sleeps``).
    """
    request, line, now = requests.request_to_answer(session, actor, request_id)
    if known := stay_store.find_stay_of_request(session, request_id):
        return known
    state = request.state_at(now)
    if state in WAITING:
        raise Invalid({"request": _NOT_HELD}, "not_held")
    if state not in (State.held, State.expired, State.no_show):
        raise Invalid({"request": OVER}, "over")
    if clock.end_of_night(request.night) <= now - actor.delay and state is not State.held:
        raise Invalid({"request": _NIGHT_OVER}, "over")
    admission.refuse_minor(session, request)
    if request.client_id and stay_store.sleeps_somewhere(session, request.client_id):
        raise Invalid({"request": SLEEPS_ELSEWHERE}, "sleeps")
    started = _take_place(session, line, request, state, now)
    stay = _begin(session, actor, request, started, now)
    decide(session, request, State.arrived, actor)
    record(session, actor, Action.create, "bed_stay", stay.id, client_id=stay.client_id, ground="shelter")
    return stay


def no_show(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
    """Nobody came; a bed that was still held comes free at once.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when nothing was held, or it is over.
    """
    request, line, now = requests.request_to_answer(session, actor, request_id)
    state = request.state_at(now)
    if state is State.no_show:
        return request
    if state in WAITING:
        raise Invalid({"request": _NOT_HELD}, "not_held")
    if state not in (State.held, State.expired):
        raise Invalid({"request": OVER}, "over")
    if state is State.held:
        end_hold(session, line, request, now)
    else:
        _settle(session, request, now)
    decide(session, request, State.no_show, actor)
    ledger.moved(session, line)
    return request


def extend(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
    """Keep a bed once more as long as the rule says, on top of the time it had. Once for each hold.

    The shelter may always; who asked may where the rule decides and not a person.

    Raises:
        NotFound: when it is not the actor's to see.
        NotAllowed: for the asker of a shelter that decides by hand.
        Invalid: when nothing is held, it was extended before (``extended``), or the house is closed by then.
    """
    request, line, now = requests.open_request(session, actor, request_id)
    shelter = session.get_one(Shelter, request.shelter_id)
    if not may_extend(session, actor, request, shelter):
        raise NotAllowed(_ASK_SHELTER)
    if request.state_at(now) is not State.held or request.held_until is None:
        raise Invalid({"request": OVER}, "over")
    if request.extended_at is not None and now - request.extended_at < _SAME_TAP:
        return request
    if request.extended_at is not None:
        raise Invalid({"request": _ONCE}, "extended")
    longer = min(arithmetic.hold_until(request.held_until, shelter.hold_minutes), shelter.last_arrival(now))
    if longer <= request.held_until:
        raise Invalid({"request": _DOOR}, "closed")
    request.extended_at, request.held_until = now, longer
    session.add(request)
    add_step(session, request, State.held, actor.user_id, until=request.held_until)
    ground = (None if store.works_at(session, actor, shelter.id) else request.asked_on(actor)) or "shelter"
    record(session, actor, Action.update, "bed_request", request.id, client_id=request.client_id, ground=ground)
    ledger.moved(session, line)
    return request


def may_extend(session: Session, actor: Actor, request: BedRequest, shelter: Shelter) -> bool:
    """Whether this person decides on more time: the shelter, or the asker where the rule decides."""
    if actor.may(Permission.answer_requests) and store.works_at(session, actor, request.shelter_id):
        return True
    asked = actor.may(Permission.request_beds) and request.organisation_id == actor.organisation_id
    return asked and HoldRule(shelter.hold_rule) is HoldRule.automatic and shelter.lets_in_at(clock.now())


def _take_place(session: Session, line: BoardVersion, request: BedRequest, state: State, now: datetime) -> int:
    """The version at which the stay begins: the end of its hold, or a place that is free now."""
    if state is State.held:
        end_hold(session, line, request, now)
        if request.ended is None:
            raise ValueError("an ended hold has the version of its end")
        return request.ended
    category = room_left.locked_category(session, request.category_id)
    if room_left.settled(session, category, now).free < request.places:
        raise Invalid({"request": _TOO_LATE}, "full")
    return ledger.next_version(session, line, category)


def _settle(session: Session, request: BedRequest, now: datetime) -> Category:
    category = room_left.locked_category(session, request.category_id)
    ledger.settle(session, category, now)
    return category


def _begin(session: Session, actor: Actor, request: BedRequest, started: int, now: datetime) -> Stay:
    shelter = session.get_one(Shelter, request.shelter_id)
    stay = Stay(
        id=new_id(),
        region_id=shelter.region_id,
        organisation_id=shelter.organisation_id,
        shelter_id=shelter.id,
        category_id=request.category_id,
        request_id=request.id,
        client_id=request.client_id,
        name=request.name,
        needs=list(request.needs),
        note=request.note,
        persons=request.persons,
        places=request.places,
        arrived_at=now - actor.delay,
        started=started,
        entered_by=actor.user_id,
    )
    session.add(stay)
    session.flush()
    return stay

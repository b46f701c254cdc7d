"""Asking a bed, giving it back, and the shelter's answer. Only the server grants a hold."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import admission, arithmetic, ledger, messages, room_left, rules, store
from webapp.beds.board import CategoryNow
from webapp.beds.inputs import BedRequestInput, CancelInput
from webapp.beds.kinds import OPEN, WAITING, Alternative, Gender, HoldRule, Need, Refusal, State
from webapp.beds.models import BedRequest, BoardVersion, Category, RequestStep, Shelter
from webapp.beds.service import ID_TAKEN, NO_SUCH_BEDS, UNKNOWN_SHELTER
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.people.models import Client
from webapp.people.service import require_placeable

_UNKNOWN_REQUEST = N_("Deze aanvraag is er niet, of je mag die niet zien.")
_WINTER_IS_FOR_ALL = N_("Een extra winterbed is voor iedereen, ook bij een schorsing. Kies een andere reden.")
_ALREADY_HELD = N_(
    "Voor deze persoon is vannacht al een bed vast. Echt twee nodig? Kies onderaan ‘Vraag dit bed er toch bij’."
)
_CALL_ASKER = N_("Dit kan nu niet. Bel met wie het bed vroeg.")
_ARRIVED = N_("Deze gast is al aangekomen. Bel de opvang.")
_ANSWERS = (State.refused, State.no_show)
"""What a house decides that its asker wants to know; who arrived, arrived."""
OVER = N_("Deze aanvraag is al afgelopen.")
_HELD_SINCE = N_("Een collega houdt intussen een bed vast voor deze persoon. Druk nog een keer om dat terug te nemen.")
_NO_BED = N_("Volgens de laatste telling is er geen bed vrij. Tel eerst opnieuw.")


def request_bed(session: Session, actor: Actor, data: BedRequestInput, request_id: UUID) -> BedRequest:
    """Ask a bed for tonight. The rule of the shelter holds it at once, or the shelter is asked.

    A request that arrives when its night is over is kept as ``lapsed`` and holds nothing. Sent twice it is one.

    Raises:
        NotFound: for a shelter outside the region or a confidential one, and a client of somebody else.
        Invalid: a hidden client of others (``not_related``), under 18 (``minor_adult_bed``), another group's beds
            (``misfit``), a client who has a bed without ``second_bed`` (``already_held``), another night, a closed
            shelter, a kind of beds it has not.
    """
    actor.require(Permission.request_beds)
    if known := _known(session, actor, request_id):
        return known
    shelter = _asked_shelter(session, actor, data.shelter)
    client = require_placeable(session, actor, data.client) if data.client else None
    night = admission.night_meant(actor, data.night)
    admission.check_night(night)
    admission.check_person(session, actor, data, client, night)
    line = ledger.lock_board(session, actor.region_id)
    if known := _known(session, actor, request_id):  # a copy of it was in front of us in the line
        return known
    category = store.find_category(session, shelter.id, data.category.value)
    if category is None:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    if clock.end_of_night(night) > clock.now():
        admission.check_open(session, shelter, category, night)
        admission.check_ages(shelter, data.category, data.age_group)
    request = _new_request(actor, data, shelter, category, client, night, request_id)
    _answer_by_rule(session, line, shelter, category, request)
    session.add(request)
    session.flush()  # written with its answer: everybody behind us in the line waits for each statement
    add_step(session, request, State.requested, actor.user_id, at=request.asked_at)
    if request.decided_at:
        add_step(session, request, State(request.state), None, at=request.decided_at, until=request.held_until)
    else:
        messages.tell_house(session, request)
    record(session, actor, Action.create, "bed_request", request.id, client_id=request.client_id, ground="region")
    return request


def cancel_request(session: Session, actor: Actor, data: CancelInput) -> BedRequest:
    """Give the bed back, or take the question back; the asker or a colleague does.

    What is over already (full, refused, its time or its night) stays as it is: there is nothing to give back.

    Raises:
        NotFound: when it is not the actor's to see.
        Invalid: when the guest has arrived.
    """
    actor.require(Permission.request_beds)
    request, line, now = open_request(session, actor, data.request)
    if request.organisation_id != actor.organisation_id:
        raise NotFound(_UNKNOWN_REQUEST)
    state = request.state_at(now)
    if state is State.arrived:
        raise Invalid({"request": _ARRIVED}, "arrived")
    if state not in OPEN or _is_past(request, state, now):
        return request
    if state is State.held:
        end_hold(session, line, request, now)
    decide(session, request, State.cancelled, actor, words=data.reason)
    ledger.moved(session, line)
    return request


def hold_request(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
    """The shelter keeps a bed for this request, from now for as long as its rule says.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when it is over, the beds are closed by now, none is free by the last count, or the client has
            a bed already.
    """
    request, line, now = request_to_answer(session, actor, request_id)
    state = request.state_at(now)
    if state is State.held:
        return request
    if state not in WAITING or _is_past(request, state, now):
        raise Invalid({"": OVER}, "over")
    admission.refuse_minor(session, request)
    shelter = session.get_one(Shelter, request.shelter_id)
    category = room_left.locked_category(session, request.category_id)
    admission.check_open(session, shelter, category, request.night)
    if has_bed(session, request, now):
        raise Invalid({"": _CALL_ASKER}, "already_held")  # where is not the house's business
    left = room_left.settled(session, category, now)
    if not _grant(session, line, shelter, category, left, request, now):
        raise Invalid({"": _NO_BED}, "full")
    request.decided_by = actor.user_id
    session.add(request)
    add_step(session, request, State.held, actor.user_id, until=request.held_until)
    messages.tell_asker(session, request, actor)
    record(session, actor, Action.update, "bed_request", request.id, client_id=request.client_id, ground="shelter")
    return request


def refuse_request(
    session: Session,
    actor: Actor,
    request_id: UUID,
    reason: Refusal,
    alternative: Alternative | None = None,
    seen: State | None = None,
) -> BedRequest:
    """The shelter says no, with a reason from the list and, when told, what it offered; a bed it held comes free.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when it is over already, also by its night, for a reason that does not hold for a winter bed, and
            when a colleague keeps a bed for it since it was looked at (``held``).
    """
    request, line, now = request_to_answer(session, actor, request_id)
    if reason not in admission.reasons_to_refuse(session, request):
        raise Invalid({"reason": _WINTER_IS_FOR_ALL}, "winter_is_for_all")
    state = request.state_at(now)
    if state is State.refused:
        return request
    if state not in OPEN or _is_past(request, state, now):
        raise Invalid({"": OVER}, "over")
    if state is State.held and seen not in (None, State.held):
        raise Invalid({"": _HELD_SINCE}, "held")
    if state is State.held:
        end_hold(session, line, request, now)
    request.reason, request.alternative = reason.value, alternative.value if alternative else ""
    decide(session, request, State.refused, actor, reason=reason.value)
    ledger.moved(session, line)
    return request


def effect_of(request: BedRequest, now: datetime) -> dict[str, Any]:
    """What the request has come to, as the door tells it."""
    state = request.state_at(now)
    if state is State.unanswered:
        state = State.requested  # it lies with the shelter still; its page says that it is late
    until = request.held_until.isoformat() if state is State.held and request.held_until else None
    return {"state": state.value, "until": until}


def effect_now(session: Session, actor: Actor, request_id: UUID) -> dict[str, Any] | None:
    """The present effect of a request that comes again, for who still may see it."""
    request = store.find_request(session, actor, request_id)
    return effect_of(request, clock.now()) if request else None


def _known(session: Session, actor: Actor, request_id: UUID) -> BedRequest | None:
    """The request of this id when the actor made it before."""
    known = store.find_any_request(session, request_id)
    if known is not None and known.asked_by != actor.user_id:
        raise Conflict(ID_TAKEN, {})
    return known


def _asked_shelter(session: Session, actor: Actor, shelter_id: UUID) -> Shelter:
    """A shelter one can ask: of the region, and never a confidential one, not even by its staff."""
    found = store.find_shelter(session, actor, shelter_id)
    if found is None or found[0].confidential:
        raise NotFound(UNKNOWN_SHELTER)
    return found[0]


def _new_request(
    actor: Actor,
    data: BedRequestInput,
    shelter: Shelter,
    category: Category,
    client: Client | None,
    night: date,
    request_id: UUID,
) -> BedRequest:
    return BedRequest(
        id=request_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        shelter_id=shelter.id,
        category_id=category.id,
        night=night,
        persons=data.persons,
        places=rules.places(data.category, data.persons),
        age_group=data.age_group.value,
        gender=data.gender.value,
        needs=[need.value for need in dict.fromkeys(data.needs)],
        client_id=client.id if client else None,
        name=data.alias or (client.label if client else None),
        note=data.note,
        second_bed=data.second_bed,
        asked_by=actor.user_id,
    )


def _answer_by_rule(
    session: Session, line: BoardVersion, shelter: Shelter, category: Category, request: BedRequest
) -> None:
    """Hold it, tell that it is full, or leave it before the shelter."""
    now = clock.now()
    if clock.end_of_night(request.night) <= now:
        _decided(request, State.lapsed)
        return
    if has_bed(session, request, now):
        raise Invalid({"client": _ALREADY_HELD}, "already_held")
    state = room_left.settled(session, category, now)
    if HoldRule(shelter.hold_rule) is HoldRule.by_hand or _asks_a_person(shelter, state, request, now):
        answer_by = now + timedelta(minutes=shelter.answer_minutes)
        request.answer_by = min(answer_by, clock.end_of_night(request.night))
        ledger.moved(session, line)
    elif not _grant(session, line, shelter, category, state, request, now):
        _decided(request, State.full)


def _asks_a_person(shelter: Shelter, state: CategoryNow, request: BedRequest, now: datetime) -> bool:
    """Whether the rule cannot decide: nobody comes in now, the count is too old, or a need is no matter of course."""
    if state.call_first or not shelter.lets_in_at(now):
        return True
    needs = [Need(need) for need in request.needs]
    return rules.needs_a_person(state.kind, Gender(request.gender), needs, shelter.offers)


def has_bed(session: Session, request: BedRequest, now: datetime) -> bool:
    """One bed for one client, unless who asked decided otherwise. An alias only warns: there are two Jans."""
    if request.client_id is None or request.second_bed:
        return False
    held = store.list_held_of_client(session, request.region_id, request.client_id, now)
    return any(other.id != request.id for other in held)


def _grant(
    session: Session,
    line: BoardVersion,
    shelter: Shelter,
    category: Category,
    state: CategoryNow,
    request: BedRequest,
    now: datetime,
) -> bool:
    """Hold the places if they are free, as ``state`` tells of the settled category; the line is locked."""
    if state.free < request.places:
        return False
    request.granted = ledger.next_version(session, line, category)
    request.held_at = now
    request.held_until = min(arithmetic.hold_until(now, shelter.hold_minutes), shelter.last_arrival(now))
    _decided(request, State.held)
    return True


def end_hold(session: Session, line: BoardVersion, request: BedRequest, now: datetime) -> None:
    """End a hold that is live at ``now``: its end takes the category's next version."""
    category = room_left.locked_category(session, request.category_id)
    ledger.settle(session, category, now)
    request.ended = ledger.next_version(session, line, category)


def open_request(session: Session, actor: Actor, request_id: UUID) -> tuple[BedRequest, BoardVersion, datetime]:
    """The request with the region's line, both locked, and the moment everything is decided at.

    Raises:
        NotFound: when it is not the actor's to see.
    """
    line = ledger.lock_board(session, actor.region_id)
    request = store.find_request(session, actor, request_id, lock=True)
    if request is None:
        raise NotFound(_UNKNOWN_REQUEST)
    return request, line, clock.now()


def request_to_answer(session: Session, actor: Actor, request_id: UUID) -> tuple[BedRequest, BoardVersion, datetime]:
    """As ``open_request``, for who works at the shelter it was put to.

    Raises:
        NotFound: when it is not the actor's to see.
        NotAllowed: when the actor asked it, and does not work there.
    """
    actor.require(Permission.answer_requests)
    request, line, now = open_request(session, actor, request_id)
    if not store.works_at(session, actor, request.shelter_id):
        raise NotAllowed(N_("Alleen de opvang zelf beslist hierover."))
    return request, line, now


def decide(
    session: Session,
    request: BedRequest,
    state: State,
    actor: Actor,
    *,
    reason: str = "",
    words: str | None = None,
    until: datetime | None = None,
) -> None:
    """Write down what a person decided and when, as state, as step and in the access log."""
    before = (request.asked_at, request.extended_at, request.decided_at)
    at = max(clock.now() - actor.delay, *(moment for moment in before if moment))
    request.state = state.value
    request.decided_by, request.decided_at = actor.user_id, at
    session.add(request)
    add_step(session, request, state, actor.user_id, at=at, reason=reason, words=words, until=until)
    if state in _ANSWERS:
        messages.tell_asker(session, request, actor)
    ground = (request.asked_on(actor) if state is State.cancelled else None) or "shelter"
    record(session, actor, Action.update, "bed_request", request.id, client_id=request.client_id, ground=ground)


def _is_past(request: BedRequest, state: State, now: datetime) -> bool:
    """Whether nobody answered it in its night: that stays so. A hold may run on after it."""
    return state in WAITING and clock.end_of_night(request.night) <= now


def _decided(request: BedRequest, state: State) -> None:
    request.state, request.decided_at = state.value, clock.now()


def add_step(session: Session, request: BedRequest, state: State, by: UUID | None, **more: Any) -> None:
    """One more step in what happened to a request."""
    session.add(RequestStep(request_id=request.id, by=by, state=state.value, **more))

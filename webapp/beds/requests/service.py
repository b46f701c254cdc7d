"""Asking a bed and giving it back. Only the server grants a hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import admission, rules
from webapp.beds.availability import categories
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.kinds import OPEN, WAITING, HoldRule, Need, State
from webapp.beds.ledger import companion_store, tally, turns
from webapp.beds.ledger.models import BedRequest, RequestStep
from webapp.beds.ledger.turns import Turn
from webapp.beds.requests import messages, store
from webapp.beds.requests.inputs import BedRequestInput, CancelInput
from webapp.beds.requests.members import add_members, find_members, has_bed_along
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.store import NO_SUCH_BEDS, UNKNOWN_SHELTER
from webapp.db import Session
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.people.gender import Gender
from webapp.people.models import Client
from webapp.people.service import require_placeable
from webapp.web import submissions

_UNKNOWN_REQUEST = N_("Deze aanvraag is er niet, of je mag die niet zien.")
_ALREADY_HELD = N_(
    "Voor deze persoon is vannacht al een bed vast. Echt twee nodig? Kies onderaan ‘Vraag dit bed er toch bij’."
)
_ARRIVED = N_("Deze gast is al aangekomen. Bel de opvang.")
_ANSWERS = (State.refused, State.no_show)
"""A house's decisions that its asker wants to know; an arrival needs no message."""
OVER = N_("Deze aanvraag is al afgelopen.")


def request_bed(session: Session, actor: Actor, data: BedRequestInput, request_id: UUID) -> BedRequest:
    """Ask a bed for tonight. The rule of the shelter holds it at once, or the shelter is asked.

    A request that arrives after its night is kept as ``lapsed`` and holds nothing. Sent twice it is one: the claim of
    ``request_id`` waits for an earlier copy, so that is known before anything is locked.

    Raises:
        NotFound: for a shelter outside the region or a confidential one, and a client of somebody else.
        Invalid: a hidden client of others (``not_related``), under 18 (``minor_adult_bed``), another group's beds
            (``misfit``), a client who has a bed without ``second_bed`` (``already_held``), another night, a closed
            shelter, a kind of beds it has not.
    """
    actor.require(Permission.request_beds)
    if made := submissions.known(session, BedRequest, request_id, asked_by=actor.user_id):
        return made
    shelter = _asked_shelter(session, actor, data.shelter)
    client = require_placeable(session, actor, data.client) if data.client else None
    night = admission.resolve_night(actor, data.night)
    admission.check_night(night)
    members = find_members(session, actor, data, client, night)
    birth_year = client.birth_year if client else None
    party = admission.Party(data.category, data.age_group, data.gender, birth_year)
    admission.check_person(session, actor.region_id, party, night)
    turn = turns.take_turn(session, actor)
    category = shelter_store.find_category(session, shelter.id, data.category.value)
    if category is None:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    if clock.end_of_night(night) > turn.now:
        admission.check_open(session, shelter, category, night)
        admission.check_ages(shelter, data.category, data.age_group)
    request = _new_request(turn, data, shelter, category, client, night, request_id)
    request.persons = max(data.persons, 1 + len(members))
    request.places = rules.places(data.category, request.persons)
    _refuse_second_bed(turn, request, members)
    _answer_by_rule(turn, shelter, category, request)
    session.add(request)
    session.flush()  # written together with its answer: everybody behind us waits for each statement
    add_step(session, request, State.requested, actor.user_id, at=request.asked_at)
    if request.decided_at:
        add_step(session, request, State(request.state), None, at=request.decided_at, until=request.held_until)
    else:
        messages.tell_house(session, request)
    record(session, actor, Action.create, "bed_request", request.id, client_id=request.client_id, ground="region")
    add_members(session, actor, request, members)
    return request


def cancel_request(session: Session, actor: Actor, data: CancelInput) -> BedRequest:
    """Give the bed back, or take the question back; the asker or a colleague does.

    A request that is over already (full, refused, its time or its night) stays as it is: there is nothing to give back.

    Raises:
        NotFound: when the actor may not see it.
        Invalid: when the guest has arrived.
    """
    actor.require(Permission.request_beds)
    request, turn = open_request(session, actor, data.request)
    if request.organisation_id != actor.organisation_id:
        raise NotFound(_UNKNOWN_REQUEST)
    state = request.state_at(turn.now)
    if state is State.arrived:
        raise Invalid({"request": _ARRIVED}, "arrived")
    if state not in OPEN or is_past(request, state, turn.now):
        return request
    if state is State.held:
        end_hold(turn, request)
    decide(turn, request, State.cancelled, words=data.reason)
    turn.move_board()
    return request


def effect_of(request: BedRequest, now: datetime) -> dict[str, Any]:
    """The present outcome of the request, in the shape of a receipt."""
    state = request.state_at(now)
    if state is State.unanswered:
        state = State.requested  # the shelter may still answer; its page says that it is late
    until = request.held_until.isoformat() if state is State.held and request.held_until else None
    return {"state": state.value, "until": until}


def effect_now(session: Session, actor: Actor, request_id: UUID) -> dict[str, Any] | None:
    """The present effect of a request that comes again, for an actor who may still see it."""
    request = store.find_request(session, actor, request_id)
    return effect_of(request, clock.now()) if request else None


def _asked_shelter(session: Session, actor: Actor, shelter_id: UUID) -> Shelter:
    """A shelter that can be asked: of the region, and never a confidential one, not even by its staff."""
    found = shelter_store.find_shelter(session, actor, shelter_id)
    if found is None or found[0].confidential:
        raise NotFound(UNKNOWN_SHELTER)
    return found[0]


def _new_request(
    turn: Turn,
    data: BedRequestInput,
    shelter: Shelter,
    category: Category,
    client: Client | None,
    night: date,
    request_id: UUID,
) -> BedRequest:
    return BedRequest(
        id=request_id,
        region_id=turn.actor.region_id,
        organisation_id=turn.actor.organisation_id,
        shelter_id=shelter.id,
        category_id=category.id,
        night=night,
        age_group=data.age_group.value,
        gender=data.gender.value,
        needs=[need.value for need in dict.fromkeys(data.needs)],
        client_id=client.id if client else None,
        name=data.alias or (client.label if client else None),
        note=data.note,
        second_bed=data.second_bed,
        asked_by=turn.actor.user_id,
        asked_at=turn.now,
    )


def _answer_by_rule(turn: Turn, shelter: Shelter, category: Category, request: BedRequest) -> None:
    """Hold it, mark it full, or put it to the shelter."""
    now = turn.now
    if clock.end_of_night(request.night) <= now:
        _decided(request, State.lapsed)
        return
    if has_bed(turn.session, request, now):
        raise Invalid({"client": _ALREADY_HELD}, "already_held")
    state = categories.settled(turn.session, category, now)
    if HoldRule(shelter.hold_rule) is HoldRule.by_hand or _asks_a_person(shelter, state, request, now):
        answer_by = now + timedelta(minutes=shelter.answer_minutes)
        request.answer_by = min(answer_by, clock.end_of_night(request.night))
        turn.move_board()
    elif not grant(turn, shelter, category, state, request):
        _decided(request, State.full)


def _refuse_second_bed(turn: Turn, request: BedRequest, members: Sequence[Client]) -> None:
    """Nobody of the party has a bed already, unless the asker chose a second one."""
    if clock.end_of_night(request.night) <= turn.now or request.second_bed:
        return
    if any(has_bed_along(turn.session, request.region_id, one.id, turn.now) for one in members):
        raise Invalid({"members": _ALREADY_HELD}, "already_held")


def _asks_a_person(shelter: Shelter, state: CategoryNow, request: BedRequest, now: datetime) -> bool:
    """True when the rule cannot decide: the doors are closed, the count is too old, or a need must be asked."""
    if state.call_first or not shelter.lets_in_at(now):
        return True
    needs = [Need(need) for need in request.needs]
    return rules.needs_a_person(state.kind, Gender(request.gender), needs, shelter.offers)


def has_bed(session: Session, request: BedRequest, now: datetime) -> bool:
    """True when this client has a bed already and the asker did not choose a second one.

    An alias only warns: there are two Jans.
    """
    if request.client_id is None or request.second_bed:
        return False
    held = store.list_held_of_client(session, request.region_id, request.client_id, now)
    along = companion_store.list_held_with(session, request.region_id, request.client_id, now)
    return any(other.id != request.id for other in (*held, *along))


def grant(turn: Turn, shelter: Shelter, category: Category, state: CategoryNow, request: BedRequest) -> bool:
    """Hold the places if they are free in ``state``, the settled category; True when held."""
    if state.free < request.places:
        return False
    request.granted = turn.next_version(category)
    request.held_at = turn.now
    request.held_until = min(tally.hold_until(turn.now, shelter.hold_minutes), shelter.last_arrival(turn.now))
    _decided(request, State.held)
    return True


def end_hold(turn: Turn, request: BedRequest) -> None:
    """End a live hold: its end takes the category's next version."""
    category = categories.locked_category(turn.session, request.category_id)
    turn.settle(category)
    request.ended = turn.next_version(category)


def open_request(session: Session, actor: Actor, request_id: UUID) -> tuple[BedRequest, Turn]:
    """The locked request, and the actor's turn to decide on it.

    Raises:
        NotFound: when the actor may not see it.
    """
    turn = turns.take_turn(session, actor)
    request = store.find_request(session, actor, request_id, lock=True)
    if request is None:
        raise NotFound(_UNKNOWN_REQUEST)
    return request, turn


def request_to_answer(session: Session, actor: Actor, request_id: UUID) -> tuple[BedRequest, Turn]:
    """As ``open_request``, for staff of the shelter it was put to.

    Raises:
        NotFound: when the actor may not see it.
        NotAllowed: when the actor asked it, and does not work there.
    """
    actor.require(Permission.answer_requests)
    request, turn = open_request(session, actor, request_id)
    if not shelter_store.works_at(session, actor, request.shelter_id):
        raise NotAllowed(N_("Alleen de opvang zelf beslist hierover."))
    return request, turn


def decide(
    turn: Turn,
    request: BedRequest,
    state: State,
    *,
    reason: str = "",
    words: str | None = None,
    until: datetime | None = None,
) -> None:
    """Write a person's decision and its moment: as state, as step and in the access log."""
    session, actor = turn.session, turn.actor
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


def is_past(request: BedRequest, state: State, now: datetime) -> bool:
    """True when it stayed unanswered through its night: that is final. A hold may run on after it."""
    return state in WAITING and clock.end_of_night(request.night) <= now


def _decided(request: BedRequest, state: State) -> None:
    request.state, request.decided_at = state.value, clock.now()


def add_step(session: Session, request: BedRequest, state: State, by: UUID | None, **more: Any) -> None:
    """Add a step to a request."""
    session.add(RequestStep(request_id=request.id, by=by, state=state.value, **more))

"""The shelter's answer to a request: hold, refuse or extend."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import admission
from webapp.beds.availability import categories
from webapp.beds.kinds import OPEN, WAITING, Alternative, HoldRule, Refusal, State
from webapp.beds.ledger import tally
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import messages, service
from webapp.beds.requests.service import OVER, add_step, decide, end_hold, grant, is_past, request_to_answer
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.db import Session
from webapp.errors import N_, Invalid, NotAllowed

_WINTER_IS_FOR_ALL = N_("Een extra winterbed is voor iedereen, ook bij een schorsing. Kies een andere reden.")
_CALL_ASKER = N_("Dit kan nu niet. Bel met wie het bed vroeg.")
_HELD_SINCE = N_("Een collega houdt intussen een bed vast voor deze persoon. Druk nog een keer om dat terug te nemen.")
_NO_BED = N_("Volgens de laatste telling is er geen bed vrij. Tel eerst opnieuw.")
_SAME_TAP = timedelta(minutes=1)
_ONCE = N_("Deze plek is al een keer langer vastgehouden.")
_ASK_SHELTER = N_("Bel de opvang: alleen zij kunnen deze plek langer vasthouden.")
_DOOR = N_("Langer kan niet: dan is de deur dicht.")


def hold_request(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
    """Hold a bed for this request, from now for as long as the shelter's rule says.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when it is over, the beds are closed by now, none is free by the last count, or the client has
            a bed already.
    """
    request, turn = request_to_answer(session, actor, request_id)
    state = request.state_at(turn.now)
    if state is State.held:
        return request
    if state not in WAITING or is_past(request, state, turn.now):
        raise Invalid({"": OVER}, "over")
    admission.refuse_minor(session, request)
    shelter = session.get_one(Shelter, request.shelter_id)
    category = categories.locked_category(session, request.category_id)
    admission.check_open(session, shelter, category, request.night)
    if service.has_bed(session, request, turn.now):
        raise Invalid({"": _CALL_ASKER}, "already_held")  # the house need not know where
    left = categories.settled(session, category, turn.now)
    if not grant(turn, shelter, category, left, request):
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
    """Refuse, with a reason from the list and possibly an alternative; a held bed becomes free.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when it is over already, also by its night, for a reason that does not hold for a winter bed, and
            when a colleague holds a bed for it since the actor looked (``held``).
    """
    request, turn = request_to_answer(session, actor, request_id)
    if reason not in admission.reasons_to_refuse(session, request):
        raise Invalid({"reason": _WINTER_IS_FOR_ALL}, "winter_is_for_all")
    state = request.state_at(turn.now)
    if state is State.refused:
        return request
    if state not in OPEN or is_past(request, state, turn.now):
        raise Invalid({"": OVER}, "over")
    if state is State.held and seen not in (None, State.held):
        raise Invalid({"": _HELD_SINCE}, "held")
    if state is State.held:
        end_hold(turn, request)
    request.reason, request.alternative = reason.value, alternative.value if alternative else ""
    decide(turn, request, State.refused, reason=reason.value)
    turn.move_board()
    return request


def extend(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
    """Extend a hold by the time of the rule, on top of its present time. Once for each hold.

    The shelter may always; the asker may where the rule decides and not a person.

    Raises:
        NotFound: when the actor may not see it.
        NotAllowed: for the asker of a shelter that decides by hand.
        Invalid: when nothing is held, it was extended before (``extended``), or the house is closed by then.
    """
    request, turn = service.open_request(session, actor, request_id)
    shelter = session.get_one(Shelter, request.shelter_id)
    if not may_extend(session, actor, request, shelter):
        raise NotAllowed(_ASK_SHELTER)
    if request.state_at(turn.now) is not State.held or request.held_until is None:
        raise Invalid({"request": OVER}, "over")
    if request.extended_at is not None and turn.now - request.extended_at < _SAME_TAP:
        return request
    if request.extended_at is not None:
        raise Invalid({"request": _ONCE}, "extended")
    longer = min(tally.hold_until(request.held_until, shelter.hold_minutes), shelter.last_arrival(turn.now))
    if longer <= request.held_until:
        raise Invalid({"request": _DOOR}, "closed")
    request.extended_at, request.held_until = turn.now, longer
    session.add(request)
    add_step(session, request, State.held, actor.user_id, until=request.held_until)
    ground = (None if shelter_store.works_at(session, actor, shelter.id) else request.asked_on(actor)) or "shelter"
    record(session, actor, Action.update, "bed_request", request.id, client_id=request.client_id, ground=ground)
    turn.move_board()
    return request


def may_extend(session: Session, actor: Actor, request: BedRequest, shelter: Shelter) -> bool:
    """True when this person decides on more time: the shelter, or the asker where the rule decides."""
    if actor.may(Permission.answer_requests) and shelter_store.works_at(session, actor, request.shelter_id):
        return True
    asked = actor.may(Permission.request_beds) and request.organisation_id == actor.organisation_id
    return asked and HoldRule(shelter.hold_rule) is HoldRule.automatic and shelter.lets_in_at(clock.now())

"""Undo a mistaken 'Is er': as if nobody had tapped."""

from __future__ import annotations

from datetime import datetime, timedelta

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.beds.availability import categories
from webapp.beds.kinds import State
from webapp.beds.ledger import companion_store
from webapp.beds.ledger import store as ledger_store
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.requests import service as requests
from webapp.beds.requests import store as request_store
from webapp.beds.stays import store
from webapp.beds.stays.inputs import UnarriveInput
from webapp.beds.stays.service import LEFT
from webapp.db import Session
from webapp.errors import N_, Invalid
from webapp.people import lodging
from webapp.people.lodging import Place

OFFERED_FOR = timedelta(minutes=10)
"""How long the page of the shelter offers the undo, in place of the guest's row."""
UNDONE = "undone"
"""The reason of a step that puts a request back to its earlier state."""
_NIGHT_OVER = N_("Deze nacht is voorbij.")
_OTHER_BED = N_("Voor deze persoon is intussen een ander bed vast. Schrijf deze gast uit.")


def undo_arrival(session: Session, actor: Actor, data: UnarriveInput) -> BedRequest:
    """Undo an arrival: the guest of a held bed is not there. The bed is held again while its time lasts.

    The stay is erased, so that no night and no count knows it; the access log keeps that it existed. A late guest has
    no bed any more. Sent twice it is one; it changes nothing for a guest who never came, or came after this act.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when the guest left or moved since (``left``), the night is over (``over``), or a bed is held for
            this client elsewhere by now (``already_held``).
    """
    request, turn = requests.request_to_answer(session, actor, data.request)
    stay = store.find_stay_of_request(session, request.id)
    if stay is None or _is_another(stay, data, turn.done_at):
        return request
    if stay.left_at is not None:
        raise Invalid({"request": LEFT}, "left")
    if clock.end_of_night(request.night) <= turn.now:
        raise Invalid({"request": _NIGHT_OVER}, "over")
    before = _state_before(session, request, stay)
    is_kept = before is State.held and request.held_until is not None and request.held_until > turn.now
    if is_kept and requests.has_bed(session, request, turn.now):
        raise Invalid({"request": _OTHER_BED}, "already_held")
    category = categories.locked_category(session, request.category_id)
    turn.settle(category)
    for step in request_store.list_arrivals(session, request.id):
        session.delete(step)
    record(session, actor, Action.delete, "bed_stay", stay.id, client_id=stay.client_id, ground="shelter")
    _take_back_along(session, stay)
    session.delete(stay)
    lodging.erase(session, Place.bed, stay.id)
    turn.next_version(category)
    if before is State.held:
        request.ended = None
    requests.decide(turn, request, before, reason=UNDONE, until=request.held_until if is_kept else None)
    session.flush()
    turn.settle(category)  # its time may have passed meanwhile
    return request


def _take_back_along(session: Session, stay: Stay) -> None:
    for one in companion_store.list_of_stays(session, [stay.id]).get(stay.id, []):
        one.stay_id = one.came_at = None
        session.add(one)
        lodging.erase(session, Place.bed, one.id)
    session.flush()


def _is_another(stay: Stay, data: UnarriveInput, at: datetime) -> bool:
    """True when this is a later arrival than the one to undo: that one was undone, and the guest came again."""
    return stay.arrived_at > at + ledger_store.ON_ITS_WAY or (data.stay is not None and data.stay != stay.id)


def _state_before(session: Session, request: BedRequest, stay: Stay) -> State:
    """The request's state before the arrival: held when the stay began as the hold ended; else over."""
    if request.ended == stay.started:
        return State.held
    return State.no_show if request_store.was_missed(session, request.id) else State.expired

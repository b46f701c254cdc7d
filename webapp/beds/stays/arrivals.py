"""The end of a hold: the guest arrives, does not come, or needs more time."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.beds import admission
from webapp.beds.availability import categories
from webapp.beds.kinds import WAITING, State
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.companion_models import Companion
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.ledger.turns import Turn
from webapp.beds.requests import service as requests
from webapp.beds.requests.service import OVER, decide, end_hold
from webapp.beds.shelters.models import Shelter
from webapp.beds.stays import store
from webapp.beds.stays.service import SLEEPS_ELSEWHERE, write_lodging
from webapp.db import Session, new_id
from webapp.errors import N_, Invalid
from webapp.people import lodging

_NOT_HELD = N_("Houd eerst een plek vast. Daarna kun je ‘Is er’ kiezen.")
_TOO_LATE = N_("De tijd is om en de plek is weg. Tel opnieuw, of schrijf iemand uit.")
_NIGHT_OVER = N_("Deze nacht is voorbij.")


def arrive(session: Session, actor: Actor, request_id: UUID) -> Stay:
    """The guest is there: the hold becomes a stay. Sent twice it is one.

    A guest who comes after the hold expired, or was noted as not coming, still gets the bed while it is free. An
    arrival that waited on a phone until the night was over belongs to that night.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: not held (``not_held``), too late and gone (``full``), over, a guest elsewhere (``sleeps``).
    """
    request, turn = requests.request_to_answer(session, actor, request_id)
    if known := store.find_stay_of_request(session, request_id):
        return known
    state = request.state_at(turn.now)
    if state in WAITING:
        raise Invalid({"request": _NOT_HELD}, "not_held")
    if state not in (State.held, State.expired, State.no_show):
        raise Invalid({"request": OVER}, "over")
    if clock.end_of_night(request.night) <= turn.done_at and state is not State.held:
        raise Invalid({"request": _NIGHT_OVER}, "over")
    admission.refuse_minor(session, request)
    if request.client_id and lodging.sleeps_somewhere(session, request.client_id):
        raise Invalid({"request": SLEEPS_ELSEWHERE}, "sleeps")
    along = companion_store.list_of_requests(session, [request.id]).get(request.id, [])
    come = [one for one in along if not (one.client_id and lodging.sleeps_somewhere(session, one.client_id))]
    started = _take_place(turn, request, state)
    stay = _begin(turn, request, started, request.persons - len(along) + len(come))
    _let_in(turn, stay, along, come)
    decide(turn, request, State.arrived)
    record(session, actor, Action.create, "bed_stay", stay.id, client_id=stay.client_id, ground="shelter")
    return stay


def no_show(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
    """Nobody came; a bed that was still held comes free at once.

    Raises:
        NotFound: when it was not put to a shelter of the actor.
        Invalid: when nothing was held, or it is over.
    """
    request, turn = requests.request_to_answer(session, actor, request_id)
    state = request.state_at(turn.now)
    if state is State.no_show:
        return request
    if state in WAITING:
        raise Invalid({"request": _NOT_HELD}, "not_held")
    if state not in (State.held, State.expired):
        raise Invalid({"request": OVER}, "over")
    if state is State.held:
        end_hold(turn, request)
    else:
        turn.settle(categories.locked_category(session, request.category_id))
    decide(turn, request, State.no_show)
    turn.move_board()
    return request


def _take_place(turn: Turn, request: BedRequest, state: State) -> int:
    """The version at which the stay begins: the end of its hold, or a place that is free now."""
    if state is State.held:
        end_hold(turn, request)
        if request.ended is None:
            raise ValueError("an ended hold has the version of its end")
        return request.ended
    category = categories.locked_category(turn.session, request.category_id)
    if categories.settled(turn.session, category, turn.now).free < request.places:
        raise Invalid({"request": _TOO_LATE}, "full")
    return turn.next_version(category)


def _let_in(turn: Turn, stay: Stay, along: Sequence[Companion], come: Sequence[Companion]) -> None:
    """The others come in too; one who is a guest somewhere already is still to come."""
    for one in along:
        one.stay_id = stay.id
        one.came_at, one.left_at = (stay.arrived_at if one in come else None), None
        turn.session.add(one)
    write_lodging(turn.session, stay)


def _begin(turn: Turn, request: BedRequest, started: int, persons: int) -> Stay:
    shelter = turn.session.get_one(Shelter, request.shelter_id)
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
        persons=persons,
        places=request.places,
        arrived_at=turn.done_at,
        started=started,
        entered_by=turn.actor.user_id,
    )
    turn.session.add(stay)
    write_lodging(turn.session, stay)
    return stay

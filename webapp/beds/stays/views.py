"""The guests of a shelter: the list of tonight, walking in, one guest's page, leaving and moving."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import kinds, sleep
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.requests.answer_views import cannot
from webapp.beds.routes import blueprint
from webapp.beds.shelters.models import Category
from webapp.beds.stays import arrivals, house, party, service, store, unarrive
from webapp.beds.stays.inputs import (
    CheckInInput,
    CheckOutInput,
    ComeBackInput,
    GuestInput,
    MemberInput,
    MoveInput,
    UnarriveInput,
)
from webapp.db import Session
from webapp.errors import Conflict, Invalid, NotFound
from webapp.people import store as people
from webapp.people.gender import Gender
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.choices import options
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/is-er")
@requires(Permission.answer_requests)
def arrive(request_id: UUID) -> WerkzeugResponse:
    """Check in the guest of a held bed."""
    return _act(request_id, arrivals.arrive)


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/toch-niet")
@requires(Permission.answer_requests)
def undo_arrival(request_id: UUID) -> WerkzeugResponse:
    """Undo that arrival."""

    def undo(session: Session, actor: Actor, request_id: UUID) -> BedRequest:
        return unarrive.undo_arrival(session, actor, submitted(UnarriveInput, request=request_id))

    return _act(request_id, undo)


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/niet-gekomen")
@requires(Permission.answer_requests)
def no_show(request_id: UUID) -> WerkzeugResponse:
    """Note that nobody came for a held bed."""
    return _act(request_id, arrivals.no_show)


def _act(request_id: UUID, act: Callable[[Session, Actor, UUID], Stay | BedRequest]) -> WerkzeugResponse:
    """Do it, and return to the shelter; or show the reason of a refusal on the request's page."""
    try:
        with transaction() as session:
            shelter_id = act(session, actor(), request_id).shelter_id
    except Invalid as error:
        return cannot(request_id, error)
    return see_other(f"/bedden/{shelter_id}")


@blueprint.get("/bedden/<uuid:shelter_id>/inschrijven")
@requires(Permission.count_beds)
def ask_check_in(shelter_id: UUID, error: Invalid | None = None) -> Response:
    """The short intake of someone who walked in. Nothing personal stands in it."""
    form = opened({"category": request.args.get("soort", ""), "gender": Gender.unsaid}, error)
    with reading() as session:
        context = house.intake(session, actor(), house.require_own(session, actor(), shelter_id))
    context["is_minor"] = error is not None and error.code == "minor_adult_bed"
    return page("beds/stays/check_in.html", status=form.status, form=form, **context)


@blueprint.post("/bedden/<uuid:shelter_id>/inschrijven")
@requires(Permission.count_beds)
@comes_back(ask_check_in)
def check_in(shelter_id: UUID) -> WerkzeugResponse:
    """Give a bed to who walked in."""
    data = submitted(CheckInInput, shelter=shelter_id)
    with transaction() as session:
        service.check_in(session, actor(), data, operation_id(session, data))
    return see_other(f"/bedden/{shelter_id}")


@blueprint.get("/bedden/verblijf/<uuid:stay_id>")
@requires(Permission.count_beds)
def show_stay(stay_id: UUID, error: Invalid | None = None, written: Invalid | Conflict | None = None) -> Response:
    """One guest, for the people of the house only; ``written``: the mistake in what is written down of them."""
    form = opened({}, error)
    with reading() as session:
        stay = store.find_stay(session, actor(), stay_id)
        if stay is None:
            raise NotFound(service.UNKNOWN_STAY)
        shelter = house.require_own(session, actor(), stay.shelter_id)
        followed = store.list_until(session, stay)
        secret = stay.client_id in people.hidden_among(session, [stay.client_id])
        guest, seen = edit_form(dict(service.facts_of(stay)), GuestInput, written)
        context: dict[str, Any] = {
            "stay": stay,
            "is_secret": secret,
            "name": None if secret and stay.left_at else stay.name,
            "note": None if secret and stay.left_at else stay.note,
            "needs": options(kinds.Need),
            "kind": session.get_one(Category, stay.category_id).kind,
            "since": followed[0].arrived_at,
            "party": house.list_party(session, actor(), [stay]).get(stay.id, []),
            "nights": sleep.nights_slept([(one.arrived_at, one.left_at) for one in followed], clock.now()),
            "before": followed[-2] if len(followed) > 1 else None,
            "next_stay": store.find_next(session, stay.id),
            "may_come_back": service.may_come_back(stay, clock.now()),
            "shelter": shelter,
            "form": form,
            "guest": guest,
            "seen": seen,
            "today": clock.today().isoformat(),
            "others": house.beds_to_choose(shelter, but=stay.category_id),
            "words": kinds,
        }
    return page("beds/stays/stay.html", status=max(form.status, guest.status), **context)


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/uitschrijven")
@requires(Permission.count_beds)
@comes_back(show_stay)
def check_out(stay_id: UUID) -> WerkzeugResponse:
    """The guest left."""
    with transaction() as session:
        shelter_id = service.check_out(session, actor(), CheckOutInput(stay=stay_id)).shelter_id
    return see_other(f"/bedden/{shelter_id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/groep")
@requires(Permission.count_beds)
@comes_back(show_stay)
def change_member(stay_id: UUID) -> WerkzeugResponse:
    """One of the party comes or goes by themselves."""
    try:
        data = submitted(MemberInput, stay=stay_id)
    except Invalid as error:  # nothing to type: no page of ours sends it
        raise NotFound(service.UNKNOWN_STAY) from error
    with transaction() as session:
        stay = party.change_member(session, actor(), data, operation_id(session, data))
    return see_other(f"/bedden/verblijf/{stay.id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/terug")
@requires(Permission.count_beds)
@comes_back(show_stay)
def come_back(stay_id: UUID) -> WerkzeugResponse:
    """The guest did not leave after all."""
    with transaction() as session:
        data = submitted(ComeBackInput, stay=stay_id)
        back = service.come_back(session, actor(), stay_id, operation_id(session, data), own=data.own)
    return see_other(f"/bedden/verblijf/{back.id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/gegevens")
@requires(Permission.count_beds)
@comes_back(show_stay, "written")
def edit(stay_id: UUID) -> WerkzeugResponse:
    """Change the facts of a guest."""
    changes = submitted_edit(GuestInput)
    with transaction() as session:
        service.edit(session, actor(), changes, stay_id)
    return see_other(f"/bedden/verblijf/{stay_id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/verhuizen")
@requires(Permission.count_beds)
@comes_back(show_stay)
def move(stay_id: UUID) -> WerkzeugResponse:
    """Another kind of bed in the same house."""
    data = submitted(MoveInput)
    with transaction() as session:
        moved = service.move(session, actor(), data, stay_id, operation_id(session, data))
    return see_other(f"/bedden/verblijf/{moved.id}")

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
from webapp.beds.stays import arrivals, house, service, store, unarrive
from webapp.beds.stays.inputs import (
    CheckInInput,
    CheckOutInput,
    ComeBackInput,
    GuestEditInput,
    GuestInput,
    MoveInput,
    UnarriveInput,
)
from webapp.db import Session
from webapp.errors import Invalid, NotFound
from webapp.people import store as people
from webapp.people.gender import Gender
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import Form, corrected, operation_id, submitted
from webapp.web.page import invalid, page, see_other
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
def ask_check_in(shelter_id: UUID) -> Response:
    """The short intake of a walk-in guest. It holds nothing personal."""
    first = Form({"category": request.args.get("soort", ""), "gender": Gender.unsaid})
    return page("beds/stays/check_in.html", form=first, **_intake(shelter_id))


@blueprint.post("/bedden/<uuid:shelter_id>/inschrijven")
@requires(Permission.count_beds)
def check_in(shelter_id: UUID) -> WerkzeugResponse:
    """Give a bed to a walk-in guest."""
    try:
        data = submitted(CheckInInput, shelter=shelter_id)
        with transaction() as session:
            service.check_in(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        context = {**_intake(shelter_id), "is_minor": error.code == "minor_adult_bed"}
        return invalid("beds/stays/check_in.html", form=Form(request.form, error), **context)
    return see_other(f"/bedden/{shelter_id}")


@blueprint.get("/bedden/verblijf/<uuid:stay_id>")
@requires(Permission.count_beds)
def show_stay(stay_id: UUID) -> Response:
    """One guest, for the staff of the house only."""
    return _stay_page(stay_id, Form())


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/uitschrijven")
@requires(Permission.count_beds)
def check_out(stay_id: UUID) -> WerkzeugResponse:
    """Check the guest out."""
    try:
        with transaction() as session:
            shelter_id = service.check_out(session, actor(), CheckOutInput(stay=stay_id)).shelter_id
    except Invalid as error:
        return _stay_page(stay_id, Form(None, error), 422)
    return see_other(f"/bedden/{shelter_id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/terug")
@requires(Permission.count_beds)
def come_back(stay_id: UUID) -> WerkzeugResponse:
    """The guest did not leave after all."""
    try:
        with transaction() as session:
            data = submitted(ComeBackInput, stay=stay_id)
            back = service.come_back(session, actor(), stay_id, operation_id(session, data), own=data.own)
    except Invalid as error:
        return _stay_page(stay_id, Form(None, error), 422)
    return see_other(f"/bedden/verblijf/{back.id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/gegevens")
@requires(Permission.count_beds)
def edit(stay_id: UUID) -> WerkzeugResponse:
    """Change a house's facts of a guest."""
    try:
        data = submitted(GuestEditInput)
        with transaction() as session:
            service.edit(session, actor(), data, stay_id)
    except Invalid as error:
        return _stay_page(stay_id, Form(), 422, error)
    return see_other(f"/bedden/verblijf/{stay_id}")


@blueprint.post("/bedden/verblijf/<uuid:stay_id>/verhuizen")
@requires(Permission.count_beds)
def move(stay_id: UUID) -> WerkzeugResponse:
    """Another kind of bed in the same house."""
    try:
        data = submitted(MoveInput)
        with transaction() as session:
            moved = service.move(session, actor(), data, stay_id, operation_id(session, data))
    except Invalid as error:
        return _stay_page(stay_id, Form(request.form, error), 422)
    return see_other(f"/bedden/verblijf/{moved.id}")


def _intake(shelter_id: UUID) -> dict[str, Any]:
    with reading() as session:
        return house.intake(session, actor(), house.require_own(session, actor(), shelter_id))


def _stay_page(stay_id: UUID, form: Form, status: int = 200, mistake: Invalid | None = None) -> Response:
    with reading() as session:
        stay = store.find_stay(session, actor(), stay_id)
        if stay is None:
            raise NotFound(service.UNKNOWN_STAY)
        shelter = house.require_own(session, actor(), stay.shelter_id)
        followed = store.list_until(session, stay)
        secret = stay.client_id in people.hidden_among(session, [stay.client_id])
        written = _written(stay)
        context: dict[str, Any] = {
            "stay": stay,
            "is_secret": secret,
            "name": None if secret and stay.left_at else stay.name,
            "note": None if secret and stay.left_at else stay.note,
            "needs": options(kinds.Need),
            "kind": session.get_one(Category, stay.category_id).kind,
            "since": followed[0].arrived_at,
            "nights": sleep.nights_slept([(one.arrived_at, one.left_at) for one in followed], clock.now()),
            "before": followed[-2] if len(followed) > 1 else None,
            "next_stay": store.find_next(session, stay.id),
            "may_come_back": service.may_come_back(stay, clock.now()),
            "shelter": shelter,
            "form": form,
            "guest": corrected(written, GuestInput, mistake) if mistake else written,
            "written": written,
            "today": clock.today().isoformat(),
            "others": house.beds_to_choose(shelter, but=stay.category_id),
            "words": kinds,
        }
    return page("beds/stays/stay.html", status=status, **context)


def _written(stay: Stay) -> Form:
    """The present facts of a guest, in typed form."""
    values = service.facts_of(stay).model_dump(exclude_none=True)
    if "own_contribution" in values:
        values["own_contribution"] = f"{values['own_contribution']:.2f}".replace(".", ",")
    return Form(values)

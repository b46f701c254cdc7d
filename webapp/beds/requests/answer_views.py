"""The shelter's answer to a request: a bed is kept, kept longer, or it cannot be."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import admission, kinds
from webapp.beds.kinds import Kind
from webapp.beds.requests import answers
from webapp.beds.requests import page as request_page
from webapp.beds.requests.inputs import RefuseInput
from webapp.beds.requests.views import find_asked
from webapp.beds.routes import blueprint
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category
from webapp.errors import Invalid
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import Form, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/vasthouden")
@requires(Permission.answer_requests)
def hold(request_id: UUID) -> WerkzeugResponse:
    """The shelter keeps a bed."""
    try:
        with transaction() as session:
            shelter_id = answers.hold_request(session, actor(), request_id).shelter_id
    except Invalid as error:
        return cannot(request_id, error)
    return see_other(f"/bedden/{shelter_id}?antwoord={request_id}")


@blueprint.get("/bedden/aanvragen/<uuid:request_id>/weigeren")
@requires(Permission.answer_requests)
def ask_refuse(request_id: UUID) -> Response:
    """The form of a refusal: a list of reasons. A person's origin is none."""
    return _refuse_page(request_id, Form())


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/weigeren")
@requires(Permission.answer_requests)
def refuse(request_id: UUID) -> WerkzeugResponse:
    """Refuse the request."""
    try:
        data = submitted(RefuseInput)
        with transaction() as session:
            said = (data.reason, data.alternative, data.seen)
            shelter_id = answers.refuse_request(session, actor(), request_id, *said).shelter_id
    except Invalid as error:
        return _refuse_page(request_id, Form(request.form, error), 422)
    return see_other(f"/bedden/{shelter_id}?antwoord={request_id}")


def cannot(request_id: UUID, error: Invalid) -> Response:
    """Say why this act on a request is impossible now, with the way back to it."""
    return page("beds/requests/cannot.html", status=422, form=Form(None, error), request_id=request_id)


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/verlengen")
@requires(Permission.request_beds, Permission.answer_requests)
def extend(request_id: UUID) -> WerkzeugResponse:
    """Extend the hold once, for as long as the rule says."""
    try:
        with transaction() as session:
            asked = answers.extend(session, actor(), request_id)
            works_here = shelter_store.works_at(session, actor(), asked.shelter_id)
    except Invalid as error:
        return cannot(request_id, error)
    return see_other(f"/bedden/{asked.shelter_id}" if works_here else f"/bedden/aanvragen/{request_id}")


def _refuse_page(request_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        asked = find_asked(session, request_id)
        reasons = admission.reasons_to_refuse(session, asked)
        kind = session.get_one(Category, asked.category_id).kind
        name = request_page.shown_name(session, asked)
        state = asked.state_at(clock.now())
    return page(
        "beds/requests/refuse.html",
        status=status,
        form=form,
        asked=asked,
        state=state,
        name=name,
        kind=Kind(kind).label,
        reasons=options(reasons),
        alternatives=options(kinds.Alternative),
    )

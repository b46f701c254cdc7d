"""'Geen plek gevonden': the tap, the reason, and the way back."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.requests import no_place
from webapp.beds.requests.no_place import NoPlaceInput, NoPlaceReason, ReasonInput
from webapp.beds.routes import blueprint
from webapp.errors import Invalid
from webapp.people.crisis import crisis_lines
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.post("/bedden/geen-plek")
@requires(Permission.request_beds)
def no_place_tell() -> WerkzeugResponse:
    """Count it."""
    try:
        data = submitted(NoPlaceInput)
        with transaction() as session:
            told = no_place.tell(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return page("beds/no_place/failed.html", status=422, form=Form(request.form, error))
    return see_other(no_place.url_of(actor(), told))


@blueprint.get("/bedden/geen-plek/<uuid:told_id>")
@requires(Permission.request_beds)
def no_place_show(told_id: UUID) -> Response:
    """The confirmation, with the reason and the numbers to call now."""
    return _told_page(told_id)


@blueprint.post("/bedden/geen-plek/<uuid:told_id>")
@requires(Permission.request_beds)
def no_place_explain(told_id: UUID) -> WerkzeugResponse:
    """Add the reason."""
    try:
        data = submitted(ReasonInput)
        with transaction() as session:
            no_place.explain(session, actor(), told_id, data)
    except Invalid as error:
        return _told_page(told_id, Form(request.form, error))
    return see_other(f"/bedden/geen-plek/{told_id}")


@blueprint.post("/bedden/geen-plek/<uuid:told_id>/terug")
@requires(Permission.request_beds)
def no_place_undo(told_id: UUID) -> WerkzeugResponse:
    """Take it back."""
    with transaction() as session:
        no_place.undo(session, actor(), told_id)
    return see_other(f"/bedden/geen-plek/{told_id}")


def _told_page(told_id: UUID, form: Form | None = None) -> Response:
    with reading() as session:
        told = no_place.own(session, actor(), told_id)
        region = accounts.find_region(session, actor().region_id)
    return page(
        "beds/no_place/told.html",
        status=422 if form else 200,
        told=told,
        form=form or Form({"reason": told.reason}),
        reasons=options(NoPlaceReason),
        region=region,
        crisis=crisis_lines(region) if region else [],
    )

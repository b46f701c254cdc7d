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
            report = no_place.report(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return page("beds/no_place/failed.html", status=422, form=Form(request.form, error))
    return see_other(no_place.url_of(actor(), report))


@blueprint.get("/bedden/geen-plek/<uuid:report_id>")
@requires(Permission.request_beds)
def no_place_show(report_id: UUID) -> Response:
    """The confirmation, with the reason and the numbers to call now."""
    return _report_page(report_id)


@blueprint.post("/bedden/geen-plek/<uuid:report_id>")
@requires(Permission.request_beds)
def no_place_explain(report_id: UUID) -> WerkzeugResponse:
    """Add the reason."""
    try:
        data = submitted(ReasonInput)
        with transaction() as session:
            no_place.explain(session, actor(), report_id, data)
    except Invalid as error:
        return _report_page(report_id, Form(request.form, error))
    return see_other(f"/bedden/geen-plek/{report_id}")


@blueprint.post("/bedden/geen-plek/<uuid:report_id>/terug")
@requires(Permission.request_beds)
def no_place_undo(report_id: UUID) -> WerkzeugResponse:
    """Take it back."""
    with transaction() as session:
        no_place.undo(session, actor(), report_id)
    return see_other(f"/bedden/geen-plek/{report_id}")


def _report_page(report_id: UUID, form: Form | None = None) -> Response:
    with reading() as session:
        report = no_place.require_own(session, actor(), report_id)
        region = accounts.find_region(session, actor().region_id)
    return page(
        "beds/no_place/reported.html",
        status=422 if form else 200,
        report=report,
        form=form or Form({"reason": report.reason}),
        reasons=options(NoPlaceReason),
        region=region,
        crisis=crisis_lines(region) if region else [],
    )

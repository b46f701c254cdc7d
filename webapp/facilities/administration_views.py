"""An administrator's pages of respite and small homes: a list, one facility, its places. No guests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.house_choices import house_choices
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import Invalid
from webapp.facilities import kinds, service, store
from webapp.facilities.inputs import FacilityEditInput, FacilityInput, PlacesInput
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.routes import blueprint
from webapp.units.store import read_supply
from webapp.validation import Kept
from webapp.web.access import requires
from webapp.web.choices import hinted_options
from webapp.web.forms import Form, corrected, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_HOME = "/beheer/voorzieningen"


@blueprint.get(_HOME)
@requires(Permission.administer)
def admin_facilities() -> Response:
    """Every facility of the region."""
    with reading() as session:
        rows = store.list_with_organisations(session, actor().region_id)
        record(session, actor(), Action.read, "facility", None, ground="region")
    return page("facilities/admin_list.html", rows=rows, words=kinds)


@blueprint.get(f"{_HOME}/nieuw")
@requires(Permission.administer)
def facility_new() -> Response:
    """The empty form."""
    return _new_page(Form({"kind": "respite", "longest_days": 14}))


@blueprint.post(f"{_HOME}/nieuw")
@requires(Permission.administer)
def facility_create() -> WerkzeugResponse:
    """Add a facility; its places come next."""
    try:
        data = submitted(FacilityInput)
        with transaction() as session:
            made = service.add_facility(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _new_page(Form(request.form, error), 422)
    return see_other(f"{_HOME}/{made.id}")


@blueprint.get(f"{_HOME}/<uuid:facility_id>")
@requires(Permission.administer)
def facility_edit(facility_id: UUID) -> Response:
    """One facility with its places by date."""
    return _edit_page(facility_id)


@blueprint.post(f"{_HOME}/<uuid:facility_id>")
@requires(Permission.administer)
def facility_change(facility_id: UUID) -> WerkzeugResponse:
    """Change its facts."""
    with reading() as session:
        stands = service.region_facility(session, actor(), facility_id).phone
    try:
        data = submitted(FacilityEditInput, Kept([stands]))
        with transaction() as session:
            service.edit_facility(session, actor(), data, facility_id)
    except Invalid as error:
        return _edit_page(facility_id, mistake=error)
    return see_other(f"{_HOME}/{facility_id}")


@blueprint.post(f"{_HOME}/<uuid:facility_id>/plekken")
@requires(Permission.administer)
def facility_places(facility_id: UUID) -> WerkzeugResponse:
    """Set the number of places from a date on."""
    try:
        data = submitted(PlacesInput)
        with transaction() as session:
            service.set_places(session, actor(), data, facility_id)
    except Invalid as error:
        return _edit_page(facility_id, places=Form(request.form, error))
    return see_other(f"{_HOME}/{facility_id}")


def _new_page(form: Form, status: int = 200) -> Response:
    with reading() as session:
        choices = _choices(session)
    return page("facilities/admin_facility.html", status=status, form=form, facility=None, **choices)


def _edit_page(facility_id: UUID, mistake: Invalid | None = None, places: Form | None = None) -> Response:
    with reading() as session:
        facility = service.region_facility(session, actor(), facility_id)
        written = Form(service.shown(session, facility))
        context = {
            "facility": facility,
            "form": corrected(written, FacilityInput, mistake) if mistake else written,
            "written": written,
            "places": places or Form({"from_date": clock.today().isoformat()}),
            "dated": read_supply(session, facility.id).dated[::-1],
            **_choices(session),
        }
        record(session, actor(), Action.read, "facility", facility.id, ground="region")
    return page("facilities/admin_facility.html", status=422 if mistake or places else 200, **context)


def _choices(session: Session) -> dict[str, Any]:
    return {**house_choices(session, actor().region_id), "kinds": hinted_options(FacilityKind)}

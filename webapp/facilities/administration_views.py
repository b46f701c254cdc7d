"""An administrator's pages of respite and small homes: a list, one facility, its places. No guests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.house_choices import house_choices
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import Conflict, Invalid
from webapp.facilities import kinds, service, store
from webapp.facilities.inputs import FacilityInput, PlacesInput
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.models import Facility
from webapp.facilities.routes import blueprint
from webapp.units.store import read_supply
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.choices import hinted_options
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
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
def facility_new(error: Invalid | None = None) -> Response:
    """The empty form."""
    form = opened({"kind": "respite", "longest_days": 14}, error)
    with reading() as session:
        choices = _choices(session)
    return page("facilities/admin_facility.html", status=form.status, form=form, facility=None, **choices)


@blueprint.post(f"{_HOME}/nieuw")
@requires(Permission.administer)
@comes_back(facility_new)
def facility_create() -> WerkzeugResponse:
    """Add a facility; its places come next."""
    data = submitted(FacilityInput)
    with transaction() as session:
        made = service.add_facility(session, actor(), data, operation_id(session, data))
    return see_other(f"{_HOME}/{made.id}")


@blueprint.get(f"{_HOME}/<uuid:facility_id>")
@requires(Permission.administer)
def facility_edit(
    facility_id: UUID, error: Invalid | Conflict | None = None, places: Invalid | None = None
) -> Response:
    """One facility with its places by date."""
    with reading() as session:
        facility = service.region_facility(session, actor(), facility_id)
        choices = _choices(session)
        form, seen = edit_form(_asked(session, facility), FacilityInput, error, choices["organisations"])
        more = opened({"from_date": clock.today().isoformat()}, places)
        dated = read_supply(session, facility.id).dated[::-1]
        context = {"facility": facility, "form": form, "seen": seen, "places": more, "dated": dated, **choices}
        record(session, actor(), Action.read, "facility", facility.id, ground="region")
    return page("facilities/admin_facility.html", status=max(form.status, more.status), **context)


@blueprint.post(f"{_HOME}/<uuid:facility_id>")
@requires(Permission.administer)
@comes_back(facility_edit)
def facility_change(facility_id: UUID) -> WerkzeugResponse:
    """Change what is known of it."""
    changes = submitted_edit(FacilityInput)
    with transaction() as session:
        service.edit_facility(session, actor(), changes, facility_id)
    return see_other(f"{_HOME}/{facility_id}")


@blueprint.post(f"{_HOME}/<uuid:facility_id>/plekken")
@requires(Permission.administer)
@comes_back(facility_edit, "places")
def facility_places(facility_id: UUID) -> WerkzeugResponse:
    """Say how many places there are from a date on."""
    data = submitted(PlacesInput)
    with transaction() as session:
        service.set_places(session, actor(), data, facility_id)
    return see_other(f"{_HOME}/{facility_id}")


def _asked(session: Session, facility: Facility) -> dict[str, Any]:
    """The questions of the form for a facility of its kind."""
    left_out = () if facility.kind == FacilityKind.respite else ("longest_days", "visitors_target")
    return {name: value for name, value in service.shown(session, facility).items() if name not in left_out}


def _choices(session: Session) -> dict[str, Any]:
    return {**house_choices(session, actor().region_id), "kinds": hinted_options(FacilityKind)}

"""An administrator's pages of shelters: a list, one shelter, its places by date. No case content."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.house_choices import house_choices
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import kinds
from webapp.beds.administration import service
from webapp.beds.administration.inputs import CapacityInput, ShelterEditInput, ShelterInput
from webapp.beds.routes import blueprint
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.beds.shelters.store import CONFIDENTIAL_NAME
from webapp.db import Session
from webapp.errors import Invalid
from webapp.validation import Kept
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import Form, corrected, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.get("/beheer/opvang")
@requires(Permission.administer)
def shelter_list() -> Response:
    """Every shelter of the region; a confidential one without its name."""
    with reading() as session:
        rows = shelter_store.list_region_shelters(session, actor().region_id)
        record(session, actor(), Action.read, "shelter", None, ground="region")
    return page("beds/administration/list.html", rows=rows, words=kinds, confidential_name=CONFIDENTIAL_NAME)


@blueprint.get("/beheer/opvang/nieuw")
@requires(Permission.administer)
def shelter_new() -> Response:
    """The empty form."""
    return _new_page(
        Form(
            {"hold_rule": "by_hand", "hold_minutes": 45, "old_minutes": 120, "stale_minutes": 240, "answer_minutes": 15}
        )
    )


@blueprint.post("/beheer/opvang/nieuw")
@requires(Permission.administer)
def shelter_create() -> WerkzeugResponse:
    """Add a shelter; its places come next."""
    try:
        data = submitted(ShelterInput)
        with transaction() as session:
            made = service.add_shelter(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _new_page(Form(request.form, error), 422)
    return see_other(f"/beheer/opvang/{made.id}")


@blueprint.get("/beheer/opvang/<uuid:shelter_id>")
@requires(Permission.administer)
def shelter_edit(shelter_id: UUID) -> Response:
    """One shelter with its places by date."""
    return _edit_page(shelter_id)


@blueprint.post("/beheer/opvang/<uuid:shelter_id>")
@requires(Permission.administer)
def shelter_change(shelter_id: UUID) -> WerkzeugResponse:
    """Change its facts."""
    with reading() as session:
        stands = service.shown(session, *service.region_shelter(session, actor(), shelter_id))
    try:
        data = submitted(ShelterEditInput, Kept([stands["phone"]]))
        with transaction() as session:
            service.edit_shelter(session, actor(), data, shelter_id)
    except Invalid as error:
        return _edit_page(shelter_id, mistake=error)
    return see_other(f"/beheer/opvang/{shelter_id}")


@blueprint.post("/beheer/opvang/<uuid:shelter_id>/capaciteit")
@requires(Permission.administer)
def capacity(shelter_id: UUID) -> WerkzeugResponse:
    """Set the number of places of a kind from a date on."""
    try:
        data = submitted(CapacityInput)
        with transaction() as session:
            service.set_capacity(session, actor(), data, shelter_id)
    except Invalid as error:
        return _edit_page(shelter_id, places=Form(request.form, error))
    return see_other(f"/beheer/opvang/{shelter_id}")


def _new_page(form: Form, status: int = 200) -> Response:
    with reading() as session:
        choices = _choices(session)
    return page("beds/administration/shelter.html", status=status, form=form, shelter=None, **choices)


def _edit_page(shelter_id: UUID, mistake: Invalid | None = None, places: Form | None = None) -> Response:
    with reading() as session:
        shelter, site = service.region_shelter(session, actor(), shelter_id)
        written = Form(service.shown(session, shelter, site))
        context = {
            "shelter": shelter,
            "title": gettext(CONFIDENTIAL_NAME) if shelter.confidential else shelter.name,
            "form": corrected(written, ShelterInput, mistake) if mistake else written,
            "written": written,
            "fields": list(ShelterInput.model_fields),
            "places": places or Form({"from_date": clock.tonight().isoformat()}),
            "capacities": _capacities(session, shelter),
            **_choices(session),
        }
        record(session, actor(), Action.read, "shelter", shelter.id, ground="region")
    return page("beds/administration/shelter.html", status=422 if mistake or places else 200, **context)


def _capacities(session: Session, shelter: Shelter) -> list[tuple[str, list[Any]]]:
    """Each kind with its dated numbers, newest first."""
    categories = shelter_store.list_categories(session, [shelter.id])
    rows = shelter_store.list_capacities(session, [category.id for category in categories])
    return [
        (category.kind, [row for row in reversed(rows) if row.category_id == category.id]) for category in categories
    ]


def _choices(session: Session) -> dict[str, Any]:
    return {
        **house_choices(session, actor().region_id),
        "kinds": options(kind for kind in kinds.Kind if kind is not kinds.Kind.winter),
        "rules": options(kinds.HoldRule),
        "words": kinds,
    }

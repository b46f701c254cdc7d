"""An administrator's pages of shelters: a list, one shelter, its places by date. No case content."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.house_choices import house_choices
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import kinds
from webapp.beds.administration import service
from webapp.beds.administration.inputs import CapacityInput, ShelterInput
from webapp.beds.routes import blueprint
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.beds.shelters.store import CONFIDENTIAL_NAME
from webapp.db import Session
from webapp.errors import Conflict, Invalid
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.choices import options
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_BEGIN = {"hold_rule": "by_hand", "hold_minutes": 45, "old_minutes": 120, "stale_minutes": 240, "answer_minutes": 15}


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
def shelter_new(error: Invalid | None = None) -> Response:
    """The empty form."""
    form = opened(_BEGIN, error)
    with reading() as session:
        choices = _choices(session)
    return page("beds/administration/shelter.html", status=form.status, form=form, shelter=None, **choices)


@blueprint.post("/beheer/opvang/nieuw")
@requires(Permission.administer)
@comes_back(shelter_new)
def shelter_create() -> WerkzeugResponse:
    """Add a shelter; its places come next."""
    data = submitted(ShelterInput)
    with transaction() as session:
        made = service.add_shelter(session, actor(), data, operation_id(session, data))
    return see_other(f"/beheer/opvang/{made.id}")


@blueprint.get("/beheer/opvang/<uuid:shelter_id>")
@requires(Permission.administer)
def shelter_edit(shelter_id: UUID, error: Invalid | Conflict | None = None, places: Invalid | None = None) -> Response:
    """One shelter with its places by date."""
    with reading() as session:
        shelter, site = service.region_shelter(session, actor(), shelter_id)
        choices = _choices(session)
        form, seen = edit_form(service.shown(session, shelter, site), ShelterInput, error, choices["organisations"])
        more = opened({"from_date": clock.tonight().isoformat()}, places)
        context = {
            "shelter": shelter,
            "title": gettext(CONFIDENTIAL_NAME) if shelter.confidential else shelter.name,
            "form": form,
            "seen": seen,
            "places": more,
            "capacities": _capacities(session, shelter),
            **choices,
        }
        record(session, actor(), Action.read, "shelter", shelter.id, ground="region")
    return page("beds/administration/shelter.html", status=max(form.status, more.status), **context)


@blueprint.post("/beheer/opvang/<uuid:shelter_id>")
@requires(Permission.administer)
@comes_back(shelter_edit)
def shelter_change(shelter_id: UUID) -> WerkzeugResponse:
    """Change what is known of it."""
    changes = submitted_edit(ShelterInput)
    with transaction() as session:
        service.edit_shelter(session, actor(), changes, shelter_id)
    return see_other(f"/beheer/opvang/{shelter_id}")


@blueprint.post("/beheer/opvang/<uuid:shelter_id>/capaciteit")
@requires(Permission.administer)
@comes_back(shelter_edit, "places")
def capacity(shelter_id: UUID) -> WerkzeugResponse:
    """Say how many places of a kind there are from a date on."""
    data = submitted(CapacityInput)
    with transaction() as session:
        service.set_capacity(session, actor(), data, shelter_id)
    return see_other(f"/beheer/opvang/{shelter_id}")


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

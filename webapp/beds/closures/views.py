"""Closing and opening beds: one page of the shelter, for its own staff."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import kinds
from webapp.beds.availability import shelters as availability
from webapp.beds.closures import service, store
from webapp.beds.closures.inputs import ClosureInput
from webapp.beds.routes import blueprint
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.store import UNKNOWN_SHELTER, own_shelter
from webapp.errors import Invalid, NotFound
from webapp.web.access import requires
from webapp.web.choices import options
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.get("/bedden/<uuid:shelter_id>/sluiten")
@requires(Permission.count_beds)
def closed_beds(shelter_id: UUID) -> Response:
    """The beds out of use, and the form to close more."""
    return _page(shelter_id, Form())


@blueprint.post("/bedden/<uuid:shelter_id>/sluiten")
@requires(Permission.count_beds)
def close(shelter_id: UUID) -> WerkzeugResponse:
    """Close beds."""
    try:
        data = submitted(ClosureInput)
        with transaction() as session:
            service.close_beds(session, actor(), data, shelter_id, operation_id(session, data))
    except Invalid as error:
        return _page(shelter_id, Form(request.form, error), 422)
    return see_other(f"/bedden/{shelter_id}/sluiten")


@blueprint.post("/bedden/gesloten/<uuid:closure_id>/openen")
@requires(Permission.count_beds)
def open_again(closure_id: UUID) -> WerkzeugResponse:
    """Open these beds again: somebody looked."""
    with transaction() as session:
        shelter_id = service.open_beds(session, actor(), closure_id).shelter_id
    return see_other(f"/bedden/{shelter_id}/sluiten")


def _page(shelter_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        own_shelter(session, actor(), shelter_id)
        found = shelter_store.find_shelter(session, actor(), shelter_id)
        if found is None:
            raise NotFound(UNKNOWN_SHELTER)
        [shelter] = availability.read_shelters(session, [found], availability.this_minute())
        rows = store.list_closures(session, actor(), shelter_id)
    categories = [(category.kind.value, gettext(category.label)) for category in shelter.categories]
    return page(
        "beds/closures/index.html",
        status=status,
        shelter=shelter,
        closures=rows,
        form=form,
        categories=categories,
        reasons=options(kinds.OutOfUse),
        today=clock.today(),
        words=kinds,
    )

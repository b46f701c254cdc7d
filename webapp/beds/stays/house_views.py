"""The guests of a house at night: expected and sleeping ones, the list on paper, everybody out."""

from __future__ import annotations

from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import kinds
from webapp.beds.requests import waiting
from webapp.beds.routes import blueprint
from webapp.beds.stays import house as house_page
from webapp.beds.stays import service
from webapp.beds.stays.inputs import CheckOutInput
from webapp.errors import N_, Invalid, NotFound
from webapp.web.access import requires
from webapp.web.forms import Form, checked
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_NOBODY = N_("Kies wie er weg is.")


@blueprint.get("/bedden/<uuid:shelter_id>/komst")
@requires(Permission.answer_requests)
def arrivals(shelter_id: UUID) -> Response:
    """The expected guests and the present count, renewed while the page stays open."""
    with reading() as session:
        context = house_page.tonight(session, actor(), house_page.require_own(session, actor(), shelter_id))
        waits = waiting.waiting(session, actor())
    return page("beds/stays/_komst.html", renews=True, waits=waits, **context)


@blueprint.get("/bedden/<uuid:shelter_id>/gasten")
@requires(Permission.count_beds)
def house(shelter_id: UUID) -> Response:
    """The expected and the sleeping guests, each let in or out with one tap; renewed while the page stays open."""
    with reading() as session:
        context = house_page.tonight(session, actor(), house_page.require_own(session, actor(), shelter_id))
        context |= house_page.list_just_left(session, actor(), shelter_id)
    return page("beds/house/house.html", block="house", renews=True, is_kept=False, **context)


@blueprint.get("/bedden/<uuid:shelter_id>/nachtlijst")
@requires(Permission.count_beds)
def night_list(shelter_id: UUID) -> Response:
    """The expected and the sleeping guests, on one sheet for the night shift."""
    with reading() as session:
        context = house_page.tonight(session, actor(), house_page.require_own(session, actor(), shelter_id))
    return page(
        "beds/house/night_list.html", block="night", renews=True, is_kept=False, night=clock.tonight(), **context
    )


@blueprint.get("/bedden/<uuid:shelter_id>/ochtend")
@requires(Permission.count_beds)
def ask_all_out(shelter_id: UUID) -> Response:
    """Everybody who leaves this morning on one page; a guest who stays is unticked."""
    return _morning(shelter_id, Form())


@blueprint.post("/bedden/<uuid:shelter_id>/ochtend")
@requires(Permission.count_beds)
def all_out(shelter_id: UUID) -> WerkzeugResponse:
    """Check out every ticked guest, all or none."""
    try:
        with transaction() as session:
            for one in _leaving():
                service.check_out(session, actor(), one)
    except Invalid as error:
        return _morning(shelter_id, Form(request.form, error), 422)
    return see_other(f"/bedden/{shelter_id}/gasten")


def _leaving() -> list[CheckOutInput]:
    ticked = request.form.getlist("_leaves")
    if not ticked:
        raise Invalid({"": _NOBODY}, "nobody")
    try:
        return [checked(CheckOutInput, {"stay": one}) for one in ticked]
    except Invalid as error:
        raise NotFound(service.UNKNOWN_STAY) from error


def _morning(shelter_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        shelter = house_page.require_own(session, actor(), shelter_id)
        context = house_page.guests(session, actor(), shelter_id)
    return page("beds/house/morning.html", status=status, form=form, shelter=shelter, words=kinds, **context)

"""``/vindplekken``: the places where youths are met."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.outreach import pages, places, store
from webapp.outreach.inputs import PlaceInput, VisitInput
from webapp.outreach.routes import blueprint
from webapp.people.store import region_of
from webapp.text import in_order
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/vindplekken"


@blueprint.get(HOME)
@requires(Permission.keep_outreach)
def all_places() -> Response:
    """The places, those of this hour first."""
    with reading() as session:
        context = pages.places_page(session, actor())
    return page("outreach/places.html", **context)


@blueprint.get(f"{HOME}/gestopt")
@requires(Permission.keep_outreach)
def ended_places() -> Response:
    """The places where nobody goes any more."""
    with reading() as session:
        found = store.list_places(session, actor(), ended=True)
    return page("outreach/ended.html", places=found)


@blueprint.get(f"{HOME}/nieuw")
@requires(Permission.keep_outreach)
def new_place(error: Invalid | None = None) -> Response:
    """The empty form."""
    form = opened({}, error)
    return page("outreach/place_form.html", status=form.status, form=form, place=None, **_towns())


@blueprint.post(f"{HOME}/nieuw")
@requires(Permission.keep_outreach)
@comes_back(new_place)
def create_place() -> Response:
    """Add a place."""
    data = submitted(PlaceInput)
    with transaction() as session:
        place = places.add_place(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{place.id}")


@blueprint.get(f"{HOME}/<uuid:place_id>")
@requires(Permission.keep_outreach)
def show_place(place_id: UUID, error: Invalid | None = None) -> Response:
    """One place with its latest visits."""
    form = opened({}, error)
    with reading() as session:
        place = places.require_place(session, actor(), place_id)
        context = pages.place_page(session, place, form)
    return page("outreach/place.html", status=form.status, **context)


@blueprint.post(f"{HOME}/<uuid:place_id>/bezoek")
@requires(Permission.keep_outreach)
@comes_back(show_place)
def visit_place(place_id: UUID) -> Response:
    """Note a visit."""
    data = submitted(VisitInput, place=place_id)
    with transaction() as session:
        places.note_visit(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{place_id}")


@blueprint.get(f"{HOME}/<uuid:place_id>/wijzigen")
@requires(Permission.keep_outreach)
def edit_place(place_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The form of a place."""
    with reading() as session:
        place = places.require_place(session, actor(), place_id)
        form, seen = edit_form(places.shown(place), PlaceInput, error)
    return page("outreach/place_form.html", status=form.status, form=form, seen=seen, place=place, **_towns())


@blueprint.post(f"{HOME}/<uuid:place_id>/wijzigen")
@requires(Permission.keep_outreach)
@comes_back(edit_place)
def change_place(place_id: UUID) -> Response:
    """Change a place."""
    changes = submitted_edit(PlaceInput)
    with transaction() as session:
        places.edit_place(session, actor(), changes, place_id)
    return see_other(f"{HOME}/{place_id}")


@blueprint.post(f"{HOME}/<uuid:place_id>/stoppen")
@requires(Permission.keep_outreach)
def end_place(place_id: UUID) -> Response:
    """Nobody goes there any more; its page keeps the way back."""
    with transaction() as session:
        places.end_place(session, actor(), place_id, ended=True)
    return see_other(f"{HOME}/{place_id}")


@blueprint.post(f"{HOME}/<uuid:place_id>/terugzetten")
@requires(Permission.keep_outreach)
def resume_place(place_id: UUID) -> Response:
    """Go there again."""
    with transaction() as session:
        places.end_place(session, actor(), place_id, ended=False)
    return see_other(f"{HOME}/{place_id}")


def _towns() -> dict[str, Any]:
    with reading() as session:
        region = region_of(session, actor())
    return {"towns": [("", gettext("Weet ik niet")), *((name, name) for name in in_order(region.municipalities))]}

"""``/plaatsingen/voorzieningen``: the programmes of the region and their terms."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import Invalid
from webapp.placements.programmes import service, store
from webapp.placements.programmes.inputs import EndInput, ProgrammeInput, TermsInput
from webapp.placements.programmes.models import Programme
from webapp.placements.routes import PROGRAMMES, blueprint
from webapp.placements.shapes import SHAPES
from webapp.placements.waiting import store as waiting
from webapp.placements.waiting import transfer
from webapp.text import isolate
from webapp.web.access import requires
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_BEGIN = {"decision_days": 56, "offer_days": 7}


@blueprint.get(PROGRAMMES)
@requires(Permission.keep_placements)
def programmes() -> Response:
    """The programmes of the region."""
    with reading() as session:
        found = store.list_programmes(session, actor())
        ended = store.list_programmes(session, actor(), ended=True)
        terms = store.terms_on(session, [one.id for one in found], clock.today())
        names = waiting.organisations_of(session, {one.organisation_id for one in (*found, *ended)})
    return page("placements/programmes.html", programmes=found, ended=ended, terms=terms, names=names)


@blueprint.get(f"{PROGRAMMES}/nieuw")
@requires(Permission.keep_placements)
def new_programme(error: Invalid | None = None) -> Response:
    """The empty form."""
    form = opened(_BEGIN, error)
    kinds = [(one.word, gettext(one.label), gettext(one.hint)) for one in SHAPES.values()]
    return page("placements/programme_form.html", status=form.status, form=form, kinds=kinds)


@blueprint.post(f"{PROGRAMMES}/nieuw")
@requires(Permission.keep_placements)
@comes_back(new_programme)
def create_programme() -> Response:
    """Add a programme."""
    data = submitted(ProgrammeInput)
    with transaction() as session:
        made = service.add_programme(session, actor(), data, operation_id(session, data))
    return see_other(f"{PROGRAMMES}/{made.id}")


@blueprint.get(f"{PROGRAMMES}/<uuid:programme_id>")
@requires(Permission.keep_placements)
def show_programme(programme_id: UUID, error: Invalid | None = None) -> Response:
    """One programme: its terms by date, the people in line, and its end."""
    with reading() as session:
        programme = service.require_programme(session, actor(), programme_id)
        context = _programme_page(session, programme)
    form = Form({**context["now"], "from_date": clock.today()}) if error is None else opened({}, error)
    return page("placements/programme.html", status=form.status, form=form, **context)


def _others(session: Session, programme: Programme) -> list[tuple[str, str]]:
    """The programmes that those who wait can go over to."""
    found = store.list_programmes(session, actor())
    kept = [one for one in found if one.id != programme.id and one.is_kept_by(actor()) and one.shape.has_line]
    return [(str(one.id), isolate(one.name)) for one in kept if one.is_open(clock.today())]


def _programme_page(session: Session, programme: Programme) -> dict[str, Any]:
    terms = store.list_terms(session, programme.id)
    today = clock.today()
    holds = next((one for one in terms if one.from_date <= today), None)
    now = {**holds.model_dump(), "reasons": "\n".join(holds.reasons)} if holds else dict(_BEGIN)
    return {
        "programme": programme,
        "terms": terms,
        "holds": holds,
        "now": {name: value for name, value in now.items() if name in TermsInput.model_fields},
        "keeps": programme.is_kept_by(actor()),
        "waits": waiting.count_some(session, actor(), programme.id),
        "most": waiting.COUNTED,
        "keeper": waiting.organisations_of(session, [programme.organisation_id])[programme.organisation_id],
        "is_open": programme.is_open(today),
        "today": today,
        "others": _others(session, programme),
        "is_waited_for": waiting.is_waited_for(session, programme),
    }


@blueprint.post(f"{PROGRAMMES}/<uuid:programme_id>/termijnen")
@requires(Permission.keep_placements)
@comes_back(show_programme)
def set_terms(programme_id: UUID) -> Response:
    """Set the terms from a day on."""
    data = submitted(TermsInput)
    with transaction() as session:
        service.set_terms(session, actor(), programme_id, data)
    return see_other(f"{PROGRAMMES}/{programme_id}")


@blueprint.post(f"{PROGRAMMES}/<uuid:programme_id>/stoppen")
@requires(Permission.keep_placements)
@comes_back(show_programme)
def end_programme(programme_id: UUID) -> Response:
    """End it from a day on; its page keeps the way back."""
    data = submitted(EndInput)
    with transaction() as session:
        transfer.end_programme(session, actor(), programme_id, data)
    return see_other(f"{PROGRAMMES}/{programme_id}")


@blueprint.post(f"{PROGRAMMES}/<uuid:programme_id>/overzetten")
@requires(Permission.keep_placements)
@comes_back(show_programme)
def move_line(programme_id: UUID) -> Response:
    """Let everybody who waits go over to another programme."""
    with transaction() as session:
        programme = service.require_own(session, actor(), programme_id, lock=True)
        transfer.move_line(session, actor(), programme, request.form.get("waiting", ""))
    return see_other(f"{PROGRAMMES}/{programme_id}")


@blueprint.post(f"{PROGRAMMES}/<uuid:programme_id>/terugzetten")
@requires(Permission.keep_placements)
@comes_back(show_programme)
def go_on(programme_id: UUID) -> Response:
    """Take the end back."""
    with transaction() as session:
        service.go_on(session, actor(), programme_id)
    return see_other(f"{PROGRAMMES}/{programme_id}")

"""One shelter: for who asks its beds, for its own people the count and who is still to come."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, g, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import board, kinds, stay_store, store, unarrive, waiting
from webapp.beds.board import ShelterNow
from webapp.beds.inputs import CountInput
from webapp.beds.kinds import WAITING, State
from webapp.beds.routes import blueprint
from webapp.beds.service import UNKNOWN_SHELTER, count_beds, own_shelter
from webapp.beds.stay_views import guests
from webapp.db import Session
from webapp.errors import Conflict, Invalid, NotFound
from webapp.people import store as people
from webapp.validation import read
from webapp.web.access import requires, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.forms import Form, operation_id
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_DIGITS = 10


@blueprint.get("/bedden/<uuid:shelter_id>")
@requires(Permission.see_board)
def shelter(shelter_id: UUID) -> Response:
    """The shelter's beds; its own people count here."""
    with reading() as session:
        found = _find(session, shelter_id)
        works_here = _works_here(session, shelter_id)
        context = {"shelter": found, "words": kinds, **_arrivals(session, found, works_here)}
        if works_here:
            context |= _inside(session, shelter_id)
    if works_here:
        return _count_page(Form(), {}, [], context)
    return page("beds/shelter.html", may_request=actor().may(Permission.request_beds), **context)


@blueprint.get("/bedden/<uuid:shelter_id>/komst")
@requires(Permission.answer_requests)
def arrivals(shelter_id: UUID) -> Response:
    """Who is still to come, and what stands in the count by now, renewed while the page stays open."""
    with reading() as session:
        own_shelter(session, actor(), shelter_id)
        found = _find(session, shelter_id)
        context = {**_arrivals(session, found, works_here=True), **guests(session, shelter_id)}
    return page("beds/_komst.html", renews=True, words=kinds, shelter=found, **context)


@blueprint.get("/bedden/<uuid:shelter_id>/nachtlijst")
@requires(Permission.count_beds)
def night_list(shelter_id: UUID) -> Response:
    """Who is still to come and who sleeps here, on one sheet for the night shift."""
    with reading() as session:
        own_shelter(session, actor(), shelter_id)
        found = _find(session, shelter_id)
        context = {**_arrivals(session, found, works_here=True), **guests(session, shelter_id)}
    return page("beds/night_list.html", shelter=found, words=kinds, night=clock.tonight(), **context)


@blueprint.get("/bedden/<uuid:shelter_id>/tellen")
@while_locked
@requires(Permission.count_beds)
def count_form(shelter_id: UUID) -> Response:
    """The count alone, without anyone's name, so that the phones of its people may keep it; never a women's shelter."""
    with reading() as session:
        own_shelter(session, actor(), shelter_id)
        found = _find(session, shelter_id)
    if found.confidential and g.is_locked:
        abort(401)  # where this house is, is nobody's business who found the phone
    numbers = [category.free for category in found.categories]
    response = page("beds/count_only.html", shelter=found, form=Form(), typed={}, numbers=numbers)
    if not found.confidential:
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.post("/bedden/<uuid:shelter_id>/tellen")
@requires(Permission.count_beds)
def count(shelter_id: UUID) -> WerkzeugResponse:
    """Take the counts of one form: all of them, or none when any is wrong or was counted since."""
    rows = list(zip(*(request.form.getlist(name) for name in ("category", "base_version", "free")), strict=False))
    typed = {category: free for category, _, free in rows}
    errors: dict[str, str] = {}
    meanwhile: list[dict[str, Any]] = []
    with transaction() as session:
        own_shelter(session, actor(), shelter_id)
        for category, base, free in rows:
            try:
                data = read(CountInput, {"shelter": shelter_id, "category": category, "free": free})
                count_beds(session, actor(), data, _base(base), operation_id(session, data, category))
            except Invalid as error:
                errors |= {_place(name, category): sentence for name, sentence in error.fields.items()}
            except Conflict as error:
                if not error.current:
                    raise  # the id of this form is somebody else's
                meanwhile.append({"category": category, "typed": free, **error.current["free"]})
        if errors or meanwhile:
            session.rollback()
            session.info.clear()
    if errors or meanwhile:
        return _again(shelter_id, typed, errors, meanwhile)
    return see_other(f"/bedden/{shelter_id}")


def _place(name: str, category: str) -> str:
    """Where on the page a mistake is told: at the number, or at the whole count for beds that are not there."""
    return "inhoud" if name == "category" else f"free-{category}"


def _base(text: str) -> int | None:
    """The version the form was made with; a form without one was never counted before."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None


def _again(
    shelter_id: UUID, typed: dict[str, str], errors: dict[str, str], meanwhile: list[dict[str, Any]]
) -> Response:
    """The form with what was typed, and with what somebody else counted: pressing again means 'mine'."""
    form = Form(None, Invalid(errors) if errors else None)
    with reading() as session:
        found = _find(session, shelter_id)
        context = {"shelter": found, "words": kinds, **_arrivals(session, found, works_here=True)}
        context |= _inside(session, shelter_id)
    return _count_page(form, typed, meanwhile, context, 422 if errors else 409)


def _count_page(
    form: Form, typed: dict[str, str], meanwhile: list[dict[str, Any]], context: dict[str, Any], status: int = 200
) -> Response:
    numbers = [typed.get(category.kind, category.free) for category in context["shelter"].categories]
    return page(
        "beds/count.html", status=status, form=form, typed=typed, meanwhile=meanwhile, numbers=numbers, **context
    )


def _find(session: Session, shelter_id: UUID) -> ShelterNow:
    found = store.find_shelter(session, actor(), shelter_id)
    if found is None:
        raise NotFound(UNKNOWN_SHELTER)
    [now] = board.read_shelters(session, [found], board.this_minute())
    return now


def _works_here(session: Session, shelter_id: UUID) -> bool:
    return actor().may(Permission.count_beds) and store.works_at(session, actor(), shelter_id)


def _inside(session: Session, shelter_id: UUID) -> dict[str, Any]:
    """Who sleeps here, and how many closed beds were expected back by now."""
    overdue = stay_store.count_overdue(session, [shelter_id], clock.today())
    return {**guests(session, shelter_id), "overdue": overdue.get(shelter_id, 0)}


def _arrivals(session: Session, shelter: ShelterNow, works_here: bool) -> dict[str, Any]:
    """Requests and live holds of tonight, with who asked; nothing for who does not work here."""
    if not works_here:
        return {}
    now = clock.now()
    rows = store.list_for_shelters(session, [shelter.id], clock.tonight())
    states = [(row, category, asker, row.state_at(now)) for row, category, asker in rows]
    waits = [row for row in states if row[3] in WAITING]
    came = stay_store.list_just_arrived(session, shelter.id, now - unarrive.OFFERED_FOR)
    arrived = [(row, category, asker, State.arrived) for row, category, asker in came]
    coming = [row for row in states if row[3] is State.held]
    return {
        "waits": waiting.waiting(session, actor()),
        "waiting": waits,
        "questions": [(shelter.id, shelter.name, waits)] if waits else [],
        "coming": coming,
        "doorway": sorted(coming + arrived, key=lambda row: row[0].asked_at),
        "late": [row for row in states if row[3] is State.expired],
        "missed": [row for row in states if row[3] is State.no_show],
        "secret": people.hidden_among(session, [row.client_id for row, _, _ in [*rows, *came]]),
    }

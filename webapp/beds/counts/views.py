"""One shelter: its beds for askers, the count for its own staff."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, abort, g, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import kinds
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.closures import store as closure_store
from webapp.beds.counts.inputs import CountInput
from webapp.beds.counts.service import count_beds
from webapp.beds.requests import waiting
from webapp.beds.routes import blueprint
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.store import own_shelter
from webapp.beds.stays import house
from webapp.db import Session
from webapp.errors import Conflict, Invalid
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
    """The shelter's beds; its own staff count here."""
    with reading() as session:
        found = house.require_shelter(session, actor(), shelter_id)
        works_here = _works_here(session, shelter_id)
        context = _inside(session, found) if works_here else {"shelter": found, "words": kinds}
        context["answered"] = house.find_just_answered(session, actor(), found, request.args.get("antwoord", ""))
    if works_here:
        return _count_page(Form(), {}, [], context)
    return page("beds/counts/shelter.html", may_request=actor().may(Permission.request_beds), **context)


@blueprint.get("/bedden/<uuid:shelter_id>/tellen")
@while_locked
@requires(Permission.count_beds)
def count_form(shelter_id: UUID) -> Response:
    """The count alone, without any name, so that the phones of the staff may keep it; never of a women's shelter."""
    with reading() as session:
        own = house.require_own(session, actor(), shelter_id)
    if own.confidential and g.is_locked:
        abort(401)  # a finder of the phone must not learn where this house is
    numbers = [category.free for category in own.categories]
    response = page("beds/counts/count_only.html", shelter=own, form=Form(), typed={}, numbers=numbers)
    if not own.confidential:
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.post("/bedden/<uuid:shelter_id>/tellen")
@requires(Permission.count_beds)
def count(shelter_id: UUID) -> WerkzeugResponse:
    """Take the counts of one form: all of them, or none when one is wrong or was counted since."""
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
                    raise  # the id of this form belongs to somebody else
                meanwhile.append({"category": category, "typed": free, **error.current["free"]})
        if errors or meanwhile:
            session.rollback()
            session.info.clear()
    if errors or meanwhile:
        return _again(shelter_id, typed, errors, meanwhile)
    return see_other(f"/bedden/{shelter_id}")


def _place(name: str, category: str) -> str:
    """The place of a mistake on the page: at the number, or at the whole count when those beds do not exist."""
    return "inhoud" if name == "category" else f"free-{category}"


def _base(text: str) -> int | None:
    """The version the form was made with; a form without one had no count before."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else None


def _again(
    shelter_id: UUID, typed: dict[str, str], errors: dict[str, str], meanwhile: list[dict[str, Any]]
) -> Response:
    """The form with the typed numbers and a colleague's; sending it again means 'mine'."""
    form = Form(None, Invalid(errors) if errors else None)
    with reading() as session:
        context = _inside(session, house.require_shelter(session, actor(), shelter_id))
    return _count_page(form, typed, meanwhile, context, 422 if errors else 409)


def _count_page(
    form: Form, typed: dict[str, str], meanwhile: list[dict[str, Any]], context: dict[str, Any], status: int = 200
) -> Response:
    numbers = [typed.get(category.kind, category.free) for category in context["shelter"].categories]
    return page(
        "beds/counts/count.html", status=status, form=form, typed=typed, meanwhile=meanwhile, numbers=numbers, **context
    )


def _works_here(session: Session, shelter_id: UUID) -> bool:
    return actor().may(Permission.count_beds) and shelter_store.works_at(session, actor(), shelter_id)


def _inside(session: Session, shelter: ShelterNow) -> dict[str, Any]:
    """Expected and sleeping guests, and the number of closed beds that were expected back by now."""
    overdue = closure_store.count_overdue(session, [shelter.id], clock.today())
    tonight = house.tonight(session, actor(), shelter)
    return {**tonight, "waits": waiting.waiting(session, actor()), "overdue": overdue.get(shelter.id, 0)}

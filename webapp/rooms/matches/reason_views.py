"""``/kamers/redenen``: the reasons of a no and of an end, as a region uses them."""

from __future__ import annotations

from typing import TypeVar

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid, NotFound
from webapp.rooms.matches import labels, reasons
from webapp.rooms.matches.inputs import ReasonInput, ReasonRef, RenameInput
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/kamers/redenen"
Ref = TypeVar("Ref", bound=ReasonRef)


@blueprint.get(HOME)
@requires(Permission.coordinate_rooms)
def show_reasons(error: Invalid | Conflict | None = None, renaming: Invalid | Conflict | None = None) -> Response:
    """Every reason: those that are offered, those that ended, and a form for one more.

    A refused new text of a reason (``renaming``) stands in the place of that form, with the reason it is of.
    """
    form = opened({}, renaming or error)
    answers = [
        ("no", gettext("Bij een nee")),
        ("stopped", gettext("Bij stoppen")),
        ("parked", gettext("Bij laten wachten")),
    ]
    with reading() as session:
        found = reasons.list_reasons(session, actor())
    return page(
        "rooms/matches/reasons.html",
        status=form.status,
        form=form,
        is_renaming=isinstance(renaming, Invalid),
        parts=[
            (answer, [one for one in found if one.answer == answer and not one.ended_on]) for answer, _words in answers
        ],
        ended=[one for one in found if one.ended_on],
        answers=answers,
        titles=dict(answers),
        parties=[("", gettext("Iedereen")), ("host", gettext("De verhuurder")), ("youth", gettext("De jongere"))],
        labels=labels,
    )


@blueprint.post(HOME)
@requires(Permission.coordinate_rooms)
@comes_back(show_reasons)
def add_reason() -> Response:
    """Add one."""
    data = submitted(ReasonInput)
    with transaction() as session:
        reasons.add(session, actor(), data)
    return see_other(HOME)


@blueprint.post(f"{HOME}/einde")
@requires(Permission.coordinate_rooms)
@comes_back(show_reasons)
def end_reason() -> Response:
    """Offer one no more; the page keeps the way back."""
    data = _pointed_at(ReasonRef)
    with transaction() as session:
        reasons.end(session, actor(), data)
    return see_other(HOME)


@blueprint.post(f"{HOME}/terug")
@requires(Permission.coordinate_rooms)
@comes_back(show_reasons)
def resume_reason() -> Response:
    """Offer one again."""
    data = _pointed_at(ReasonRef)
    with transaction() as session:
        reasons.resume(session, actor(), data)
    return see_other(HOME)


@blueprint.post(f"{HOME}/naam")
@requires(Permission.coordinate_rooms)
@comes_back(show_reasons, "renaming")
def rename_reason() -> Response:
    """Give one another text from now on."""
    data = _pointed_at(RenameInput)
    with transaction() as session:
        reasons.rename(session, actor(), data)
    return see_other(HOME)


def _pointed_at(model: type[Ref]) -> Ref:
    """The form of a button at a reason; a button of no page points at none."""
    try:
        return submitted(model)
    except Invalid as error:
        if {"answer", "word"} & error.fields.keys():
            raise NotFound(reasons.UNKNOWN) from error
        raise

"""``/kamers/gewichten``: how much each part of the score weighs, what another weight would do, and who set it when."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.rooms.matching import labels, trial, weights
from webapp.rooms.matching.inputs import WeightFacts, WhyInput
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.forms import Form, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import PER_PAGE, cut, first_row, page_number
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/kamers/gewichten"


@blueprint.get(HOME)
@requires(*weights.SETTERS)
def show_weights(error: Invalid | Conflict | None = None) -> Response:
    """The weights now, and those of before."""
    return _page(error)


@blueprint.post(HOME)
@requires(*weights.SETTERS)
@comes_back(show_weights)
def set_weights() -> Response:
    """Set them, with the reason."""
    changes, why = submitted_edit(WeightFacts), submitted(WhyInput)
    with transaction() as session:
        weights.set_weights(session, actor(), changes, why)
    return see_other(HOME)


@blueprint.post(f"{HOME}/stel")
@requires(*weights.SETTERS)
@comes_back(show_weights)
def try_weights() -> Response:
    """What these weights would do. Nothing is kept."""
    return _page(None, submitted(WeightFacts))


def _page(error: Invalid | Conflict | None, wanted: WeightFacts | None = None) -> Response:
    may_name = actor().may(Permission.coordinate_rooms)
    with reading() as session:
        present = weights.facts_now(session, actor())
        number = page_number()
        rows = weights.list_history(session, actor(), offset=first_row(number), limit=PER_PAGE + 1)
        tried, moved = None, []
        if wanted:
            tried = trial.try_weights(session, actor(), wanted.weights)
            moved = trial.read_moved(session, actor(), tried.moved[:PER_PAGE]) if may_name else []
    form, seen = edit_form(present, WeightFacts, error)
    if wanted:
        form = Form(request.form)
    context: dict[str, Any] = {"form": form, "seen": seen, "tried": tried, "moved": moved, "may_name": may_name}
    return page(
        "rooms/matching/weights.html",
        status=form.status,
        parts=labels.PARTS,
        history=cut(rows, number),
        **context,
    )

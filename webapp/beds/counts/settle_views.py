"""One page for every difference between a shelter's count and its guest list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.counts import settling
from webapp.beds.counts.settling import SettleInput, count_empty, list_differences
from webapp.beds.kinds import Kind
from webapp.beds.ledger.models import Stay
from webapp.beds.routes import blueprint
from webapp.beds.stays import house
from webapp.errors import Conflict, Invalid
from webapp.web.access import requires
from webapp.web.dates import when
from webapp.web.forms import Form, checked
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_PARTS = ("version", "right")


@blueprint.get("/bedden/<uuid:shelter_id>/verschil")
@requires(Permission.count_beds)
def ask_settle(shelter_id: UUID) -> WerkzeugResponse:
    """The kinds of beds that disagree, with the meaning of each choice."""
    return _page(shelter_id, Form())


@blueprint.post("/bedden/<uuid:shelter_id>/verschil")
@requires(Permission.count_beds)
def settle(shelter_id: UUID) -> WerkzeugResponse:
    """Settle all of them in one go, or none."""
    try:
        answers = _answers()
        with transaction() as session:
            settling.settle(session, actor(), shelter_id, answers)
    except Invalid as error:
        return _page(shelter_id, Form(request.form, error), 422)
    except Conflict as error:
        return _page(shelter_id, Form(None, Invalid({"verschil": error.message})), 409)
    return see_other(f"/bedden/{shelter_id}")


def _answers() -> list[SettleInput]:
    """Read the form's answer per kind of beds: ``right-<kind>``, ``version-<kind>``, ``gone-<kind>``.

    Raises:
        Invalid: at each field that is empty or impossible.
    """
    answers: list[SettleInput] = []
    errors: dict[str, str] = {}
    for kind in request.form.getlist("category"):
        said: dict[str, Any] = {name: request.form.get(f"{name}-{kind}") for name in _PARTS}
        try:
            answers.append(
                checked(SettleInput, {**said, "category": kind, "gone": request.form.getlist(f"gone-{kind}")})
            )
        except Invalid as error:
            errors |= {f"{name}-{kind}": sentence for name, sentence in error.fields.items()}
    if errors:
        raise Invalid(errors)
    return answers


def _page(shelter_id: UUID, form: Form, status: int = 200) -> WerkzeugResponse:
    with reading() as session:
        shelter = house.require_own(session, actor(), shelter_id)
        inside = house.guests(session, actor(), shelter_id)["by_kind"]
    rows = [(one, _choices(one), _sleeping(one, inside)) for one in list_differences(shelter)]
    if not rows:
        return see_other(f"/bedden/{shelter_id}")
    return page("beds/counts/settle.html", status=status, form=form, shelter=shelter, rows=rows, shown=inside)


def _choices(category: CategoryNow) -> list[tuple[str, str, str, dict[str, str]]]:
    """Both choices, each with its free places and its effect."""
    empty = count_empty(category)
    more = category.book - empty
    means = (
        ngettext(
            "Telling klopt: %(num)s gast staat niet op de lijst",
            "Telling klopt: %(num)s gasten staan niet op de lijst",
            more,
        )
        if more > 0
        else gettext("Telling klopt: niet iedereen op de lijst is er nog")
    )
    free = [gettext("%(n)s vrij", n=number) for number in (category.book, empty)]
    leaves = {"data-reveal": ""} if more < 0 else {}
    return [("book", free[0], gettext("Gastenlijst klopt"), {}), ("count", free[1], means, leaves)]


def _sleeping(category: CategoryNow, inside: dict[Kind, list[Stay]]) -> list[tuple[str, str, str]]:
    """The guests on the list in these beds, when the count says that some of them are gone."""
    if count_empty(category) < category.book:
        return []
    return [
        (str(stay.id), stay.name or gettext("Gast zonder naam"), gettext("sinds %(when)s", when=when(stay.arrived_at)))
        for stay in inside.get(category.kind, [])
    ]

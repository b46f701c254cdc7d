"""The form that asks a bed."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds import kinds
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.kept import kept_board
from webapp.beds.kinds import Kind
from webapp.beds.requests import service
from webapp.beds.requests.choices import age_options, gender_options, offered
from webapp.beds.requests.inputs import BedRequestInput
from webapp.beds.routes import blueprint
from webapp.beds.rules import MOST_PERSONS
from webapp.contacts.chosen import chosen_person
from webapp.contacts.people_chips import PersonChip
from webapp.errors import Invalid
from webapp.people.crisis import crisis_lines, may_be_minor
from webapp.people.gender import Gender
from webapp.people.households import service as households
from webapp.people.households.service import Household
from webapp.people.models import Client
from webapp.web.access import requires, while_locked
from webapp.web.choices import options
from webapp.web.forms import Form, checked, nested, operation_id
from webapp.web.page import invalid, page, see_other
from webapp.web.store import reading, transaction


@blueprint.app_template_filter("as_member")
def as_member(client: Client) -> tuple[str, str, str]:
    """One of a household as a choice of a form."""
    return str(client.id), client.label, str(client.birth_year or "")


BEGIN: dict[str, Gender] = {Kind.men: Gender.man, Kind.women: Gender.woman}
"""The gender that the form for these beds begins with; without one nobody has to choose."""
PARTY: dict[str, int] = {Kind.couples: 2}
"""The number of people that the form for these beds begins with; else one."""


@blueprint.get("/bedden/vragen")
@while_locked
@requires(Permission.request_beds)
def ask() -> Response:
    """The form for one bed, ``?opvang=<id>&soort=<kind>``; without them, for any bed of the region.

    It holds nothing personal, so that a phone may keep it: people come as a region of their own. Only with ``?client=``
    it is about a person, and not kept.
    """
    kind = request.args.get("soort", "")
    chosen = chosen_person()
    found = _household(chosen)
    along = _come_along(found, kind)
    begin = {
        "gender": request.args.get("geslacht") or BEGIN.get(kind, Gender.unsaid),
        "age_group": request.args.get("leeftijd") or (chosen.age_group if chosen else ""),
        "persons": request.args.get("personen") or max(PARTY.get(kind, 1), 1 + len(along)),
        "members": [str(one.id) for one in along],
        "needs": request.args.getlist("nodig"),
    }
    context = _ask_context(Form(begin), request.args.get("opvang"), kind, chosen, found)
    response = page("beds/requests/ask.html", **context)
    if not context["chosen"]:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/bedden/vragen")
@requires(Permission.request_beds)
def create() -> WerkzeugResponse:
    """Ask the bed."""
    try:
        data = _submitted()
        with transaction() as session:
            made = service.request_bed(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        is_minor = error.code == "minor_adult_bed"
        form = Form(request.form, None if is_minor else error)
        chosen = chosen_person()
        kind = request.form.get("category")
        context = _ask_context(form, request.form.get("shelter"), kind, chosen, _household(chosen))
        return invalid("beds/requests/ask.html", **{**context, "is_minor": is_minor})
    return see_other(f"/bedden/aanvragen/{made.id}")


def _submitted() -> BedRequestInput:
    """Read the form as the operation's body; ``_bed`` is the choice of a form that was opened for any bed."""
    data = nested(request.form, BedRequestInput)
    if not data.get("shelter") and " " in request.form.get("_bed", ""):
        data["shelter"], data["category"] = request.form["_bed"].split(" ", 1)
    return checked(BedRequestInput, data)


def _ask_context(
    form: Form, shelter_id: str | None, kind: str | None, person: PersonChip | None, household: Household
) -> dict[str, Any]:
    with reading() as session:
        shelters = kept_board(session, actor().region_id, availability.this_minute())
        region = accounts.find_region(session, actor().region_id)
    chosen = next((shelter for shelter in shelters if str(shelter.id) == shelter_id), None)
    category = chosen.category(kind or "") if chosen else None
    return {
        "form": form,
        "shelter": chosen if category else None,
        "category": category,
        "shelters": shelters,
        "night": clock.tonight(),
        "crisis": crisis_lines(region) if region else [],
        "is_minor": False,
        "words": kinds,
        "ages": age_options(chosen, category),
        "genders": gender_options(category),
        "needs": options(kinds.Need),
        "unmet": kinds.UNMET_LABELS,
        "offered": offered,
        "party": PARTY,
        "most": MOST_PERSONS,
        "ask_again_minutes": region.ask_again_minutes if region else 0,
        "chosen": person,
        "household": household,
    }


def _household(person: PersonChip | None) -> Household:
    """Those of the household of the person who may come along."""
    if person is None:
        return Household()
    with reading() as session:
        return households.read_household(session, actor(), person.client)


def _come_along(found: Household, kind: str) -> list[Client]:
    """Those who come along unless somebody unticks them: one under 18 only where families sleep."""
    grown = [one for one in found.members if not may_be_minor(one.birth_year)]
    return found.members if kind in ("", Kind.families) else grown

"""Asking a bed, one request's page, giving it back, and the shelter's answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.models import User
from webapp.accounts.permissions import ROLE_LABELS, Permission
from webapp.beds import admission, arrivals, board, kinds, no_place, requests, store
from webapp.beds.board import ShelterNow
from webapp.beds.choices import age_options, gender_options, options
from webapp.beds.inputs import BedRequestInput, CancelInput, RefuseInput
from webapp.beds.kinds import OPEN, AgeGroup, Gender, Kind, Need, State
from webapp.beds.models import BedRequest, Category
from webapp.beds.routes import blueprint
from webapp.beds.rules import MOST_PERSONS, fits, places
from webapp.contacts.chosen import chosen_person
from webapp.contacts.people_chips import PersonChip
from webapp.db import Illegible, Session
from webapp.errors import N_, Invalid, NotFound
from webapp.people import store as people
from webapp.people.crisis import crisis_lines
from webapp.web.access import requires, while_locked
from webapp.web.forms import Form, checked, nested, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.store import reading, transaction

_UNKNOWN = N_("Deze aanvraag is er niet, of je mag die niet zien.")
_ALTERNATIVES = 5
BEGIN: dict[str, Gender] = {Kind.men: Gender.man, Kind.women: Gender.woman}
"""What is chosen already in the form for these beds; else nobody has to say."""
_REASONS = (N_("Andere plek gevonden"), N_("Komt vannacht niet"), N_("Verkeerd gevraagd"))
_EITHER_WAY = (18, 24)
"""Years in which someone has the one age or the other, by their birthday."""
_OVER = (State.full, State.refused, State.expired, State.unanswered, State.no_show)
_FREE_AGAIN = (State.expired, State.no_show)
"""The bed that was held may be had again."""


@blueprint.get("/bedden/vragen")
@while_locked
@requires(Permission.request_beds)
def ask() -> Response:
    """The form for one bed, ``?opvang=<id>&soort=<kind>``; without them, for any bed of the region.

    Nothing personal stands in it, so that a phone may keep it: people come as a region of their own. Only
    with ``?client=`` it is about someone, and not kept.
    """
    kind = request.args.get("soort", "")
    chosen = chosen_person()
    begin = {
        "gender": request.args.get("geslacht") or BEGIN.get(kind, Gender.unsaid),
        "age_group": request.args.get("leeftijd") or _known_age(chosen),
        "persons": request.args.get("personen") or 1,
        "needs": request.args.getlist("nodig"),
    }
    context = _ask_context(Form(begin), request.args.get("opvang"), kind, chosen)
    response = page("beds/ask.html", **context)
    if not context["chosen"]:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/bedden/vragen")
@requires(Permission.request_beds)
def create() -> WerkzeugResponse:
    """Ask it."""
    try:
        data = _submitted()
        with transaction() as session:
            made = requests.request_bed(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        form = Form(request.form, error)
        context = _ask_context(form, request.form.get("shelter"), request.form.get("category"), chosen_person())
        context["is_minor"] = error.code == "minor_adult_bed"
        return invalid("beds/ask.html", **context)
    return see_other(f"/bedden/aanvragen/{made.id}")


@blueprint.get("/bedden/aanvragen/<uuid:request_id>")
@requires(Permission.request_beds, Permission.answer_requests)
def show(request_id: UUID) -> Response:
    """How a request stands; renews itself while it is open."""
    with reading() as session:
        found = _find(session, request_id)
        context = _request_context(session, found)
    return page("beds/request.html", block="request", renews=True, **context)


@blueprint.get("/bedden/aanvragen/<uuid:request_id>/teruggeven")
@requires(Permission.request_beds)
def ask_cancel(request_id: UUID) -> Response:
    """Ask before a bed is given back."""
    return _cancel_page(request_id, Form())


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/teruggeven")
@requires(Permission.request_beds)
def cancel(request_id: UUID) -> WerkzeugResponse:
    """Give it back."""
    try:
        data = submitted(CancelInput, request=request_id)
        with transaction() as session:
            requests.cancel_request(session, actor(), data)
    except Invalid as error:
        return _cancel_page(request_id, Form(request.form, error), 422)
    return see_other(f"/bedden/aanvragen/{request_id}")


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/vasthouden")
@requires(Permission.answer_requests)
def hold(request_id: UUID) -> WerkzeugResponse:
    """The shelter keeps a bed."""
    try:
        with transaction() as session:
            shelter_id = requests.hold_request(session, actor(), request_id).shelter_id
    except Invalid as error:
        return cannot(request_id, error)
    return see_other(f"/bedden/{shelter_id}")


@blueprint.get("/bedden/aanvragen/<uuid:request_id>/weigeren")
@requires(Permission.answer_requests)
def ask_refuse(request_id: UUID) -> Response:
    """Why not: a list of reasons. Where someone comes from is none."""
    return _refuse_page(request_id, Form())


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/weigeren")
@requires(Permission.answer_requests)
def refuse(request_id: UUID) -> WerkzeugResponse:
    """The shelter says no."""
    try:
        data = submitted(RefuseInput)
        with transaction() as session:
            shelter_id = requests.refuse_request(session, actor(), request_id, data.reason, data.alternative).shelter_id
    except Invalid as error:
        return _refuse_page(request_id, Form(request.form, error), 422)
    return see_other(f"/bedden/{shelter_id}")


def cannot(request_id: UUID, error: Invalid) -> Response:
    """Why it cannot be done with a request now, with the way back to it."""
    return page("beds/cannot.html", status=422, form=Form(None, error), request_id=request_id)


def _submitted() -> BedRequestInput:
    """The form as the operation's body; ``_bed`` is the choice of a form that was opened for any bed."""
    data = nested(request.form, BedRequestInput)
    if not data.get("shelter") and " " in request.form.get("_bed", ""):
        data["shelter"], data["category"] = request.form["_bed"].split(" ", 1)
    return checked(BedRequestInput, data)


def _ask_context(form: Form, shelter_id: str | None, kind: str | None, person: PersonChip | None) -> dict[str, Any]:
    with reading() as session:
        shelters = board.read_board(session, actor().region_id, board.this_minute())
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
        "needs": options(kinds.NEED_LABELS),
        "most": MOST_PERSONS,
        "ask_again_minutes": region.ask_again_minutes if region else 0,
        "chosen": person,
    }


def _known_age(person: PersonChip | None) -> str:
    """How old the person is whom the form was opened for, '' when the birth year leaves it open."""
    years = clock.today().year - person.birth_year if person and person.birth_year else None
    if years is None or years in _EITHER_WAY:
        return ""
    return (
        AgeGroup.minor if years < min(_EITHER_WAY) else AgeGroup.young if years < max(_EITHER_WAY) else AgeGroup.adult
    )


def _find(session: Session, request_id: UUID) -> BedRequest:
    found = store.find_request(session, actor(), request_id)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def _request_context(session: Session, found: BedRequest) -> dict[str, Any]:
    now = clock.now()
    state = found.state_at(now)
    pair = store.find_any_shelter(session, found)
    [shelter] = board.read_shelters(session, [pair], board.this_minute())
    category = next((one for one in shelter.categories if one.id == found.category_id), None)
    asker = accounts.find_user(session, found.asked_by)
    region = accounts.find_region(session, found.region_id)
    is_over, is_secret = state not in OPEN, found.client_id in people.hidden_among(session, [found.client_id])
    asked_here = found.organisation_id == actor().organisation_id and actor().may(Permission.request_beds)
    answers = store.works_at(session, actor(), found.shelter_id)
    secret_house = shelter.confidential and not answers
    told = no_place.find_of_request(session, found.id)
    night_over = clock.end_of_night(found.night) <= now
    note = found.note if found.name_at(now) or not night_over else None
    return {
        "asked": found,
        "name": None if is_over and is_secret else found.name_at(now),
        "note": None if is_secret and is_over and state is not State.arrived else note,
        "state": state,
        "night_over": night_over,
        "shelter": shelter,
        "kind": session.get_one(Category, found.category_id).kind,
        "category": category,
        "asker": asker,
        "asker_role": ROLE_LABELS[asker.main_role] if asker else "",
        "steps": _steps(session, found, state, store.list_staff(session, shelter.id) if secret_house else None),
        "alternatives": _alternatives(session, found, state) if asked_here and state in _OVER else [],
        "told": told,
        "told_here": told is not None and told.told_by == actor().user_id,
        "minutes": _minutes_left(found, state),
        "help_phone": region.help_phone if region else "",
        "same_name": asked_here and _same_name(session, found, state),
        "asked_here": asked_here,
        "answers": answers,
        "phone": (region.womens_shelter_phone if region else "") if secret_house else shelter.phone,
        "secret_house": secret_house,
        "may_extend": state is State.held
        and found.extended_at is None
        and arrivals.may_extend(session, actor(), found, pair[0]),
        "words": kinds,
    }


def _minutes_left(found: BedRequest, state: State) -> int:
    if state is not State.held or found.held_until is None:
        return 0
    return -int((clock.now() - found.held_until).total_seconds() // 60)


def _steps(session: Session, found: BedRequest, state: State, secret: Sequence[UUID] | None) -> list[dict[str, Any]]:
    """What happened, with what the clock did without a row of its own.

    ``secret``: the people of a confidential shelter, None where everyone may be told of.
    """
    steps = [
        {
            "state": State(step.state),
            "again": False,
            "at": step.at,
            "by": _by(user, found, secret),
            "until": step.until,
            "reason": step.reason,
            "words": step.words,
        }
        for step, user in store.list_steps(session, found.id)
    ]
    for before, step in pairwise(steps):
        step["again"] = before["state"] is step["state"]
    if state in (State.expired, State.lapsed, State.unanswered) and steps[-1]["state"] is not state:
        ends = {State.expired: found.held_until, State.unanswered: found.answer_by}
        at = ends.get(state) or clock.end_of_night(found.night)
        steps.append({"state": state, "at": at, "by": "", "until": None, "reason": "", "words": None, "again": False})
    return steps


def _by(user: User | None, found: BedRequest, secret: Sequence[UUID] | None) -> str:
    """Who did a step; who works at a confidential shelter, or decided there before, is told by its one name."""
    if user is None:
        return ""
    hidden = secret is not None and (user.id in secret or user.organisation_id != found.organisation_id)
    return gettext(board.CONFIDENTIAL_NAME) if hidden else user.name


def _alternatives(session: Session, found: BedRequest, state: State) -> list[tuple[ShelterNow, board.CategoryNow]]:
    """Where there is room for the same person now."""
    age, gender, needs = AgeGroup(found.age_group), Gender(found.gender), [Need(need) for need in found.needs]
    fitting = [
        (shelter, category)
        for shelter in board.read_board(session, found.region_id, board.this_minute())
        for category in shelter.categories
        if (category.id != found.category_id or state in _FREE_AGAIN)
        and not (shelter.id == found.shelter_id and found.state == State.refused.value and category.kind != Kind.winter)
        and category.free >= places(category.kind, found.persons)
        and not category.call_first
        and shelter.lets_in
        and fits(category.kind, age, gender, found.persons, shelter.ages)
        and shelter.offers.meet(needs)
    ]
    return sorted(fitting, key=lambda pair: (pair[1].kind is Kind.winter, -pair[1].free))[:_ALTERNATIVES]


def _same_name(session: Session, found: BedRequest, state: State) -> bool:
    """Whether colleagues hold another bed tonight under this name: a warning, there are two Jans."""
    if not found.name or isinstance(found.name, Illegible) or found.client_id or state not in OPEN:
        return False
    now = clock.now()
    name = found.name.casefold()
    others = store.list_held_by_organisation(session, actor(), found.night)
    secret = people.hidden_among(session, [row.client_id for row in others])
    return any(
        row.client_id not in secret
        and row.id != found.id
        and row.state_at(now) is State.held
        and (row.name or "").casefold() == name
        for row in others
    )


def _cancel_page(request_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        found = _find(session, request_id)
        state = found.state_at(clock.now())
    reasons = [(gettext(reason), gettext(reason)) for reason in _REASONS]
    return page("beds/cancel.html", status=status, form=form, asked=found, is_held=state is State.held, reasons=reasons)


def _refuse_page(request_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        found = _find(session, request_id)
        reasons = admission.reasons_to_refuse(session, found)
    return page(
        "beds/refuse.html",
        status=status,
        form=form,
        asked=found,
        reasons=options({reason: kinds.REFUSAL_LABELS[reason] for reason in reasons}),
        alternatives=options(kinds.ALTERNATIVE_LABELS),
    )

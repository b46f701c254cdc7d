"""Pages of youths who look for a room: list, asking, one request, taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.chosen import chosen_person
from webapp.errors import Invalid
from webapp.people import crisis
from webapp.people.gender import Gender
from webapp.rooms import words
from webapp.rooms.requests import labels, service
from webapp.rooms.requests.inputs import RoomRequestInput, WithdrawInput
from webapp.rooms.requests.listing import REQUESTS
from webapp.rooms.requests.profile import Reader, cut
from webapp.rooms.routes import blueprint
from webapp.rooms.travel import TOWNS
from webapp.text import in_order
from webapp.web import choices, listing
from webapp.web.access import requires, while_locked
from webapp.web.forms import Form, operation_id, say, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.store import reading, transaction


@blueprint.route("/kamers/verzoeken", methods=LIST_METHODS)
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def list_requests() -> Response:
    """Requests this user may see; ``?zoek=`` looks in alias and motivation."""
    asked = listing.asked_of(REQUESTS)
    if data := listing.as_data(REQUESTS, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(REQUESTS.rows(session, actor(), asked))
    return page(
        "rooms/requests/index.html",
        requests=found,
        asked=asked,
        words=asked.words,
        labels=labels,
        may_ask=actor().may(Permission.request_rooms),
        coordinates=actor().may(Permission.coordinate_rooms),
    )


@blueprint.get("/kamers/verzoeken/nieuw")
@while_locked
@requires(Permission.request_rooms)
def new_request() -> Response:
    """The empty form, which a phone may keep. With ``?client=`` it is about a person, and not kept."""
    chosen = chosen_person()
    response = page(
        "rooms/requests/new.html",
        form=Form({"birth_year": chosen.birth_year} if chosen and chosen.birth_year else {}),
        chosen=chosen,
        **request_choices(),
    )
    if not chosen:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/kamers/verzoeken/nieuw")
@requires(Permission.request_rooms)
def ask() -> Response:
    """Ask a room for a youth."""
    try:
        data = submitted(RoomRequestInput)
        with transaction() as session:
            asked = service.ask_room(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        form = Form(request.form, error)
        return invalid("rooms/requests/new.html", form=form, chosen=chosen_person(), **request_choices())
    return see_other(f"/kamers/verzoeken/{asked.id}")


@blueprint.get("/kamers/verzoeken/<uuid:request_id>")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def show_request(request_id: UUID) -> Response:
    """One request."""
    with reading() as session:
        asked = service.read_request(session, actor(), request_id)
        region = accounts.find_region(session, asked.region_id)
        limits = service.limits_missed(session, asked)
    lines = crisis.crisis_lines(region) if region and crisis.may_be_minor(asked.birth_year) else []
    return page(
        "rooms/requests/request.html",
        asked=asked,
        labels=labels,
        profile=cut(asked, Reader.worker),
        limits=[say(one) for one in limits],
        crisis_lines=lines,
        reason=choices.label_of(words.WithdrawReason, asked.withdraw_reason),
        coordinates=actor().may(Permission.coordinate_rooms),
        may_open_client=actor().may(Permission.read_clients),
    )


@blueprint.get("/kamers/verzoeken/<uuid:request_id>/intrekken")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def confirm_withdrawal(request_id: UUID) -> Response:
    """Ask why the youth no longer looks."""
    return _withdraw_page(request_id, Form())


@blueprint.post("/kamers/verzoeken/<uuid:request_id>/intrekken")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def withdraw(request_id: UUID) -> Response:
    """The youth no longer looks."""
    try:
        data = submitted(WithdrawInput)
    except Invalid as error:
        return _withdraw_page(request_id, Form(request.form, error), 422)
    with transaction() as session:
        service.withdraw_request(session, actor(), request_id, data)
    return see_other(f"/kamers/verzoeken/{request_id}")


@blueprint.post("/kamers/verzoeken/<uuid:request_id>/heropenen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def reopen(request_id: UUID) -> Response:
    """The youth looks again."""
    with transaction() as session:
        service.reopen_request(session, actor(), request_id)
    return see_other(f"/kamers/verzoeken/{request_id}")


def _withdraw_page(request_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        asked = service.read_request(session, actor(), request_id)
    reasons = choices.options(words.WithdrawReason)
    return page("rooms/requests/withdraw.html", status=status, asked=asked, form=form, reasons=reasons)


def request_choices() -> dict[str, Any]:
    """The choices of the form of a request."""
    with reading() as session:
        region = accounts.find_region(session, actor().region_id)
    return {
        "genders": [(gender.value, labels.gender_words(gender)) for gender in Gender],
        "municipalities": [(name, name) for name in in_order(region.municipalities)] if region else [],
        "animals": choices.options(words.Animal),
        "allergies": choices.options(words.Allergy),
        "yes_no": choices.yes_or_no(),
        "attention": choices.options(words.Attention),
        "activities": choices.options(words.DayActivity),
        "towns": [("", gettext("Niet gezegd")), *((name, name) for name in TOWNS)],
        "incomes": choices.options(words.Income),
        "carries": choices.options(words.CarriesRent),
        "crisis": crisis.crisis_lines(region) if region else [],
    }

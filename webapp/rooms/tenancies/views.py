"""``/kamers/huur``: tenancies, their evaluations and signals; ``/kamers/evaluatie/<token>``: one side's answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.links.pages import opened as opened_link
from webapp.links.pages import unkept
from webapp.rooms.grounds.rules import usable
from webapp.rooms.matches import link_pages
from webapp.rooms.matches import service as matches
from webapp.rooms.matches.inputs import LinkInput
from webapp.rooms.routes import blueprint
from webapp.rooms.tenancies import pages, service, store, words
from webapp.rooms.tenancies.inputs import EndInput, EvaluationInput, SettleInput, SignalInput, TenancyInput
from webapp.rooms.tenancies.listing import TENANCIES
from webapp.web import choices, listing
from webapp.web.access import public, requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/kamers/huur"
_LINK_PAGE, _EVALUATE_AT = "rooms/tenancies/link.html", "/kamers/evaluatie"
_SIDES = (Permission.coordinate_rooms, Permission.request_rooms)


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.coordinate_rooms)
def list_tenancies() -> Response:
    """The tenancies of the region; ``?zoek=`` looks in youth, place and host, ``?stand=`` narrows."""
    asked = listing.asked_of(TENANCIES)
    if data := listing.as_data(TENANCIES, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(TENANCIES.rows(session, actor(), asked))
    return page(
        "rooms/tenancies/index.html",
        found=found,
        asked=asked,
        words=asked.words,
        state=asked.filters.get("state", ""),
        states=choices.options(words.State),
        choices=choices,
        all_words=words,
    )


@blueprint.get(f"{HOME}/nieuw/<uuid:match_id>")
@requires(Permission.coordinate_rooms)
def new_tenancy(match_id: UUID, error: Invalid | None = None) -> Response:
    """The contract of a match: its legal ground, its days, rent and house rules."""
    with reading() as session:
        found = matches.read_match(session, actor(), match_id)
        made = store.find_of_match(session, match_id)
    if made:
        return see_other(f"{HOME}/{made.id}")
    room, asked = found.pair.room, found.pair.request
    start = max(room.from_date, asked.from_date)
    begin = {"starts_on": start.isoformat(), "rent": str(room.rent)}
    form = opened(begin, error)
    rows = usable(start, host_lives_in=room.host_lives_in)
    return page(
        "rooms/tenancies/new.html",
        status=form.status,
        form=form,
        found=found,
        grounds=choices.hinted_options(row.ground for row in rows),
    )


@blueprint.post(f"{HOME}/nieuw/<uuid:match_id>")
@requires(Permission.coordinate_rooms)
@comes_back(new_tenancy)
def begin_tenancy(match_id: UUID) -> Response:
    """Begin it."""
    about: dict[str, Any] = {"match": match_id}
    data = submitted(TenancyInput, **about)
    with transaction() as session:
        made = service.begin(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{made.id}")


@blueprint.get(f"{HOME}/<uuid:tenancy_id>")
@requires(*_SIDES)
def show_tenancy(tenancy_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One tenancy: its days, what is due, evaluations and signals."""
    form = opened({}, error)
    with reading() as session:
        found = service.read_tenancy(session, actor(), tenancy_id)
        context = pages.tenancy_page(session, actor(), found)
    overtaken = isinstance(error, Conflict)
    return page(
        "rooms/tenancies/tenancy.html",
        status=409 if overtaken else form.status,
        form=form,
        overtaken=overtaken,
        **context,
    )


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/maatje")
@requires(*_SIDES)
@comes_back(show_tenancy)
def note_buddy(tenancy_id: UUID) -> Response:
    """A buddy was found."""
    with transaction() as session:
        service.note_buddy(session, actor(), tenancy_id)
    return see_other(f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/signaal")
@requires(*_SIDES)
@comes_back(show_tenancy)
def add_signal(tenancy_id: UUID) -> Response:
    """Something is wrong."""
    data = submitted(SignalInput)
    with transaction() as session:
        service.add_signal(session, actor(), tenancy_id, data, operation_id(session, data))
    return see_other(f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/signaal/<uuid:signal_id>")
@requires(*_SIDES)
def settle_signal(tenancy_id: UUID, signal_id: UUID) -> Response:
    """It was followed up."""
    data = submitted(SettleInput)
    with transaction() as session:
        service.settle_signal(session, actor(), tenancy_id, signal_id, data)
    return see_other(f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/evaluatie/<party>")
@requires(*_SIDES)
@comes_back(lambda tenancy_id, party, error: show_tenancy(tenancy_id, error))
def evaluate(tenancy_id: UUID, party: str) -> Response:
    """What a side said of how it goes."""
    data = submitted(EvaluationInput)
    with transaction() as session:
        service.evaluate(session, actor(), tenancy_id, party, data)
    return see_other(f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/link")
@requires(Permission.coordinate_rooms)
@comes_back(show_tenancy)
def give_evaluation_link(tenancy_id: UUID) -> Response:
    """A link to the coming evaluation, shown this once."""
    data = submitted(LinkInput)
    with transaction() as session:
        token = service.give_link(session, actor(), tenancy_id, data.party)
    with reading() as session:
        pair = service.read_tenancy(session, actor(), tenancy_id).pair
    return link_pages.given_page(_LINK_PAGE, pair, data.party, token, _EVALUATE_AT, f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/link/mail")
@requires(Permission.coordinate_rooms)
def mail_evaluation_link(tenancy_id: UUID) -> Response:
    """Mail the link that was just shown."""
    with reading() as session:
        pair = service.read_tenancy(session, actor(), tenancy_id).pair
    return link_pages.mailed_page(_LINK_PAGE, pair, (service.LINK, tenancy_id), _EVALUATE_AT, f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/overnemen")
@requires(Permission.coordinate_rooms)
@comes_back(show_tenancy)
def take_over_tenancy(tenancy_id: UUID) -> Response:
    """This coordinator sees to it."""
    with transaction() as session:
        service.take_over(session, actor(), tenancy_id)
    return see_other(f"{HOME}/{tenancy_id}")


@blueprint.post(f"{HOME}/<uuid:tenancy_id>/einde")
@requires(Permission.coordinate_rooms)
@comes_back(show_tenancy)
def end_tenancy(tenancy_id: UUID) -> Response:
    """It ends, with the reason and where the youth went."""
    data = submitted(EndInput)
    with transaction() as session:
        service.end(session, actor(), tenancy_id, data)
    return see_other(f"{HOME}/{tenancy_id}")


@blueprint.get("/kamers/evaluatie/<token>")
@public
def open_evaluation(token: str, error: Invalid | None = None) -> Response:
    """How does it go? Looking changes nothing."""
    link = opened_link(token, service.LINK)
    form = opened({}, error)
    with reading() as session:
        found = service.read_by_link(session, link)
    return unkept(
        page(
            "rooms/tenancies/evaluation.html",
            status=form.status,
            form=form,
            found=found,
            action=f"/kamers/evaluatie/{token}",
            party=link.party,
            grades=choices.options(words.Grade),
        )
    )


@blueprint.post("/kamers/evaluatie/<token>")
@public
@comes_back(open_evaluation)
def answer_evaluation(token: str) -> Response:
    """Answer it; the link then served."""
    opened_link(token, service.LINK)
    data = submitted(EvaluationInput)
    with transaction() as session:
        service.evaluate_by_link(session, token, data)
    return unkept(page("rooms/tenancies/thanks.html"))

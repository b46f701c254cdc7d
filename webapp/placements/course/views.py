"""``/plaatsingen``: the officer's first screen, a line, referring somebody, and one placement."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.chosen import chosen_person
from webapp.errors import Conflict, Invalid
from webapp.placements.course import labels, offers, pages, service
from webapp.placements.course import listing as lists
from webapp.placements.homes.inputs import OfferInput
from webapp.placements.routes import HOME, LINE, REFER, blueprint
from webapp.placements.support import service as support
from webapp.placements.support.inputs import MomentInput, MomentUndoneInput
from webapp.placements.waiting import service as waiting
from webapp.placements.waiting.inputs import PlacementAnswer, ReferInput, UrgencyInput
from webapp.trajectories.pages import show_course
from webapp.web import listing
from webapp.web.access import requires, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.answer_placements)
def index() -> Response:
    """The lists that we keep, with who waits longest on top; for a referrer what their organisation referred."""
    return _list(kept=actor().may(Permission.keep_placements))


@blueprint.route(f"{HOME}/van-ons", methods=LIST_METHODS)
@requires(Permission.ask_placements)
def referred() -> Response:
    """What our organisation referred, and where it stands."""
    return _list(kept=False)


def _list(*, kept: bool) -> Response:
    of = lists.KEPT if kept else lists.BY_US
    asked = listing.asked_of(of)
    if data := listing.as_data(of, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(of.rows(session, actor(), asked))
        context = pages.officer_page(session, actor()) if kept else {"labels": labels}
    return page(
        "placements/index.html", asked=asked, words=asked.words, found=found, kept=kept, here=request.path, **context
    )


@blueprint.route(LINE, methods=LIST_METHODS)
@requires(Permission.keep_placements)
def line() -> Response:
    """The line of a programme in its order, with the reason of each place; without one who waits longest of all."""
    asked = listing.asked_of(lists.LINE)
    if data := listing.as_data(lists.LINE, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(lists.LINE.rows(session, actor(), asked))
        context = pages.line_page(session, actor(), asked.filters.get("programme_id", ""))
    return page("placements/line.html", asked=asked, words=asked.words, found=found, **context)


@blueprint.get(REFER)
@while_locked
@requires(Permission.ask_placements)
def refer(error: Invalid | None = None) -> Response:
    """The empty form, which a phone may keep; with ``?client=`` it is about someone, and not kept."""
    chosen = chosen_person()
    begin = {"programme": request.args.get("programme", ""), "urgency": "normal", "interim_support": "false"}
    form = opened(begin, error)
    with reading() as session:
        context = pages.refer_form(session, actor())
    response = page("placements/refer.html", status=form.status, form=form, chosen=chosen, **context)
    if not (chosen or error or begin["programme"]):
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.post(REFER)
@requires(Permission.ask_placements)
@comes_back(refer)
def send() -> Response:
    """Refer somebody."""
    data = submitted(ReferInput)
    with transaction() as session:
        made = waiting.refer(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{made.id}")


@blueprint.get(f"{HOME}/<uuid:placement_id>")
@requires(Permission.answer_placements)
def show(placement_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One placement, as a page or as data; with ``error`` the answer that could not be given."""
    begin = {"unit": request.args.get("woning", "")}
    with reading() as session:
        placed = service.read_placement(session, actor(), placement_id)
        context = pages.placement_page(session, actor(), placed)
    row, course = placed.entry.row, placed.course
    return show_course("placements/placement.html", service.SCHEME, row, course, placed, context, error, begin)


@blueprint.post(f"{HOME}/<uuid:placement_id>/antwoord")
@requires(Permission.answer_placements)
@comes_back(show)
def answer(placement_id: UUID) -> Response:
    """Give an answer."""
    about: dict[str, Any] = {"placement": placement_id}
    data = submitted(PlacementAnswer, **about)
    with transaction() as session:
        service.answer_placement(session, actor(), data)
    return see_other(f"{HOME}/{placement_id}")


@blueprint.post(f"{HOME}/<uuid:placement_id>/urgentie")
@requires(Permission.keep_placements)
@comes_back(show)
def set_urgency(placement_id: UUID) -> Response:
    """Set how urgent it is."""
    data = submitted(UrgencyInput)
    with transaction() as session:
        waiting.set_urgency(session, actor(), placement_id, data)
    return see_other(f"{HOME}/{placement_id}")


@blueprint.post(f"{HOME}/<uuid:placement_id>/aanbod")
@requires(Permission.keep_placements)
@comes_back(show)
def offer(placement_id: UUID) -> Response:
    """Offer a home."""
    about: dict[str, Any] = {"placement": placement_id}
    data = submitted(OfferInput, **about)
    with transaction() as session:
        offers.offer_unit(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{placement_id}")


@blueprint.post(f"{HOME}/<uuid:placement_id>/hulp")
@requires(Permission.answer_placements)
@comes_back(show)
def note_support(placement_id: UUID) -> Response:
    """Note that somebody was supported."""
    about: dict[str, Any] = {"placement": placement_id}
    data = submitted(MomentInput, **about)
    with transaction() as session:
        support.note_moment(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{placement_id}")


@blueprint.post(f"{HOME}/<uuid:placement_id>/hulp/terug")
@requires(Permission.answer_placements)
@comes_back(show)
def take_back_support(placement_id: UUID) -> Response:
    """Take a moment back that this user noted."""
    data = submitted(MomentUndoneInput)
    with transaction() as session:
        support.take_back(session, actor(), data.moment)
    return see_other(f"{HOME}/{placement_id}")

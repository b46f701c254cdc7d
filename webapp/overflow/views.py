"""``/bedden/buurregio``: places asked of a partner region, the same page for both sides."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, jsonify, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import Invalid
from webapp.overflow import kind, service
from webapp.overflow.inputs import ArrivedInput, AskInput, OfferInput, RefuseInput, TransportInput
from webapp.overflow.kind import ASKER, PARTNER
from webapp.overflow.models import Overflow
from webapp.trajectories.service import describe
from webapp.validation import Input
from webapp.web import shown
from webapp.web.access import requires
from webapp.web.errors import wants_json
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

blueprint = Blueprint("overflow", __name__)
_HOME = "/bedden/buurregio"
_SIDES = (Permission.ask_overflow, Permission.answer_overflow)


@blueprint.get(_HOME)
@requires(*_SIDES)
def overflow_list() -> Response:
    """The requests of the last two weeks, by us and to us."""
    with reading() as session:
        rows = service.list_recent(session, actor())
        names = {region.id: region.name for region in accounts.list_regions(session)}
    return page(
        "overflow/list.html",
        rows=[(one.asked, one.state) for one in rows],
        names=names,
        own=actor().region_id,
        may_ask=actor().may(Permission.ask_overflow) and len(names) > 1,
        words=kind,
    )


@blueprint.get(f"{_HOME}/nieuw")
@requires(Permission.ask_overflow)
def overflow_new() -> Response:
    """The form of a request: number and region."""
    return _new_page(Form())


@blueprint.post(f"{_HOME}/nieuw")
@requires(Permission.ask_overflow)
def overflow_ask() -> WerkzeugResponse:
    """Ask them."""
    try:
        data = submitted(AskInput)
        with transaction() as session:
            asked = service.ask(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _new_page(Form(request.form, error), 422)
    return see_other(f"{_HOME}/{asked.id}")


@blueprint.get(f"{_HOME}/<uuid:overflow_id>")
@requires(*_SIDES)
def overflow_show(overflow_id: UUID) -> Response:
    """Its state: a page that renews itself, or data."""
    if not wants_json():
        return _page(overflow_id)
    with reading() as session:
        found = service.read(session, actor(), overflow_id)
    shown.of_this_request().records.append(found.asked)
    return jsonify(describe(service.SCHEME, found.asked, found.course, service.speaks_for(actor(), found.asked)))


@blueprint.post(f"{_HOME}/<uuid:overflow_id>/aanbieden")
@requires(Permission.answer_overflow)
def overflow_offer(overflow_id: UUID) -> WerkzeugResponse:
    """The partner has places."""
    return _act(overflow_id, "offered", OfferInput)


@blueprint.post(f"{_HOME}/<uuid:overflow_id>/kan-niet")
@requires(Permission.answer_overflow)
def overflow_refuse(overflow_id: UUID) -> WerkzeugResponse:
    """The partner has none."""
    return _act(overflow_id, "refused", RefuseInput)


@blueprint.post(f"{_HOME}/<uuid:overflow_id>/vervoer")
@requires(Permission.ask_overflow)
def overflow_transport(overflow_id: UUID) -> WerkzeugResponse:
    """Note transport and departure."""
    return _act(overflow_id, "moving", TransportInput)


@blueprint.post(f"{_HOME}/<uuid:overflow_id>/aangekomen")
@requires(Permission.answer_overflow)
def overflow_arrived(overflow_id: UUID) -> WerkzeugResponse:
    """Note the number of people who came."""
    return _act(overflow_id, "arrived", ArrivedInput)


@blueprint.get(f"{_HOME}/<uuid:overflow_id>/intrekken")
@requires(Permission.ask_overflow)
def overflow_sure(overflow_id: UUID) -> Response:
    """Ask again before cancelling: someone may be on the way already."""
    with reading() as session:
        context = _context(session, service.read(session, actor(), overflow_id, party=ASKER))
    return page("overflow/cancel.html", **context)


@blueprint.post(f"{_HOME}/<uuid:overflow_id>/intrekken")
@requires(Permission.ask_overflow)
def overflow_cancel(overflow_id: UUID) -> WerkzeugResponse:
    """Cancel it: not needed any more."""
    return _act(overflow_id, "cancelled")


def _act(overflow_id: UUID, word: str, model: type[Input] | None = None) -> WerkzeugResponse:
    try:
        data = submitted(model) if model else None
        with transaction() as session:
            service.act(session, actor(), overflow_id, word, data)
    except Invalid as error:
        return _page(overflow_id, Form({**_begin(), **request.form}, error), 422)
    return see_other(f"{_HOME}/{overflow_id}")


def _begin() -> dict[str, str]:
    """The first values of the forms: an offer holds two hours, a taxi comes in half an hour."""
    now, last = clock.now(), clock.end_of_night(clock.tonight())
    offered, leaving = (clock.local(min(now + wait, last)) for wait in (timedelta(hours=2), timedelta(minutes=30)))
    return {"until": f"{offered:%Y-%m-%dT%H:%M}", "leaves_at": f"{leaving:%Y-%m-%dT%H:%M}"}


def _new_page(form: Form, status: int = 200) -> Response:
    with reading() as session:
        regions = [(str(region.id), region.name) for region in service.partners(session, actor())]
    choices = regions if len(regions) == 1 else [("", gettext("Kies")), *regions]
    return page("overflow/new.html", status=status, form=form, regions=choices)


def _offered(found: Overflow) -> dict[str, str]:
    """The present values of an offer, for correcting a mistake in it."""
    until = {"until": f"{clock.local(found.until):%Y-%m-%dT%H:%M}"} if found.until and found.until > clock.now() else {}
    return {**until, "report_at": found.report_at}


def _page(overflow_id: UUID, form: Form | None = None, status: int = 200) -> Response:
    with reading() as session:
        found = service.read(session, actor(), overflow_id)
        form = form or Form({**_begin(), **_offered(found.asked)})
        context = _context(session, found)
    return page("overflow/overflow.html", status=status, block="overflow", renews=True, form=form, **context)


def _context(session: Session, question: service.Question) -> dict[str, Any]:
    asked, sides = question.asked, service.speaks_for(actor(), question.asked)
    names = {region.id: region for region in accounts.list_regions(session)}
    people = {asked.asked_by, *(row.by for row in question.course.rows)}
    return {
        "asked": asked,
        "taken": question.course.rows,
        "state": question.state,
        "is_over": asked.is_over_at(clock.now()),
        "asker": names[asked.region_id],
        "partner": names[asked.partner_id],
        "users": {one: user.name for one in people if (user := accounts.find_user(session, one))},
        "asks": ASKER in sides,
        "answers": PARTNER in sides,
        "may_offer": question.may(actor(), "offered"),
        "words": kind,
    }

"""``/doorverwijzingen``: what we sent, what was sent to us, sending, and answering."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import store as contacts
from webapp.contacts.chosen import chosen_person
from webapp.contacts.people_chips import PersonChip
from webapp.errors import Conflict, Invalid
from webapp.referrals import pages, service
from webapp.referrals.inputs import ReferralAnswer, ReferralInput
from webapp.referrals.listing import BY_US, TO_US
from webapp.trajectories.pages import show_course
from webapp.web import listing, shown
from webapp.web.access import requires, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

blueprint = Blueprint("referrals", __name__)
HOME = "/doorverwijzingen"
RECEIVED = f"{HOME}/naar-ons"


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.refer)
def index() -> Response:
    """The referrals by this organisation; ``?zoek=`` looks in name, place, purpose."""
    return _list(received=False)


@blueprint.route(RECEIVED, methods=LIST_METHODS)
@requires(Permission.refer)
def received() -> Response:
    """The referrals to this organisation, with those that wait for an answer on top."""
    return _list(received=True)


def _list(*, received: bool) -> Response:
    of = TO_US if received else BY_US
    asked = listing.asked_of(of)
    if data := listing.as_data(of, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(of.rows(session, actor(), asked))
        context = pages.list_page(session, actor(), found, received=received)
    return page("referrals/index.html", asked=asked, words=asked.words, **context)


@blueprint.get(f"{HOME}/nieuw")
@while_locked
@requires(Permission.refer)
def new(error: Invalid | None = None) -> Response:
    """The empty form, which a phone may keep; with ``?client=`` or ``?contact=`` it is about someone, and not kept."""
    contact, chosen = _opened_for()
    begin = {"entry": request.args.get("entry", ""), "keeps": "true", **contact}
    form = opened(begin, error)
    with reading() as session:
        places = pages.places(session, actor())
    response = page("referrals/new.html", status=form.status, form=form, chosen=chosen, places=places)
    if not (chosen or contact or error or begin["entry"]):
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


def _opened_for() -> tuple[dict[str, str], PersonChip | None]:
    """The contact that the form was opened for, as first values, and the person in it."""
    try:
        contact_id = UUID(request.values.get("contact", ""))
    except ValueError:
        return {}, chosen_person()
    with reading() as session:
        entry = contacts.find_entry(session, actor(), contact_id)
    if entry is None:
        return {}, chosen_person()
    shown.of_this_request().records.append(entry)
    client_id = entry.contact.client_id
    begin = {"contact": str(contact_id), "alias": "" if client_id else entry.contact.alias or ""}
    return begin, chosen_person(str(client_id)) if client_id else chosen_person()


@blueprint.post(f"{HOME}/nieuw")
@requires(Permission.refer)
@comes_back(new)
def send() -> Response:
    """Send someone there."""
    data = submitted(ReferralInput)
    with transaction() as session:
        sent = service.send_referral(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{sent.id}")


@blueprint.get(f"{HOME}/<uuid:referral_id>")
@requires(Permission.refer)
def show(referral_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One referral, as a page or as data; with ``error`` the answer that could not be given."""
    with reading() as session:
        found = service.read_referral(session, actor(), referral_id)
        context = pages.referral_page(session, actor(), found)
    return show_course("referrals/referral.html", service.SCHEME, found.row, found.course, found, context, error)


@blueprint.post(f"{HOME}/<uuid:referral_id>/antwoord")
@requires(Permission.refer)
@comes_back(show)
def answer(referral_id: UUID) -> Response:
    """Give an answer."""
    about: dict[str, Any] = {"referral": referral_id}
    data = submitted(ReferralAnswer, **about)
    with transaction() as session:
        service.answer_referral(session, actor(), data)
    return see_other(f"{HOME}/{referral_id}")

"""``/werkplekken``: candidates, offers, an employer's page behind a link, settings, and the figures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.chosen import chosen_person
from webapp.errors import Conflict, Invalid
from webapp.links.pages import opened as opened_link
from webapp.links.pages import unkept
from webapp.trajectories.pages import show_course
from webapp.web import listing, shown
from webapp.web.access import public, requires
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.scannable import address
from webapp.web.store import reading, transaction
from webapp.web.years import asked_year, years_beside
from webapp.work_places import figures, labels, offers, pages, service, store
from webapp.work_places import listing as lists
from webapp.work_places.inputs import (
    CandidateInput,
    LinkAnswer,
    OfferInput,
    ProposeInput,
    WorkAnswer,
    WorkTermsInput,
)
from webapp.work_places.kind import HOME
from webapp.work_places.models import Agreement

blueprint = Blueprint("work_places", __name__)
NEW, OFFERS, TERMS, FIGURES = f"{HOME}/aanmelden", f"{HOME}/aanbod", f"{HOME}/instellen", f"{HOME}/cijfers"
LINKED = f"{HOME}/werkgever"
OURS = f"{HOME}/van-ons"
_ONE = f"{HOME}/<uuid:row_id>"


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.refer_work)
def index() -> Response:
    """The candidates at our desk; for others those that they brought."""
    return _list(desk=actor().may(Permission.keep_work))


@blueprint.route(OURS, methods=LIST_METHODS)
@requires(Permission.refer_work)
def ours() -> Response:
    """The candidates that our organisation brought."""
    return _list(desk=False)


def _list(*, desk: bool) -> Response:
    of = lists.AT_DESK if desk else lists.BY_US
    asked = listing.asked_of(of)
    if data := listing.as_data(of, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(of.rows(session, actor(), asked))
        has_desk = store.find_terms(session, actor()) is not None
    return page(
        "work_places/index.html",
        asked=asked,
        found=found,
        here=request.path,
        desk=desk,
        has_desk=has_desk,
        labels=labels,
    )


@blueprint.get(NEW)
@requires(Permission.refer_work)
def new(error: Invalid | None = None) -> Response:
    """Ask who looks for work; with ``?client=`` it is about someone."""
    chosen = chosen_person()
    form = opened({}, error)
    knows = actor().may(Permission.read_clients)
    return page("work_places/new.html", status=form.status, form=form, chosen=chosen, knows_clients=knows)


@blueprint.post(NEW)
@requires(Permission.refer_work)
@comes_back(new)
def send() -> Response:
    """Bring them."""
    data = submitted(CandidateInput)
    with transaction() as session:
        made = service.refer(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{made.id}")


@blueprint.get(_ONE)
@requires(Permission.refer_work)
def show(row_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One candidate, as a page or as data; with ``error`` the form that could not be saved."""
    with reading() as session:
        row = service.require_row(session, actor(), row_id)
        context = pages.row_page(session, actor(), row)
    return show_course("work_places/row.html", service.SCHEME, row, context["course"], row, context, error)


@blueprint.post(f"{_ONE}/voorstel")
@requires(Permission.keep_work)
@comes_back(show)
def propose(row_id: UUID) -> Response:
    """Propose them for an offer."""
    data = submitted(ProposeInput)
    with transaction() as session:
        service.propose(session, actor(), row_id, data)
    return see_other(f"{HOME}/{row_id}")


@blueprint.post(f"{_ONE}/antwoord")
@requires(Permission.refer_work)
@comes_back(show)
def answer(row_id: UUID) -> Response:
    """Give an answer."""
    about: dict[str, Any] = {"placement": row_id}
    data = submitted(WorkAnswer, **about)
    with transaction() as session:
        service.answer(session, actor(), data)
    return see_other(f"{HOME}/{row_id}")


@blueprint.post(f"{_ONE}/link")
@requires(Permission.keep_work)
@comes_back(show)
def give_link(row_id: UUID) -> Response:
    """A new link for the employer, shown this once."""
    with transaction() as session:
        token = service.give_link(session, actor(), row_id)
    link, picture = address(f"{LINKED}/{token}")
    back = f"{HOME}/{row_id}"
    return unkept(page("work_places/link.html", link=link, picture=picture, back=back, days=service.LINK_LASTS.days))


@blueprint.get(f"{LINKED}/<token>")
@public
def open_link(token: str, error: Invalid | Conflict | None = None) -> Response:
    """The first name and what is agreed, for an employer. Looking changes nothing: mail scanners look too."""
    link = opened_link(token, service.LINK)
    form = opened({}, error)
    with reading() as session:
        row = service.read_by_link(session, link)
    shown.of_this_request().records.append(Agreement(row))
    overtaken = isinstance(error, Conflict)
    return unkept(
        page(
            "work_places/employer.html",
            status=409 if overtaken else form.status,
            form=form,
            overtaken=overtaken,
            at=f"{LINKED}/{token}",
            first_name=row.first_name,
            agreed=row.agreed,
            first_day=row.first_day,
            look_on=row.look_on,
            step=row.state,
            may_say=service.may_say(row, clock.today()),
        )
    )


@blueprint.post(f"{LINKED}/<token>")
@public
@comes_back(open_link)
def answer_by_link(token: str) -> Response:
    """An employer says so. The last answer ends the link, so the thanks come at once."""
    opened_link(token, service.LINK)
    data = submitted(LinkAnswer)
    with transaction() as session:
        is_over = not service.answer_by_link(session, token, data).is_open
    if is_over:
        return unkept(page("work_places/thanks.html"))
    return unkept(see_other(f"{LINKED}/{token}"))


@blueprint.get(OFFERS)
@requires(Permission.keep_work)
def list_offers() -> Response:
    """Every offer."""
    with reading() as session:
        context = pages.offers_page(session, actor())
    return page("work_places/offers.html", **context)


@blueprint.get(f"{OFFERS}/nieuw")
@requires(Permission.keep_work)
def new_offer(error: Invalid | None = None) -> Response:
    """Ask what an employer offers."""
    form = opened({"places": "1", "from_date": clock.today().isoformat()}, error)
    with reading() as session:
        context = pages.offer_form(session, actor())
    return page("work_places/offer.html", status=form.status, form=form, **context)


@blueprint.post(f"{OFFERS}/nieuw")
@requires(Permission.keep_work)
@comes_back(new_offer)
def add_offer() -> Response:
    """Note it."""
    data = submitted(OfferInput)
    with transaction() as session:
        offers.add_offer(session, actor(), data, operation_id(session, data))
    return see_other(OFFERS)


@blueprint.post(f"{OFFERS}/<uuid:offer_id>/weg")
@requires(Permission.keep_work)
def withdraw_offer(offer_id: UUID) -> Response:
    """Propose nobody for it any more."""
    with transaction() as session:
        offers.withdraw_offer(session, actor(), offer_id)
    return see_other(OFFERS)


@blueprint.post(f"{OFFERS}/<uuid:offer_id>/terug")
@requires(Permission.keep_work)
def renew_offer(offer_id: UUID) -> Response:
    """Propose people for it again."""
    with transaction() as session:
        offers.withdraw_offer(session, actor(), offer_id, back=True)
    return see_other(OFFERS)


@blueprint.get(TERMS)
@requires(Permission.keep_work)
def show_terms(error: Invalid | Conflict | None = None) -> Response:
    """The months until the look, and the target."""
    with reading() as session:
        now = store.find_terms(session, actor())
    begin = {
        "months": str(now.months if now else 3),
        "target": "" if now is None or now.target is None else str(now.target),
        "source": now.source if now else "",
    }
    overtaken = isinstance(error, Conflict)
    form = Form(request.form) if isinstance(error, Conflict) else opened(begin, error)
    may_set = now is None or now.desk_id == actor().organisation_id
    return page(
        "work_places/terms.html",
        status=409 if overtaken else form.status,
        form=form,
        now=now,
        may_set=may_set,
        overtaken=overtaken,
    )


@blueprint.post(TERMS)
@requires(Permission.keep_work)
@comes_back(show_terms)
def set_terms() -> Response:
    """Set them from now on."""
    data = submitted(WorkTermsInput)
    with transaction() as session:
        offers.set_terms(session, actor(), data, operation_id(session, data))
    return see_other(TERMS)


@blueprint.get(FIGURES)
@requires(Permission.see_placement_figures)
def show_figures() -> Response:
    """A year of work places; ``?jaar=2026``."""
    year = asked_year()
    with reading() as session:
        report = figures.read_year(session, actor(), year)
    return page("work_places/figures.html", report=report, **years_beside(year, figures.FIRST_YEAR))

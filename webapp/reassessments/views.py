"""``/herbeoordelingen``: campaigns from a file or a filter, dividing them, one person, and the figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_, Conflict, Invalid
from webapp.placements.imports.rows import MOST_BYTES
from webapp.placements.imports.service import read_file
from webapp.reassessments import figures, labels, linking, pages, service
from webapp.reassessments import listing as lists
from webapp.reassessments.inputs import CampaignInput, DivideInput, LinkInput, MoveInput, ReassessmentAnswer
from webapp.reassessments.kind import CAMPAIGNS, FIGURES, HOME
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.body import large_body
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS, MAX_WORDS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction
from webapp.web.upload import read_upload

blueprint = Blueprint("reassessments", __name__)
_ONE = f"{CAMPAIGNS}/<uuid:campaign_id>"
_FORM = 64 * 1024
_LARGE = N_("Dit bestand is te groot. Hoogstens 8 MB.")


@blueprint.get(HOME)
@requires(Permission.reassess)
def due() -> Response:
    """Lead to the people of this user in the list of everything there is to do."""
    return see_other("/vervolgacties?rule=reassessment")


@blueprint.get(CAMPAIGNS)
@requires(Permission.keep_reassessments)
def index() -> Response:
    """The campaigns of the organisation."""
    with reading() as session:
        context = pages.index_page(session, actor())
    return page("reassessments/index.html", **context)


@blueprint.get(f"{CAMPAIGNS}/nieuw")
@requires(Permission.keep_reassessments)
def new(error: Invalid | None = None) -> Response:
    """Ask for the list: a file, or a question to the placements."""
    form = opened({}, error)
    with reading() as session:
        context = pages.new_page(session, actor())
    return page("reassessments/new.html", status=form.status, form=form, **context)


@blueprint.post(f"{CAMPAIGNS}/nieuw")
@large_body(MOST_BYTES + _FORM)
@requires(Permission.keep_reassessments)
@comes_back(new)
def make() -> Response:
    """Keep it for a look."""
    data = submitted(CampaignInput)
    chosen = request.files.get("bestand")
    file = read_file(read_upload("bestand", MOST_BYTES, _LARGE)) if chosen and chosen.filename else None
    with transaction() as session:
        made = service.draft(session, actor(), data, file, operation_id(session, data))
    return see_other(f"{CAMPAIGNS}/{made.id}")


@blueprint.route(_ONE, methods=LIST_METHODS)
@requires(Permission.keep_reassessments)
def show(campaign_id: UUID, error: Invalid | None = None) -> Response:
    """One campaign: a draft with everybody on its list, or how far it is and its people."""
    form = opened({}, error)
    with reading() as session:
        campaign = service.require_campaign(session, actor(), campaign_id)
        if campaign.began_on is None:
            context = pages.draft_page(session, actor(), campaign)
            return page("reassessments/draft.html", status=form.status, form=form, **context)
    of = lists.of_campaign(campaign_id, campaign.name)
    asked = listing.ALL if error else listing.asked_of(of)
    if error is None and (data := listing.as_data(of, asked, actor())):
        return data
    with reading() as session:
        found = asked.cut(of.rows(session, actor(), asked))
        context = pages.campaign_page(session, actor(), campaign)
    here = f"{CAMPAIGNS}/{campaign_id}"
    return page(
        "reassessments/campaign.html", status=form.status, form=form, asked=asked, found=found, here=here, **context
    )


@blueprint.post(f"{_ONE}/kolommen")
@requires(Permission.keep_reassessments)
@comes_back(show)
def set_columns(campaign_id: UUID) -> Response:
    """Say what the columns of the file are."""
    named = [(name.removeprefix("kolom."), value) for name, value in request.form.items() if name[:6] == "kolom."]
    fields = {int(at): value for at, value in named if at.isascii() and at.isdigit() and len(at) < 5}
    return _act(campaign_id, service.set_columns, fields)


@blueprint.post(f"{_ONE}/beginnen")
@requires(Permission.keep_reassessments)
@comes_back(show)
def begin(campaign_id: UUID) -> Response:
    """Begin it."""
    return _act(campaign_id, service.begin)


@blueprint.post(f"{_ONE}/weg")
@requires(Permission.keep_reassessments)
def drop(campaign_id: UUID) -> Response:
    """Throw a draft away."""
    _act(campaign_id, service.drop)
    return see_other(CAMPAIGNS)


@blueprint.post(f"{_ONE}/verdelen")
@requires(Permission.keep_reassessments)
@comes_back(show)
def divide(campaign_id: UUID) -> Response:
    """Give open people to a worker."""
    data = submitted(DivideInput)
    return _act(campaign_id, service.divide, data)


@blueprint.post(f"{_ONE}/afronden")
@requires(Permission.keep_reassessments)
def end(campaign_id: UUID) -> Response:
    """End it."""
    return _act(campaign_id, service.end)


@blueprint.post(f"{_ONE}/hervatten")
@requires(Permission.keep_reassessments)
def reopen(campaign_id: UUID) -> Response:
    """Undo the end of it."""
    return _act(campaign_id, service.reopen)


def _act(campaign_id: UUID, act: Callable[..., Any], *said: Any) -> Response:
    with transaction() as session:
        act(session, actor(), campaign_id, *said)
    return see_other(f"{CAMPAIGNS}/{campaign_id}")


@blueprint.route(f"{HOME}/<uuid:row_id>", methods=LIST_METHODS)
@requires(Permission.reassess)
def show_row(row_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One person; with ``error`` the form that could not be saved."""
    form = opened({}, error)
    with reading() as session:
        context = pages.row_page(session, actor(), row_id)
        words = request.form.get("zoek", "")[:MAX_WORDS]
        context |= linking.link_form(session, actor(), context["row"], words)
    overtaken = isinstance(error, Conflict)
    status = 409 if overtaken else form.status
    return page("reassessments/row.html", status=status, form=form, overtaken=overtaken, **context)


@blueprint.post(f"{HOME}/<uuid:row_id>/uitkomst")
@requires(Permission.reassess)
@comes_back(show_row)
def answer(row_id: UUID) -> Response:
    """Give the outcome."""
    about: dict[str, Any] = {"reassessment": row_id}
    data = submitted(ReassessmentAnswer, **about)
    with transaction() as session:
        service.answer(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{row_id}")


@blueprint.post(f"{HOME}/<uuid:row_id>/verplaatsen")
@requires(Permission.keep_reassessments)
@comes_back(show_row)
def move(row_id: UUID) -> Response:
    """Give one person to another worker, or another day."""
    data = submitted(MoveInput)
    with transaction() as session:
        service.move(session, actor(), row_id, data)
    return see_other(f"{HOME}/{row_id}")


@blueprint.post(f"{HOME}/<uuid:row_id>/wie")
@requires(Permission.reassess)
@comes_back(show_row)
def link(row_id: UUID) -> Response:
    """Say which client this is, or take that back."""
    data = submitted(LinkInput)
    with transaction() as session:
        linking.link(session, actor(), row_id, data.client)
    return see_other(f"{HOME}/{row_id}")


@blueprint.get(FIGURES)
@requires(Permission.see_reassessment_figures)
def show_figures() -> Response:
    """Every campaign in numbers."""
    with reading() as session:
        rows = figures.read_campaigns(session, actor())
    return page("reassessments/figures.html", rows=rows, hidden=figures.is_hidden(actor()), labels=labels)

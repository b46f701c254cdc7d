"""``/nabellen``: one call with its tries, the end of support of a client, and the figures."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.aftercare import figures, pages, service
from webapp.aftercare.inputs import SupportEndInput
from webapp.errors import Invalid
from webapp.people import service as people
from webapp.web.access import requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction
from webapp.web.years import asked_year, years_beside

blueprint = Blueprint("aftercare", __name__)
HOME = "/nabellen"


@blueprint.get(HOME)
@requires(Permission.call_aftercare)
def index() -> Response:
    """Lead to the calls in the list of everything there is to do."""
    return see_other("/vervolgacties?rule=aftercare")


@blueprint.get(f"{HOME}/<uuid:end_id>")
@requires(Permission.call_aftercare)
def show(end_id: UUID) -> Response:
    """One call: the person, the telephone, and the tries so far."""
    with reading() as session:
        context = pages.call_page(session, actor(), end_id)
    return page("aftercare/call.html", **context)


@blueprint.get("/clienten/<uuid:client_id>/begeleiding-klaar")
@requires(Permission.end_support)
def ask_end(client_id: UUID, error: Invalid | None = None) -> Response:
    """Ask on which day support ended."""
    with reading() as session:
        client = people.require_client(session, actor(), client_id)
    form = opened({"ended_on": clock.today().isoformat()}, error)
    return page("aftercare/end.html", status=form.status, form=form, client=client, today=clock.today())


@blueprint.post("/clienten/<uuid:client_id>/begeleiding-klaar")
@requires(Permission.end_support)
@comes_back(ask_end)
def end(client_id: UUID) -> Response:
    """Note it."""
    data = submitted(SupportEndInput, client=client_id)
    with transaction() as session:
        made = service.end_support(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{made.id}")


@blueprint.get(f"{HOME}/cijfers")
@requires(Permission.see_aftercare_figures)
def year_figures() -> Response:
    """A year of calls; ``?jaar=2026``."""
    year = asked_year()
    with reading() as session:
        report = figures.read_year(session, actor(), year)
    return page("aftercare/figures.html", report=report, **years_beside(year, figures.FIRST_YEAR))

"""``/huren-onder-voorwaarden``: report, handle at the desk, the letter, the region's text, and the figures."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response as FlaskResponse
from flask import request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.conditional_tenancies import figures, labels, letter, pages, service, store
from webapp.conditional_tenancies import listing as lists
from webapp.conditional_tenancies.inputs import ConditionalAnswer, ReportInput, TermsInput
from webapp.conditional_tenancies.kind import HOME
from webapp.conditional_tenancies.routes import FIGURES, REPORT, TERMS, blueprint
from webapp.contacts.chosen import chosen_person
from webapp.errors import Conflict, Invalid
from webapp.sheets import odt_file
from webapp.text import isolate
from webapp.trajectories.pages import show_course
from webapp.web import listing
from webapp.web.access import requires, while_locked
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction
from webapp.web.years import asked_year, years_beside

OURS = f"{HOME}/van-ons"


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.report_conditional)
def index() -> Response:
    """What waits for the desk and all its cases; for others what they reported."""
    return _list(desk=actor().may(Permission.keep_conditional))


@blueprint.route(OURS, methods=LIST_METHODS)
@requires(Permission.report_conditional)
def ours() -> Response:
    """The cases that our organisation reported."""
    return _list(desk=False)


def _list(*, desk: bool) -> Response:
    of = lists.AT_DESK if desk else lists.BY_US
    asked = listing.asked_of(of)
    if data := listing.as_data(of, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(of.rows(session, actor(), asked))
        context = pages.desk_page(session, actor()) if desk else {"parts": {}}
        has_desk = store.find_terms(session, actor()) is not None
    return page(
        "conditional_tenancies/index.html",
        asked=asked,
        words=asked.words,
        found=found,
        here=request.path,
        desk=desk,
        has_desk=has_desk,
        labels=labels,
        **context,
    )


@blueprint.get(REPORT)
@while_locked
@requires(Permission.report_conditional)
def new_report(error: Invalid | None = None) -> Response:
    """The empty form, which a phone may keep; with ``?client=`` it is about someone, and not kept."""
    chosen = chosen_person()
    form = opened({"residents": "1"}, error)
    with reading() as session:
        context = pages.report_form(session, actor())
    response = page("conditional_tenancies/report.html", status=form.status, form=form, chosen=chosen, **context)
    if not (chosen or error):
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.post(REPORT)
@requires(Permission.report_conditional)
@comes_back(new_report)
def send_report() -> Response:
    """Report it."""
    data = submitted(ReportInput)
    with transaction() as session:
        made = service.report(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{made.id}")


@blueprint.get(f"{HOME}/<uuid:case_id>")
@requires(Permission.report_conditional)
def show(case_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One case, as a page or as data; with ``error`` the answer that could not be given."""
    with reading() as session:
        case, course = service.read_case(session, actor(), case_id)
        context = pages.case_page(session, actor(), case, course)
    return show_course("conditional_tenancies/case.html", service.SCHEME, case.row, course, case, context, error)


@blueprint.post(f"{HOME}/<uuid:case_id>/antwoord")
@requires(Permission.report_conditional)
@comes_back(show)
def answer(case_id: UUID) -> Response:
    """Give an answer."""
    about: dict[str, Any] = {"tenancy": case_id}
    data = submitted(ConditionalAnswer, **about)
    with transaction() as session:
        service.answer_case(session, actor(), data)
    return see_other(f"{HOME}/{case_id}")


@blueprint.get(f"{HOME}/<uuid:case_id>/brief")
@requires(Permission.keep_conditional)
def show_letter(case_id: UUID) -> Response:
    """The warning letter, to print."""
    with reading() as session:
        lines = service.write_letter(session, actor(), case_id)
        case, _ = service.read_case(session, actor(), case_id)
    return page("conditional_tenancies/letter.html", lines=lines, case=case)


@blueprint.post(f"{HOME}/<uuid:case_id>/brief")
@requires(Permission.keep_conditional)
def keep_letter(case_id: UUID) -> Response:
    """The warning letter as a file to write in; the access log notes that it left."""
    with transaction() as session:
        lines = service.write_letter(session, actor(), case_id)
        service.note_file(session, actor(), case_id)
    response = FlaskResponse(odt_file.write(lines), content_type=odt_file.MIMETYPE)
    response.headers.set("Content-Disposition", "attachment", filename=f"brief-{clock.today().isoformat()}.odt")
    return response


@blueprint.get(TERMS)
@requires(Permission.keep_conditional)
def show_terms(error: Invalid | Conflict | None = None) -> Response:
    """The desk of the region, the text of its letter and its target."""
    with reading() as session:
        now = store.find_terms(session, actor())
        desks = [(str(one.id), isolate(one.name)) for one in store.list_desks(session, actor())]
    begin = {
        "desk": str(now.desk_id if now else actor().organisation_id),
        "letter": now.letter if now else letter.BEGIN,
        "target": "" if now is None or now.target is None else str(now.target),
        "source": now.source if now else "",
    }
    form = opened(begin, error) if not isinstance(error, Conflict) else Form(request.form)
    return page(
        "conditional_tenancies/terms.html",
        status=409 if isinstance(error, Conflict) else form.status,
        form=form,
        now=now,
        may_set=now is None or now.desk_id == actor().organisation_id,
        overtaken=isinstance(error, Conflict),
        desks=desks,
        facts=letter.FACTS,
    )


@blueprint.post(TERMS)
@requires(Permission.keep_conditional)
@comes_back(show_terms)
def set_terms() -> Response:
    """Set them from now on."""
    data = submitted(TermsInput)
    with transaction() as session:
        service.set_terms(session, actor(), data, operation_id(session, data))
    return see_other(TERMS)


@blueprint.get(FIGURES)
@requires(Permission.see_placement_figures)
def show_figures() -> Response:
    """A year of residents reached; ``?jaar=2026``."""
    year = asked_year()
    with reading() as session:
        report = figures.read_year(session, actor(), year)
    return page("conditional_tenancies/figures.html", report=report, **years_beside(year, figures.FIRST_YEAR))

"""``/teldag``: the count days of the region, the numbers of one, and its file."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, abort, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import sheets
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid, NotFound
from webapp.ethos import columns, service
from webapp.ethos.columns import COLUMNS
from webapp.ethos.inputs import CountInput
from webapp.ethos.models import EthosCount
from webapp.sheets import Form as Sheet
from webapp.sheets.table import Table
from webapp.web import shown
from webapp.web.access import requires
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.shown import Export
from webapp.web.store import reading, transaction

blueprint = Blueprint("ethos", __name__)
HOME = "/teldag"


@blueprint.get(HOME)
@requires(Permission.see_outreach_figures)
def index(error: Invalid | None = None) -> Response:
    """The count days; a policy officer sets one."""
    form = opened({"days": service.DAYS}, error)
    with reading() as session:
        counts = service.list_counts(session, actor())
    may_set = actor().may(Permission.set_outreach_target)
    return page("ethos/index.html", status=form.status, form=form, counts=counts, may_set=may_set)


@blueprint.post(HOME)
@requires(Permission.set_outreach_target)
@comes_back(index)
def set_count() -> Response:
    """Set a count day."""
    data = submitted(CountInput)
    with transaction() as session:
        count = service.set_count(session, actor(), data)
    return see_other(f"{HOME}/{count.day}")


@blueprint.get(f"{HOME}/<day>")
@requires(Permission.see_outreach_figures)
def show(day: str) -> Response:
    """The numbers of one count."""
    with reading() as session:
        report = service.read_report(session, actor(), _day(day))
    return page("ethos/count.html", report=report, columns=COLUMNS)


@blueprint.post(f"{HOME}/<day>")
@requires(Permission.see_outreach_figures)
def save(day: str) -> Response:
    """The count as a file: a row per person of one's own organisation, or the numbers that a reader may see."""
    form = request.form.get("vorm", "")
    chosen = columns.chosen(request.form.getlist("kolom"))
    if form not in set(Sheet) or not chosen:
        abort(404)
    with reading() as session:
        count = service.require_count(session, actor(), _day(day))
        if service.reads_region(actor()):
            table = _numbers(service.read_report(session, actor(), count.day))
        else:
            people, _anonymous = service.list_people(session, actor(), count)
            rows = [[column.value(person, count.day) for column in chosen] for person in people]
            table = Table(_title(count), [column.field for column in chosen], rows)
    body = sheets.write(Sheet(form), table)
    shown.of_this_request().exports.append(Export("ethos_count", f"{count.day}, {len(table.rows)} rows, {form}"))
    response = Response(body, content_type=sheets.MIMETYPES[Sheet(form)])
    response.headers.set("Content-Disposition", "attachment", filename=f"teldag-{count.day}.{form}")
    return response


def _numbers(report: service.CountReport) -> Table:
    """The parts under one another; what the page hides, the file hides."""
    parts = (("categorie", report.categories), ("leeftijdsgroep", report.ages), ("gemeente", report.places))
    rows = [[part, gettext(label), number] for part, lines in parts for label, number in lines or ()]
    total = [["totaal", "", report.total]] if report.total else []
    return Table(_title(report.count), ["onderdeel", "waarde", "aantal"], [*rows, *total])


def _title(count: EthosCount) -> str:
    return f"teldag {count.day}"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotFound from None

"""``/bedden/nacht/<date>``: the report of a night, with the nights beside it."""

from __future__ import annotations

from datetime import date, timedelta

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.nights import month
from webapp.beds.nights.report import NightReport, night_report
from webapp.beds.routes import blueprint
from webapp.errors import N_, NotFound
from webapp.figures.month_address import EARLIEST, month_of
from webapp.web.access import requires
from webapp.web.page import page, see_other
from webapp.web.store import reading


@blueprint.get("/bedden/nacht")
@requires(Permission.see_nights)
def last_night() -> WerkzeugResponse:
    """The present night."""
    return see_other(f"/bedden/nacht/{clock.tonight().isoformat()}")


@blueprint.get("/bedden/nacht/<day>")
@requires(Permission.see_nights)
def night(day: str) -> Response:
    """One night in numbers."""
    chosen = _night(day)
    with reading() as session:
        report = night_report(session, actor(), chosen)
    following = chosen + timedelta(days=1)
    return page(
        "beds/nights/night.html",
        report=report,
        previous=chosen - timedelta(days=1) if chosen > EARLIEST else None,
        following=following if following <= clock.tonight() else None,
        picture=_picture(report),
    )


@blueprint.get("/bedden/bezetting")
@requires(Permission.see_nights)
def occupancy_page() -> Response:
    """The occupancy, a month at a time: ``?maand=2026-11``; without it this month."""
    first = month_of(request.args.get("maand", ""))
    with reading() as session:
        found = month.read_month(session, actor(), first)
    following = (first + timedelta(days=31)).replace(day=1)
    begins = max(found.begins or first, EARLIEST)
    return page(
        "beds/nights/month.html",
        month=found,
        previous=(first - timedelta(days=1)).replace(day=1) if first > begins else None,
        following=following if following <= clock.tonight() else None,
    )


def _picture(report: NightReport) -> list[tuple[str, int | str, int]]:
    """Taken places per shelter for the chart, or the reason they are unknown; hidden numbers are not drawn either."""
    if report.small_hidden:
        return []
    return [(one.name, gettext(one.no_book) if one.no_book else one.taken, one.places) for one in report.shelters]


def _night(day: str) -> date:
    try:
        chosen = date.fromisoformat(day)
    except ValueError:
        chosen = None
    if chosen is None or chosen < EARLIEST:
        raise NotFound(N_("Deze nacht is er niet."))
    return chosen

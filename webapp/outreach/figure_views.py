"""``/toeleiding/cijfers``: outreach in figures, for its workers and for readers of aggregates."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_, Invalid, NotFound
from webapp.figures.month_address import EARLIEST, month_of
from webapp.figures.periods import last_day_of
from webapp.outreach import figures
from webapp.outreach.inputs import TargetInput
from webapp.outreach.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction
from webapp.web.years import asked_year, years_beside

HOME = "/toeleiding/cijfers"
_UNKNOWN = N_("Dit jaar is er niet.")


@blueprint.get(HOME)
@requires(Permission.see_outreach_figures)
def year_figures(error: Invalid | None = None) -> Response:
    """A year of youths against the target; ``?jaar=2026``."""
    year = asked_year(_UNKNOWN)
    with reading() as session:
        report = figures.read_year(session, actor(), year)
    target = report.target
    form = opened({"target": target.target if target else "", "source": target.source if target else ""}, error)
    return page("outreach/figures.html", status=form.status, report=report, form=form, **_years(year))


@blueprint.post(HOME)
@requires(Permission.set_outreach_target)
@comes_back(year_figures)
def set_target() -> Response:
    """Set the target of that year."""
    year, data = asked_year(_UNKNOWN), submitted(TargetInput)
    with transaction() as session:
        figures.set_target(session, actor(), year, data)
    return see_other(f"{HOME}?jaar={year}")


@blueprint.get(f"{HOME}/maand")
@requires(Permission.see_outreach_figures)
def month_figures() -> Response:
    """A month of channels and nursing topics; ``?maand=2026-11``."""
    month, this = month_of(request.args.get("maand", "")), clock.today().replace(day=1)
    if month > this:
        raise NotFound(N_("Deze maand is er niet."))
    with reading() as session:
        report = figures.read_month(session, actor(), month)
    before = (month.replace(day=1) - timedelta(days=1)).replace(day=1) if month > EARLIEST else None
    after = last_day_of(month) + timedelta(days=1) if month < this else None
    return page("outreach/month.html", report=report, before=before, after=after)


def _years(year: int) -> dict[str, Any]:
    return {
        **years_beside(year, EARLIEST.year),
        "may_set": actor().may(Permission.set_outreach_target),
    }

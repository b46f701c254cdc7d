"""Entering numbers of a facility: the visitors of a week, the month of a small home."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from flask import Response, request
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.facilities import entries as facility_entries
from webapp.facilities import kinds
from webapp.facilities.entries import Entries
from webapp.facilities.inputs import MonthInput, VisitorsInput
from webapp.facilities.kinds import MONTHLY, FacilityKind, Metric
from webapp.facilities.routes import blueprint
from webapp.facilities.service import own_facility
from webapp.facilities.views import HOME
from webapp.figures import periods
from webapp.figures.month_address import month_of
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.dates import date_only
from webapp.web.forms import is_repeat, opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_WEEKS = 12
_TO_COME = N_("Deze maand is er nog niet.")


@blueprint.get(f"{HOME}/<uuid:facility_id>/bezoekers")
@requires(Permission.keep_facilities)
def visitors(facility_id: UUID, error: Invalid | None = None) -> Response:
    """The visitors of a week, ``?week=<a day of it>``; without it this week."""
    weeks = periods.last_weeks(clock.today(), _WEEKS)[::-1]
    with reading() as session:
        facility = own_facility(session, actor(), facility_id, FacilityKind.respite)
        entries = facility_entries.read_entries(session, facility, [Metric.visitors], weeks[-1], weeks[0])
    chosen = _chosen_week(weeks)
    form = opened({"week": chosen, "visitors": entries.value(Metric.visitors, chosen)}, error)
    return page(
        "facilities/visitors.html",
        status=form.status,
        facility=facility,
        form=form,
        weeks=[(week.isoformat(), _week_label(week, entries)) for week in weeks],
        history=[(week, entry) for week in weeks for entry in entries.history(week)],
    )


@blueprint.post(f"{HOME}/<uuid:facility_id>/bezoekers")
@requires(Permission.keep_facilities)
@comes_back(visitors)
def visitors_enter(facility_id: UUID) -> WerkzeugResponse:
    """Enter or correct them."""
    data = submitted(VisitorsInput)
    with transaction() as session:
        again = is_repeat(session, data)
        facility_entries.enter_visitors(session, actor(), data, facility_id, again=again)
    return see_other(f"{HOME}/{facility_id}")


@blueprint.get(f"{HOME}/<uuid:facility_id>/maand/<month>")
@requires(Permission.keep_facilities)
def month_show(facility_id: UUID, month: str, error: Invalid | Conflict | None = None) -> Response:
    """The numbers of a month, to enter or to correct."""
    first = _month(month)
    with reading() as session:
        facility = own_facility(session, actor(), facility_id, FacilityKind.small_home)
        entries = facility_entries.read_entries(session, facility, MONTHLY, first, first)
        places = facility_entries.places_in_month(session, facility, first)
    form, seen = edit_form(facility_entries.month_numbers(entries, first), MonthInput, error)
    return page(
        "facilities/month.html",
        status=form.status,
        facility=facility,
        month=first,
        places=places,
        goes_on=first == periods.month_of(clock.today()),
        form=form,
        seen=seen,
        history=entries.history(first),
        metrics=MONTHLY,
        words=kinds,
    )


@blueprint.post(f"{HOME}/<uuid:facility_id>/maand/<month>")
@requires(Permission.keep_facilities)
@comes_back(month_show)
def month_enter(facility_id: UUID, month: str) -> WerkzeugResponse:
    """Enter or correct them."""
    first, changes = _month(month), submitted_edit(MonthInput)
    with transaction() as session:
        facility_entries.enter_month(session, actor(), changes, facility_id, first)
    return see_other(f"{HOME}/{facility_id}")


def _chosen_week(weeks: list[date]) -> date:
    try:
        asked = periods.week_of(date.fromisoformat(request.args.get("week", "")))
    except ValueError:
        return weeks[0]
    return asked if asked in weeks else weeks[0]


def _week_label(week: date, entries: Entries) -> str:
    known = entries.value(Metric.visitors, week)
    number = gettext("niet ingevuld") if known is None else str(known)
    return gettext("%(day)s: %(number)s", day=date_only(week), number=number)


def _month(text: str) -> date:
    first = month_of(text)
    if first > clock.today():
        raise NotFound(_TO_COME)
    return first

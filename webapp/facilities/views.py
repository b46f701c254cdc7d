"""Respite and small homes: free respite with numbers to call, the user's own facility, and the figures."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Response, request

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.facilities import entries as facility_entries
from webapp.facilities import kinds, service, store
from webapp.facilities import report as facility_report
from webapp.facilities.kinds import METRIC_SHORT, MONTHLY, FacilityKind, Metric
from webapp.facilities.models import Facility
from webapp.facilities.routes import blueprint
from webapp.figures import periods
from webapp.people import store as people
from webapp.units.store import read_supplies, read_supply
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.store import reading

HOME = "/bedden/voorzieningen"
_LEFT_LATELY = timedelta(days=30)
_WEEKS_ON_PAGE = 6
_NO_YEAR = N_("Dit jaar is er niet.")


@blueprint.get(HOME)
@requires(Permission.see_respite, Permission.keep_facilities)
def facility_list() -> Response:
    """Free places of respite with numbers to call, and the facilities where the user works. No names."""
    with reading() as session:
        found = store.list_facilities(session, actor().region_id, FacilityKind.respite)
        own = store.list_own(session, actor()) if actor().may(Permission.keep_facilities) else []
        respite = service.with_free(session, found)
    return page("facilities/index.html", respite=respite, own=own, words=kinds)


@blueprint.get(f"{HOME}/cijfers")
@requires(Permission.see_facility_figures)
def facility_figures_list() -> Response:
    """Every facility of the region, each with its figures."""
    with reading() as session:
        found = store.list_facilities(session, actor().region_id)
        supply = read_supplies(session, [one.id for one in found])
    today = clock.today()
    rows = [(one, supply[one.id].on(today)) for one in found]
    return page("facilities/figures_list.html", rows=rows, words=kinds)


@blueprint.get(f"{HOME}/<uuid:facility_id>")
@requires(Permission.keep_facilities)
def facility_show(facility_id: UUID) -> Response:
    """The user's own facility: the guests of a respite house, or the months of a small home."""
    with reading() as session:
        facility = service.own_facility(session, actor(), facility_id)
        respite = facility.kind == FacilityKind.respite.value
        context = _respite(session, facility) if respite else _small_home(session, facility)
    return page("facilities/respite.html" if respite else "facilities/small_home.html", **context)


@blueprint.get(f"{HOME}/<uuid:facility_id>/cijfers")
@requires(Permission.keep_facilities, Permission.see_facility_figures)
def facility_report_page(facility_id: UUID) -> Response:
    """The figures of one facility; a year of stays by ``?jaar=2026``."""
    this_year = clock.today().year
    text = request.args.get("jaar", str(this_year))
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else 0
    if not periods.FIRST_MONTH.year <= year <= this_year:
        raise NotFound(_NO_YEAR)
    with reading() as session:
        report = facility_report.read_report(session, actor(), facility_id, year)
    return page(
        "facilities/figures.html",
        report=report,
        previous=year - 1 if year > report.first_year else None,
        following=year + 1 if year < this_year else None,
        words=kinds,
    )


def _respite(session: Session, facility: Facility) -> dict[str, Any]:
    today = clock.today()
    stays = store.list_around(session, facility.id, today - _LEFT_LATELY)
    guests = [stay for stay in stays if stay.left_on is None]
    [(_, free, places)] = service.with_free(session, [facility])
    visitors = facility_report.visitors_by_week(session, facility, hidden=False, weeks=_WEEKS_ON_PAGE)
    return {
        "facility": facility,
        "guests": guests,
        "left": sorted(
            (stay for stay in stays if stay.left_on is not None), key=lambda one: one.left_on or today, reverse=True
        ),
        "secret": people.hidden_among(session, [stay.client_id for stay in stays]),
        "free": free,
        "places": places,
        "too_many": max(0, len(guests) - places),
        "coming": read_supply(session, facility.id).after(clock.today()),
        "visitors": visitors[Metric.visitors],
        "today": today,
        "words": kinds,
    }


def _small_home(session: Session, facility: Facility) -> dict[str, Any]:
    months = periods.last_months(clock.today(), facility_report.MONTHS)
    entries = facility_entries.read_entries(session, facility, MONTHLY, months[0], months[-1])
    report = facility_report.read_report(session, actor(), facility.id, clock.today().year)
    last_month, this_month = months[-2:]
    rows = []
    for month in reversed(months):
        known = [entry for metric in MONTHLY if (entry := entries.last(metric, month)) and entry.shown]
        numbers = [(METRIC_SHORT[entry.metric], entry.shown) for entry in known]
        rows.append((month, numbers, next(iter(entries.history(month)), None)))
    return {
        "facility": facility,
        "places": report.places,
        "series": report.series,
        "months": rows,
        "this_month": this_month,
        "due": this_month if entries.history(last_month) else last_month,
        "coming": read_supply(session, facility.id).after(clock.today()),
    }

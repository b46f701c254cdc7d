"""The figures of respite and the small homes: for their own staff, and for readers of aggregates.

A reader of aggregates gets no number from 1 to 4, and no parts in which one would stand beside their total.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import NotFound
from webapp.facilities import entries as facility_entries
from webapp.facilities import store
from webapp.facilities.kinds import MONTHLY, FacilityKind, Metric, Outcome, Referrer
from webapp.facilities.models import Facility, RespiteStay
from webapp.facilities.service import UNKNOWN
from webapp.figures import periods as facility_rules
from webapp.figures import small_numbers
from webapp.figures.columns import Column, column
from webapp.units.store import read_supply

WEEKS = 12
MONTHS = 12


@dataclass(frozen=True)
class Parts:
    """A total divided; ``lines`` is hidden (None) when a part is too small, or the year ``grows``."""

    lines: list[tuple[str, int]] | None
    grows: bool = False


@dataclass(frozen=True)
class StaysOfYear:
    """The stays that ended in a year; including open ones would give away the present guests."""

    year: int
    number: int
    shown: str
    mean_nights: str
    """The mean length of the ended stays; '' when there are none or the year ``grows``."""
    referrers: Parts
    outcomes: Parts


@dataclass(frozen=True)
class FacilityReport:
    """One facility in numbers. ``small_hidden``: numbers from 1 to 4 are hidden from this reader."""

    facility: Facility
    places: int
    first_year: int
    """The year of its first places: before that nobody stayed."""
    small_hidden: bool
    stays: StaysOfYear | None
    series: dict[Metric, list[Column]]


def read_report(session: Session, actor: Actor, facility_id: UUID, year: int) -> FacilityReport:
    """A facility in numbers, for its own staff or for a reader of the region's figures.

    Raises:
        NotFound: for everyone else.
    """
    facility = store.find_facility(session, actor.region_id, facility_id)
    own = actor.may(Permission.keep_facilities) and store.works_at(session, actor, facility_id)
    if facility is None or not (own or actor.may(Permission.see_facility_figures)):
        raise NotFound(UNKNOWN)
    today = clock.today()
    supply = read_supply(session, facility.id)
    respite = facility.kind == FacilityKind.respite.value
    series = visitors_by_week(session, facility, hidden=not own) if respite else _by_month(session, facility, own=own)
    record(session, actor, Action.read, "facility_figure", facility.id, ground="facility" if own else "region")
    return FacilityReport(
        facility=facility,
        places=supply.on(today),
        first_year=supply.dated[0][0].year if supply.dated else today.year,
        small_hidden=not own,
        stays=_of_year(session, facility, year, hidden=not own) if respite else None,
        series=series,
    )


def visitors_by_week(
    session: Session, facility: Facility, *, hidden: bool, weeks: int = WEEKS
) -> dict[Metric, list[Column]]:
    """The visitors of the last weeks: a whole bar is the target, or without one the highest number."""
    periods = facility_rules.last_weeks(clock.today(), weeks)
    entries = facility_entries.read_entries(session, facility, [Metric.visitors], periods[0], periods[-1])
    values = [entries.value(Metric.visitors, week) for week in periods]
    whole = facility.visitors_target or max([1, *(value or 0 for value in values)])
    return {
        Metric.visitors: [
            column(week, value, whole, hidden=hidden) for week, value in zip(periods, values, strict=True)
        ]
    }


def _begun(session: Session, facility: Facility) -> tuple[list[date], facility_entries.Entries]:
    """The months since the first entry, at least six of them; none without an entry."""
    periods = facility_rules.last_months(clock.today(), MONTHS)
    entries = facility_entries.read_entries(session, facility, MONTHLY, periods[0], periods[-1])
    known = [
        n for n, month in enumerate(periods) if any(entries.value(metric, month) is not None for metric in MONTHLY)
    ]
    return (periods[min(known[0], MONTHS - 6) :] if known else []), entries


def _by_month(session: Session, facility: Facility, *, own: bool) -> dict[Metric, list[Column]]:
    periods, entries = _begun(session, facility)
    places = [facility_entries.places_in_month(session, facility, month) for month in periods]
    found: dict[Metric, list[Column]] = {}
    for metric in MONTHLY:
        values = [entries.value(metric, month) for month in periods]
        whole = max([1, *places] if metric is Metric.occupied else [1, *(value or 0 for value in values)])
        if metric is Metric.self_reliance:
            taken = [entries.value(Metric.occupied, month) for month in periods]
            found[metric] = [
                _mean(month, value, people, hidden=not own)
                for month, value, people in zip(periods, values, taken, strict=True)
            ]
            continue
        found[metric] = [
            column(month, value, whole, hidden=not own) for month, value in zip(periods, values, strict=True)
        ]
    return found


def _mean(period: date, tenths: int | None, people: int | None, *, hidden: bool) -> Column:
    """A mean of 1 to 5, entered in tenths; exact for its own staff only."""
    if tenths is None:
        return Column(period, "", None)
    mean = small_numbers.visible_mean(tenths / 10, people or 0, hidden=hidden)
    if mean is None:
        return Column(period, "", None, few=True)
    return Column(period, str(mean) if hidden else facility_entries.tenths(tenths), round(20 * mean, 1))


def _of_year(session: Session, facility: Facility, year: int, *, hidden: bool) -> StaysOfYear:
    stays = store.list_ended(session, facility.id, date(year, 1, 1), date(year, 12, 31))
    grows = year == clock.today().year
    nights = [(stay.left_on - stay.arrived_on).days for stay in stays if stay.left_on is not None]
    return StaysOfYear(
        year=year,
        number=len(stays),
        shown=small_numbers.show(len(stays), hidden=hidden),
        mean_nights="" if hidden and grows else _mean_nights(nights, hidden=hidden),
        referrers=_parts(stays, lambda stay: Referrer(stay.referrer).label, hidden=hidden, grows=grows),
        outcomes=_parts(stays, lambda stay: Outcome(stay.outcome).label, hidden=hidden, grows=grows),
    )


def _mean_nights(nights: Sequence[int], *, hidden: bool) -> str:
    """The mean length of stays; a reader of aggregates gets whole nights of many stays: two means reveal none."""
    mean = small_numbers.visible_mean(sum(nights) / len(nights), len(nights), hidden=hidden) if nights else None
    return "" if mean is None else str(mean) if hidden else f"{mean:.1f}".replace(".", ",")


def _parts(stays: Sequence[RespiteStay], label: Callable[[RespiteStay], str], *, hidden: bool, grows: bool) -> Parts:
    counted = Counter(label(stay) for stay in stays)
    if hidden and grows and counted:  # a look before and after one departure would reveal its destination
        return Parts(None, grows=True)
    if hidden and not small_numbers.may_tell_sum(counted.values()):
        return Parts(None)
    return Parts(counted.most_common())

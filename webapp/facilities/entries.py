"""The entered numbers of a facility: visitors a week, and of a small home its month.

The last entry holds; earlier ones stay visible with person and time. Unknown is not zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.edits import Change, merged, plain
from webapp.errors import N_, Invalid
from webapp.facilities import store
from webapp.facilities.inputs import MonthInput, VisitorsInput
from webapp.facilities.kinds import MONTHLY, FacilityKind, Metric
from webapp.facilities.models import Facility, FacilityFigure
from webapp.facilities.service import own_facility
from webapp.figures import periods
from webapp.units.store import read_supply
from webapp.validation import Bounded

_NOTHING = N_("Vul minstens één getal in.")
_VISITORS = N_("Vul in hoeveel mensen er kwamen: 0 of meer.")
_WEEK = N_("Kies een week die al begonnen is.")
_TOO_MANY = N_("Er waren toen %(n)s plekken. Meer kunnen er niet bezet zijn.")


@dataclass(frozen=True)
class Entry:
    """An entered number; None when it was made unknown again."""

    metric: Metric
    value: int | None
    by: str
    at: datetime

    @property
    def shown(self) -> str:
        """The number in its typed form: a mean with a comma; '' when it is unknown."""
        if self.value is None:
            return ""
        return tenths(self.value) if self.metric is Metric.self_reliance else str(self.value)


def tenths(value: int) -> str:
    """28 is '2,8'."""
    return f"{value / 10:.1f}".replace(".", ",")


class Entries:
    """The entries of some periods: the number that holds, and every earlier one."""

    def __init__(self, rows: Iterable[tuple[date, Entry]]) -> None:
        self._rows: dict[tuple[Metric, date], list[Entry]] = {}
        for period, entry in rows:
            self._rows.setdefault((entry.metric, period), []).append(entry)

    def last(self, metric: Metric, period: date) -> Entry | None:
        """The entry that holds."""
        found = self._rows.get((metric, period))
        return found[-1] if found else None

    def value(self, metric: Metric, period: date) -> int | None:
        """The number that holds; None when it is unknown."""
        last = self.last(metric, period)
        return last.value if last else None

    def history(self, period: date) -> list[Entry]:
        """Every entry of a period, the newest first."""
        found = [entry for (_, one), entries in self._rows.items() if one == period for entry in entries]
        return sorted(found, key=lambda entry: entry.at, reverse=True)


def read_entries(session: Session, facility: Facility, metrics: Iterable[Metric], first: date, last: date) -> Entries:
    """The entries for the periods that begin in these days."""
    rows = store.list_figures(session, facility.id, metrics, first, last)
    return Entries((row.period, Entry(Metric(row.metric), row.value, user.name, row.entered_at)) for row, user in rows)


def enter_visitors(
    session: Session, actor: Actor, data: VisitorsInput, facility_id: UUID, *, again: bool = False
) -> None:
    """Enter the number of different people who came in a week. ``again``: the same form was sent before.

    Raises:
        NotFound: at a facility where the actor does not work.
        Invalid: for a week to come, or nothing at all.
    """
    facility = own_facility(session, actor, facility_id, FacilityKind.respite, lock=True)
    week = periods.week_of(data.week)
    if not periods.FIRST_MONTH <= week <= clock.today():
        raise Invalid({"week": _WEEK})
    known = _last_rows(session, facility, [Metric.visitors], week)
    if data.visitors is None and not known:
        raise Invalid({"visitors": _VISITORS})
    _enter(session, actor, facility, week, {Metric.visitors: data.visitors}, again=again)


def enter_month(session: Session, actor: Actor, changes: list[Change], facility_id: UUID, month: date) -> None:
    """Give the numbers of a month; only what this person changed, and differs from what stands there, is written.

    Raises:
        NotFound: at a facility where the actor does not work.
        Conflict: with the present value of every number that a colleague changed.
        Invalid: nothing at all, or more taken places than there were.
    """
    facility = own_facility(session, actor, facility_id, FacilityKind.small_home, lock=True)
    entries = read_entries(session, facility, MONTHLY, month, month)
    present = month_numbers(entries, month)
    values = _numbers(
        merged(MonthInput, changes, present, lambda field: _described(entries, Metric(field), month, present))
    )
    if not entries.history(month) and all(value is None for value in values.values()):
        raise Invalid({"occupied": _NOTHING})
    taken, most = values[Metric.occupied], places_in_month(session, facility, month)
    if taken is not None and taken > most and taken != entries.value(Metric.occupied, month):
        raise Invalid({"occupied": Bounded(_TOO_MANY, n=most)}, "over_capacity")
    _enter(session, actor, facility, month, values)


def month_numbers(entries: Entries, month: date) -> dict[str, int | Decimal | None]:
    """The numbers of a month as its form holds them; a mean in tenths as a decimal."""
    numbers: dict[str, int | Decimal | None] = {one.value: entries.value(one, month) for one in MONTHLY}
    mean = entries.value(Metric.self_reliance, month)
    return {**numbers, Metric.self_reliance.value: None if mean is None else Decimal(mean).scaleb(-1)}


def _described(entries: Entries, metric: Metric, month: date, present: Mapping[str, Any]) -> dict[str, Any]:
    last = entries.last(metric, month)
    by, at = (last.by, last.at.isoformat()) if last else (None, None)
    return {"value": plain(present[metric.value]), "by": by, "at": at}


def _numbers(data: MonthInput) -> dict[Metric, int | None]:
    """The numbers of a month in their stored form."""
    return {
        Metric.occupied: data.occupied,
        Metric.incidents: data.incidents,
        Metric.nuisance: data.nuisance,
        Metric.police: data.police,
        Metric.self_reliance: None if data.self_reliance is None else int(data.self_reliance * 10),
    }


def places_in_month(session: Session, facility: Facility, month: date) -> int:
    """The most places a facility had in a month, up to now."""
    return read_supply(session, facility.id).most(month, periods.last_day_of(month))


def _enter(
    session: Session,
    actor: Actor,
    facility: Facility,
    period: date,
    values: Mapping[Metric, int | None],
    *,
    again: bool = False,
) -> None:
    known = _last_rows(session, facility, values, period)
    for metric, value in values.items():
        last = known.get(metric)
        if value == (last.value if last else None):
            continue
        if again and last is not None and last.entered_by != actor.user_id:
            continue  # a form that arrives twice does not undo a colleague's entry in between
        figure = FacilityFigure(
            region_id=facility.region_id,
            organisation_id=facility.organisation_id,
            facility_id=facility.id,
            metric=metric.value,
            period=period,
            value=value,
            version=last.version + 1 if last else 1,
            entered_by=actor.user_id,
        )
        session.add(figure)
        session.flush()
        action = Action.update if last else Action.create
        record(session, actor, action, "facility_figure", figure.id, ground="facility")


def _last_rows(
    session: Session, facility: Facility, metrics: Iterable[Metric], period: date
) -> dict[Metric, FacilityFigure]:
    rows = store.list_figures(session, facility.id, metrics, period, period)
    return {Metric(row.metric): row for row, _ in rows}

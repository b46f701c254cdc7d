"""Acts of a facility: entering and reporting."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.beds.night import Night
from tests.facilities.respite_house import facility
from tests.support.changes import changes
from webapp import clock
from webapp.facilities import entries as facility_entries
from webapp.facilities import report as facility_report
from webapp.facilities.inputs import MonthInput, VisitorsInput
from webapp.facilities.kinds import MONTHLY, FacilityKind, Metric
from webapp.facilities.report import FacilityReport
from webapp.figures import periods
from webapp.validation import read

HOME = FacilityKind.small_home


def this_month() -> date:
    return periods.month_of(clock.today())


def enter(
    night: Night,
    by: str = "opvang",
    *,
    month: date | None = None,
    was: dict[str, str] | None = None,
    **numbers: Any,
) -> None:
    """``was``: what the form showed of the month; without it what stands there now of these numbers."""
    first, home = month or this_month(), facility(night, HOME)
    with night.write() as session:
        if was is None:
            entries = facility_entries.read_entries(session, home, MONTHLY, first, first)
            was = {name: last.shown for name in numbers if (last := entries.last(Metric(name), first))}
        edit = changes(MonthInput, was, **{name: str(value) for name, value in numbers.items()})
        facility_entries.enter_month(session, night.actor(by), edit, home.id, first)


def visit(night: Night, number: object, day: date | None = None, by: str = "opvang") -> None:
    with night.write() as session:
        data = read(VisitorsInput, {"week": day or clock.today(), "visitors": str(number)})
        facility_entries.enter_visitors(session, night.actor(by), data, facility(night).id)


def report(night: Night, by: str, kind: FacilityKind = HOME, *, almere: bool = False) -> FacilityReport:
    with night.database.reading() as session:
        house = facility(night, kind, almere=almere)
        return facility_report.read_report(session, night.actor(by), house.id, clock.today().year)

"""Acts of a facility: entering and reporting."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.beds.night import Night
from tests.facilities.respite_house import facility
from webapp import clock
from webapp.facilities import entries as facility_entries
from webapp.facilities import report as facility_report
from webapp.facilities.inputs import MonthEditInput, VisitorsInput
from webapp.facilities.kinds import FacilityKind
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
    again: bool = False,
    month: date | None = None,
    was: dict[str, str] | None = None,
    **numbers: Any,
) -> None:
    with night.write() as session:
        data = read(MonthEditInput, {"was": was or {}, **{name: str(value) for name, value in numbers.items()}})
        home = facility(night, HOME).id
        facility_entries.enter_month(session, night.actor(by), data, home, month or this_month(), again=again)


def visit(night: Night, number: object, day: date | None = None, by: str = "opvang") -> None:
    with night.write() as session:
        data = read(VisitorsInput, {"week": day or clock.today(), "visitors": str(number)})
        facility_entries.enter_visitors(session, night.actor(by), data, facility(night).id)


def report(night: Night, by: str, kind: FacilityKind = HOME, *, almere: bool = False) -> FacilityReport:
    with night.database.reading() as session:
        house = facility(night, kind, almere=almere)
        return facility_report.read_report(session, night.actor(by), house.id, clock.today().year)

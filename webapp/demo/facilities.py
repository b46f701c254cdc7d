"""A demo respite house and a small demo home in each region, with guests and numbers up to this week."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from webapp import clock
from webapp.accounts.models import Region, User
from webapp.db import Session
from webapp.demo.regions import with_worker
from webapp.facilities import entries as facility_entries
from webapp.facilities import store as facility_store
from webapp.facilities.kinds import MONTHLY, FacilityKind, Metric, Outcome, Referrer
from webapp.facilities.models import Facility, FacilityFigure, FacilityStaff, RespiteStay
from webapp.figures import periods
from webapp.units.models import UnitPlaces

_BEGIN = date(2026, 1, 1)
_TARGET = 45
_WEEKS = 11
_MONTHS = 5
_GUESTS = (
    # days here, days to go, referrer
    (9, 5, Referrer.gp),
    (3, 11, Referrer.hospital),
)
_REFERRERS = (Referrer.gp, Referrer.gp, Referrer.neighbourhood_team, Referrer.hospital, Referrer.street_nurse)
_OUTCOMES = (Outcome.home, Outcome.home, Outcome.home, Outcome.other_care, Outcome.hospital, Outcome.shelter)
_PAST = 22


def make(session: Session) -> None:
    """Make each region's facilities, once."""
    for region, worker in with_worker(session):
        if facility_store.list_facilities(session, region.id):
            continue
        respite = _make(session, region, worker, FacilityKind.respite, "Respijthuis De Luwte (demo)", 4)
        _make(session, region, worker, FacilityKind.small_home, "Keerpunt Zuid (demo)", 8)
        for number in range(1, _PAST + 1):
            ended = clock.today() - timedelta(days=4 + number * 8)
            stay = _stay(respite, worker, number, ended - timedelta(days=5 + number % 9), _REFERRERS[number % 5])
            stay.expected_until = stay.left_on = ended
            stay.outcome, stay.left_by, stay.left_at = _OUTCOMES[number % 6].value, worker.id, clock.now()
            session.add(stay)
        for number, (since, left, referrer) in enumerate(_GUESTS, _PAST + 1):
            stay = _stay(respite, worker, number, clock.today() - timedelta(days=since), referrer)
            stay.expected_until = clock.today() + timedelta(days=left)
            session.add(stay)
        session.flush()


def renew(session: Session) -> None:
    """Let demo guests past their time make way for the next one; enter numbers for past weeks and months."""
    for region, worker in with_worker(session):
        for facility in facility_store.list_facilities(session, region.id):
            if facility.name.endswith("(demo)"):
                _renew(session, facility, worker)


def _renew(session: Session, facility: Facility, worker: User) -> None:
    today = clock.today()
    if facility.kind == FacilityKind.respite.value:
        for stay in facility_store.list_around(session, facility.id, today):
            if stay.left_on is None and stay.expected_until < today and (stay.name or "").startswith("Demo Gast"):
                stay.left_on, stay.outcome = stay.expected_until, Outcome.home.value
                stay.left_by, stay.left_at = worker.id, clock.now()
                following = _stay(facility, worker, today.day, today, Referrer.gp)
                following.expected_until = today + timedelta(days=facility.longest_days)
                session.add_all([stay, following])
        for week in periods.last_weeks(today, _WEEKS + 1)[:-1]:
            _fill(session, facility, worker, week, {Metric.visitors: 27 + (week.toordinal() // 7 * 5) % 21})
    else:
        for month in periods.last_months(today, _MONTHS + 1)[:-1]:
            n = month.month
            numbers = {
                Metric.occupied: 6 + n % 3,
                Metric.incidents: 2 + n % 4,
                Metric.nuisance: 9 - n % 5,
                Metric.police: None if n % 5 == 4 else n % 3 * 3,
                Metric.self_reliance: 23 + n % 4,
            }
            _fill(session, facility, worker, month, numbers)


def _fill(session: Session, facility: Facility, worker: User, period: date, numbers: dict[Metric, int | None]) -> None:
    later = timedelta(days=7 if Metric.visitors in numbers else 35)
    known = facility_entries.read_entries(session, facility, [Metric.visitors, *MONTHLY], period, period)
    for metric, value in numbers.items():
        if value is not None and known.last(metric, period) is None:
            session.add(
                FacilityFigure(
                    region_id=facility.region_id,
                    organisation_id=facility.organisation_id,
                    facility_id=facility.id,
                    metric=metric.value,
                    period=period,
                    value=value,
                    version=1,
                    entered_at=min(clock.now(), datetime.combine(period, time(9), clock.AMSTERDAM) + later),
                    entered_by=worker.id,
                )
            )
    session.flush()


def _make(session: Session, region: Region, worker: User, kind: FacilityKind, name: str, places: int) -> Facility:
    respite = kind is FacilityKind.respite
    facility = Facility(
        region_id=region.id,
        organisation_id=worker.organisation_id,
        kind=kind.value,
        name=name,
        municipality=region.municipalities[0],
        address="Voorbeeldhof 3" if respite else "",
        phone=f"{region.help_phone.split(' ')[0]} 000 00 {'07' if respite else '08'}",
        note="Overdag ook een ontmoetingsplek." if respite else "",
        visitors_target=_TARGET if respite else None,
    )
    session.add(facility)
    session.flush()
    session.add(UnitPlaces(unit_id=facility.id, from_date=_BEGIN, region_id=region.id, places=places))
    session.add(FacilityStaff(facility_id=facility.id, user_id=worker.id))
    session.flush()
    return facility


def _stay(facility: Facility, worker: User, number: int, arrived_on: date, referrer: Referrer) -> RespiteStay:
    return RespiteStay(
        region_id=facility.region_id,
        organisation_id=facility.organisation_id,
        facility_id=facility.id,
        name=f"Demo Gast {number}",
        referrer=referrer.value,
        arrived_on=arrived_on,
        expected_until=arrived_on,
        entered_by=worker.id,
    )

"""The demo's respite house and small home, and what their people do there; every act is a transaction of its own."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import select

from tests.beds.night import Night
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.models import User
from webapp.accounts.permissions import Role
from webapp.db import new_id
from webapp.facilities import respite
from webapp.facilities import service as facilities
from webapp.facilities import store as facility_store
from webapp.facilities.inputs import LeaveEditInput, LeaveInput, PlacesInput, RespiteInput
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.models import Facility, RespiteStay
from webapp.validation import read

LUWTE = "Respijthuis De Luwte (demo)"


def facility(night: Night, kind: FacilityKind = FacilityKind.respite, *, almere: bool = False) -> Facility:
    with night.database.reading() as session:
        region = accounts.find_region_by_slug(session, "almere" if almere else "gooi")
        assert region is not None
        return facility_store.list_facilities(session, region.id, kind)[0]


def arrive(night: Night, by: str = "opvang", **more: Any) -> RespiteStay:
    today = clock.today()
    stay_id = more.pop("id", None) or new_id()
    house = more.pop("house", None) or facility(night).id
    body = {
        "alias": more.pop("guest", f"Kanarie {stay_id}"),
        "referrer": "gp",
        "arrived_on": today,
        "expected_until": today + timedelta(days=14),
        **more,
    }
    with night.write() as session:
        return respite.arrive(session, night.actor(by), read(RespiteInput, body), house, stay_id)


def leave(
    night: Night, stay: RespiteStay, outcome: str = "home", by: str = "opvang", day: date | None = None
) -> RespiteStay:
    data = read(LeaveInput, {"left_on": day or clock.today(), "outcome": outcome})
    with night.write() as session:
        return respite.leave(session, night.actor(by), data, stay.id)


def correct(
    night: Night, stay: RespiteStay, outcome: str, day: date, by: str = "opvang", was: dict[str, str] | None = None
) -> RespiteStay:
    """Correct a departure. ``was``: the values that the form showed."""
    data = read(LeaveEditInput, {"left_on": day, "outcome": outcome, "was": was})
    with night.write() as session:
        return respite.correct_leaving(session, night.actor(by), data, stay.id)


def set_places(night: Night, places: int, from_date: date | None = None) -> None:
    data = read(PlacesInput, {"places": places, "from_date": from_date or clock.today()})
    with night.write() as session:
        facilities.set_places(session, night.actor("beheer"), data, facility(night).id)


def free(night: Night) -> int:
    with night.database.reading() as session:
        return facilities.with_free(session, [facility(night)])[0][1]


def stays(night: Night, house: UUID | None = None) -> list[RespiteStay]:
    with night.database.reading() as session:
        found = select(RespiteStay).where(RespiteStay.facility_id == (house or facility(night).id))
        return list(session.exec(found).all())


def also(night: Night, username: str, role: Role) -> None:
    """Give somebody a second role."""
    with night.write() as session:
        user = session.get_one(User, night.actor(username).user_id)
        user.roles = [*user.roles, role.value]
        session.add(user)

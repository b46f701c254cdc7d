"""Places that a house had before there were units are there after it, and back again."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import text

from tests.beds.night import Night
from tests.facilities.respite_house import facility, free, set_places
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.units.models import UnitPlaces
from webapp.units.store import read_supply


def test_dated_places_are_kept(night: Night):
    set_places(night, 7, clock.today() + timedelta(days=3))
    house = facility(night)
    with night.database.reading() as session:
        before = read_supply(session, house.id)
    assert [places for _, places in before.dated] == [4, 7]
    go_back(night.database, "0029")
    with night.database.reading() as session:
        old = session.connection().execute(text("select places from facility_places order by places")).scalars().all()
    assert 7 in old
    schema.migrate(night.database)
    with night.database.reading() as session:
        assert read_supply(session, house.id) == before
        rows = [session.get_one(UnitPlaces, (house.id, since)) for since, _ in before.dated]
    assert {row.region_id for row in rows} == {house.region_id}
    assert free(night) == 2

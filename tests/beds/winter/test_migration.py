"""Extra winter beds get a date in a store that has some, and what was there is kept; also on the way back."""

from __future__ import annotations

from sqlmodel import select

from tests.beds.night import AUTOMATIC, Night
from tests.beds.winter.acts import change, with_beds
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.winter_models import ColdBeds


def test_extra_beds_are_kept_when_they_get_a_date(night: Night):
    first = clock.tonight()
    activation = with_beds(night, places=10)
    night.pass_time(days=1)
    change(night, 20)
    go_back(night.database, "0008")
    schema.migrate(night.database)
    with night.database.reading() as session:
        [kept] = session.exec(select(ColdBeds)).all()
        nights = winter_places.places_in_night(session, activation.region_id, first)
    assert (kept.activation_id, kept.from_at, kept.places) == (activation.id, activation.begins_at, 20)
    assert nights == {kept.category_id: 20}
    change(night, 15)
    assert night.beds(AUTOMATIC, "winter").capacity == 15

"""The month of a region and the printed list of a night: true numbers, and nothing for who may not see it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, BY_HAND, SECRET, Night
from tests.beds.test_night_report import lose
from tests.beds.test_stays import check_in, check_out, close
from tests.beds.test_winter import change, with_beds
from tests.support.client import Client
from webapp import clock
from webapp.beds.occupancy import Month, read_month
from webapp.errors import NotAllowed, NotFound


def month(night: Night, by: str = "opvang", day: date | None = None) -> Month:
    with night.database.reading() as session:
        return read_month(session, night.actor(by), (day or clock.tonight()).replace(day=1))


def of(found: Month, name: str) -> list[tuple[int, int]]:
    return list(next(one for one in found.shelters if name in one.name).nights)


def test_month_tells_who_slept_there_each_night(night: Night):
    first = clock.tonight()
    check_in(night, persons=2)
    night.pass_time(days=1)
    stay = check_in(night)
    night.pass_time(days=1)
    check_out(night, stay)
    found = month(night, day=clock.tonight())
    nights = dict(zip(found.nights, of(found, AUTOMATIC), strict=True))
    days = [first + timedelta(days=n) for n in range(3)]
    assert [nights[day] for day in days if day in nights] == [
        (taken, 42) for day, taken in zip(days, (2, 3, 2), strict=True) if day in nights
    ]
    assert not any(SECRET in shelter.name for shelter in found.shelters)


def test_change_of_capacity_does_not_rewrite_the_nights_before(night: Night):
    tonight = clock.tonight()
    check_in(night)
    with night.write() as session:
        from webapp.beds.inputs import CapacityInput
        from webapp.beds.shelters import set_capacity

        data = CapacityInput(kind="mixed", capacity=10, from_date=tonight + timedelta(days=1))
        set_capacity(session, night.actor("beheer"), data, night.shelter(AUTOMATIC).id)
    night.pass_time(days=1)
    found = month(night, day=clock.tonight())
    nights = dict(zip(found.nights, of(found, AUTOMATIC), strict=True))
    assert nights[clock.tonight()] == (1, 28)
    assert nights.get(tonight, (1, 42)) == (1, 42)


def test_other_number_of_winter_beds_does_not_rewrite_the_nights_before(night: Night):
    tonight = clock.tonight()
    check_in(night)
    with_beds(night, places=10)
    night.pass_time(days=1)
    change(night, 20)
    for day, places in ((tonight, 42 + 10), (clock.tonight(), 42 + 20)):
        found = month(night, day=day)
        assert dict(zip(found.nights, of(found, AUTOMATIC), strict=True))[day] == (1, places)


def test_month_counts_who_found_no_place_and_every_reason(night: Night):
    lose(night, 3)
    night.ask("Linde", "families", persons=4)
    found = month(night)
    assert sum(found.without) == 3
    assert found.reasons == [("Vol", 1)]


def test_page_has_a_picture_with_its_table_and_the_months_beside_it(night: Night, worker: Client):
    check_in(night)
    page = worker.get("/bedden/bezetting").text
    assert page.count('<svg class="wide nights"') >= 2
    assert "<table>" in page
    assert "Deze opvang schrijft niemand in." in page
    last_month = (clock.tonight().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    assert f"?maand={last_month}" in page
    assert worker.get(f"/bedden/bezetting?maand={last_month}").status_code == 200


@pytest.mark.parametrize("text", ["2026-13", "november", "2999-01", "1999-01", "2026-1"])
def test_month_that_is_not_there_is_not_found(worker: Client, text: str):
    assert worker.get(f"/bedden/bezetting?maand={text}").status_code == 404


def test_policy_officer_sees_the_region_and_no_number_under_five(night: Night, demo_app: Flask):
    lose(night, 2)
    officer = Client(demo_app, demo_app.response_class).sign_in("beleid")
    page = officer.get("/bedden/bezetting").text
    assert "&lt;5" in page
    assert "Niet geplaatst" not in page, "nights beside their total would give the hidden one away"
    assert AUTOMATIC not in page
    assert month(night, "beleid").shelters == ()


def test_who_may_not_see_nights_sees_no_month(night: Night):
    with pytest.raises(NotAllowed):
        month(night, "coordinator")
    with pytest.raises(NotFound):
        month(night, day=clock.tonight() + timedelta(days=40))


def test_night_list_names_who_comes_and_who_sleeps_here(night: Night, worker: Client):
    shelter = night.shelter(AUTOMATIC).id
    check_in(night, guest="Kanarie Gast")
    close(night, 1)
    night.ask(alias="Kanariepietje", needs=["dog"])
    page = worker.get(f"/bedden/{shelter}/nachtlijst").text
    for words in ("Kanarie Gast", "Kanariepietje", "hond mee", "Vernietig het papier"):
        assert words in page
    assert f"/bedden/{shelter}/nachtlijst" in worker.get(f"/bedden/{shelter}").text


def test_night_list_is_for_the_people_of_the_shelter_only(night: Night, demo_app: Flask, nurse: Client):
    shelter = night.shelter(BY_HAND).id
    assert nurse.get(f"/bedden/{shelter}/nachtlijst").status_code == 403
    elsewhere = Client(demo_app, demo_app.response_class).sign_in("opvang-almere")
    assert elsewhere.get(f"/bedden/{shelter}/nachtlijst").status_code == 404

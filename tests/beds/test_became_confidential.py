"""A house that is switched to confidential: earlier requests and pages show its name no longer."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, Night
from tests.beds.secret_houses import EXTRA, HOUSE, NURSE, STAFF, Switched, first_kind, found_in, secrets, switched
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp import clock
from webapp.accounts import store as accounts
from webapp.beds.shelters import winter_places
from webapp.beds.winter import store as winter_store
from webapp.telephone import numbers

__all__ = ["secrets", "switched"]  # fixtures


@pytest.mark.one_store
def test_who_asked_keeps_the_request_of_a_house_that_became_confidential_under_its_one_name(
    demo_app: Flask, night: Night, switched: Switched
):
    nurse = Client(demo_app, demo_app.response_class).sign_in(NURSE)
    mine = nurse.get("/bedden/mijn").text
    assert mine.count("Vrouwenopvang") == 3
    assert HOUSE not in mine
    with night.database.reading() as session:
        region = accounts.find_region(session, night.actor(NURSE).region_id)
    assert region is not None
    for path in switched.requests:
        page = nurse.get(path).text
        assert "Vrouwenopvang" in page
        assert found_in(page, NURSE, path) == []
    held, waiting, refused = (nurse.get(path).text for path in switched.requests)
    number = f'href="tel:{numbers(region.womens_shelter_phone)[0]}"'
    assert number in held
    assert number in waiting
    assert "Geteld" not in waiting, "how many beds are free there is secret"
    assert "door Vrouwenopvang" in held
    assert "door Vrouwenopvang" in refused
    with night.write() as session:
        region.womens_shelter_phone = ""
        session.add(region)
    assert 'href="tel:"' not in nurse.get(switched.requests[0]).text


@pytest.mark.one_store
def test_winter_beds_of_a_house_that_became_confidential_are_in_no_list_and_no_sum(
    demo_app: Flask, night: Night, switched: Switched
):
    nurse = Client(demo_app, demo_app.response_class).sign_in(NURSE)
    page = nurse.get("/bedden/winterkou").text
    assert HOUSE not in page
    assert AUTOMATIC in page
    assert "<dd>12</dd>" in page
    assert not [n for n in (EXTRA, EXTRA + 12) if re.search(rf">{n}<|\b{n} extra", page)]
    with night.database.reading() as session:
        region_id = night.actor(NURSE).region_id
        [cold] = winter_store.read_cold(session, region_id, clock.now())
        assert cold.places == 12
        assert [past.places for past in winter_store.list_history(session, region_id, 5)] == [12]
        assert winter_places.places_in_night(session, region_id, clock.tonight())


@pytest.mark.one_store
def test_staff_of_a_house_that_became_confidential_still_sees_who_did_what(
    demo_app: Flask, night: Night, switched: Switched
):
    page = Client(demo_app, demo_app.response_class).sign_in("opvang").get(switched.requests[0])
    assert page.status_code == 404, "no longer staff"
    night.employ(switched.shelter_id, "opvang")
    page = Client(demo_app, demo_app.response_class).sign_in("opvang").get(switched.requests[0])
    assert f"door {STAFF}" in page.text


@pytest.mark.one_store
def test_administrator_does_not_find_out_how_many_are_in_a_confidential_house(
    demo_app: Flask, night: Night, switched: Switched
):
    admin = Client(demo_app, demo_app.response_class).sign_in("beheer")
    url, tonight = f"/beheer/opvang/{switched.shelter_id}", clock.tonight()
    kind = first_kind(night, switched.shelter_id)
    form = {"kind": kind, "from_date": tonight.isoformat()}
    for number in (0, 11):
        refused = admin.post(f"{url}/capaciteit", data={**form, "capacity": number})
        assert refused.status_code == 422
        assert "Minder plekken kan vanaf morgen." in refused.text
        assert "bezet" not in refused.text
    assert admin.post(f"{url}/capaciteit", data={**form, "capacity": 40}).status_code == 303
    later = {**form, "capacity": 0, "from_date": (tonight + timedelta(days=1)).isoformat()}
    assert admin.post(f"{url}/capaciteit", data=later).status_code == 303
    house = filled_in(admin.get(url).text, "opvang")
    refused = admin.post(url, data={**house, "closes_on": tonight.isoformat()})
    assert refused.status_code == 422
    assert "Een opvang die vannacht open is, kan vanaf morgen dicht." in refused.text
    assert "Bezette" not in refused.text
    closing = (tonight + timedelta(days=1)).isoformat()
    assert admin.post(url, data={**house, "closes_on": closing}).status_code == 303


@pytest.mark.one_store
@pytest.mark.parametrize("user", [NURSE, "vrijwilliger"])
def test_who_worked_in_a_confidential_house_and_got_another_role_sees_nothing_of_it(
    demo_app: Flask, night: Night, switched: Switched, user: str
):
    night.employ(switched.shelter_id, user)
    former = Client(demo_app, demo_app.response_class).sign_in(user)
    for path in (f"/bedden/{switched.shelter_id}", *(switched.requests if user == NURSE else ())):
        answer = former.get(path)
        assert answer.status_code == (404 if path.endswith(str(switched.shelter_id)) else 200), path
        assert found_in(answer.text, user, path) == []

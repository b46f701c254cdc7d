"""An administrator's shelters: of the own region, with places by date that never rewrite the past."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.beds.administration.acts import places, shelter_form
from tests.beds.night import AUTOMATIC, SECRET, Night, shelters_of
from tests.beds.stays.acts import check_in
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp import clock
from webapp.db import new_id

pytestmark = pytest.mark.one_store


@pytest.fixture
def admin(demo_app: Flask) -> Client:
    """The administrator's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("beheer")


def add(client: Client, **more: Any) -> TestResponse:
    return client.post("/beheer/opvang/nieuw", data=shelter_form(client, **more))


def test_places_that_are_in_use_tonight_do_not_vanish_by_a_number(night: Night, admin: Client):
    night.ask(persons=2)
    url = f"/beheer/opvang/{night.shelter(AUTOMATIC).id}"
    refused = places(admin, url, "mixed", 1)
    assert refused.status_code == 422
    assert "Minder plekken kan vanaf morgen." in refused.text
    assert places(admin, url, "mixed", 1, days=1).status_code == 303
    beds = night.beds(AUTOMATIC, "mixed")
    assert beds.free + beds.held <= beds.capacity


@pytest.mark.parametrize("season", [False, True])
def test_house_that_is_open_tonight_closes_from_tomorrow_on(
    night: Night, admin: Client, worker: Client, *, season: bool
):
    shelter, tonight = night.shelter(AUTOMATIC), clock.tonight()
    first, until = tonight + timedelta(days=2), tonight - timedelta(days=2)
    closed = {"closes_on": tonight.isoformat()}
    if season:
        closed = {"season_from": f"{first.day}-{first.month}", "season_until": f"{until.day}-{until.month}"}
    form = opened(admin, f"/beheer/opvang/{shelter.id}")
    request = night.ask(persons=2, alias="Kanariepietje")
    walked_in = {"id": str(new_id()), "category": "mixed", "age_group": "adult", "persons": "1", "name": "Vinkje"}
    assert worker.post(f"/bedden/{shelter.id}/inschrijven", data=walked_in).status_code == 303
    refused = admin.post(f"/beheer/opvang/{shelter.id}", data={**form, **closed})
    assert refused.status_code == 422
    assert "Een opvang die vannacht open is, kan vanaf morgen dicht." in refused.text
    assert f'href="#{"season_until" if season else "closes_on"}"' in refused.text
    later = {**form, "closes_on": (tonight + timedelta(days=1)).isoformat()}
    assert admin.post(f"/beheer/opvang/{shelter.id}", data=later).status_code == 303
    [guest] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^V]*Vinkje', worker.get(f"/bedden/{shelter.id}").text)
    worker.post(f"{guest}/uitschrijven")
    night.cancel(request)
    form = opened(admin, f"/beheer/opvang/{shelter.id}")
    assert admin.post(f"/beheer/opvang/{shelter.id}", data={**form, **closed}).status_code == 422  # empty or not


def test_new_shelter_stands_on_the_board_when_it_has_places_and_was_counted(
    admin: Client, worker: Client, nurse: Client
):
    url = add(admin).location
    assert "Nieuwe opvang (demo)" not in shelters_of(nurse)
    assert places(admin, url, "mixed", 5).status_code == 303
    category = shelters_of(nurse)["Nieuwe opvang (demo)"]["categories"][0]
    assert category == {
        "category": "mixed", "capacity": 5, "free": 0, "held": 0, "version": 0, "counted_at": None, "call_first": True,
    }  # fmt: skip
    page = f"/bedden/{url.rsplit('/', 1)[1]}"
    assert "Hier is nog niet geteld." in nurse.get("/bedden").text
    sent = worker.post(f"{page}/tellen", data={"category": "mixed", "base_version": "0", "free": "4"})
    assert sent.status_code == 303
    assert shelters_of(nurse)["Nieuwe opvang (demo)"]["categories"][0]["free"] == 4


def test_places_from_a_later_date_do_not_change_tonight(night: Night, admin: Client):
    url = f"/beheer/opvang/{night.shelter(AUTOMATIC).id}"
    assert places(admin, url, "mixed", 3, days=7).status_code == 303
    assert night.beds(AUTOMATIC, "mixed").capacity == 24
    night.pass_time(days=7)
    assert night.beds(AUTOMATIC, "mixed").capacity == 3


def test_free_never_exceeds_places_that_were_taken_away(night: Night, admin: Client):
    assert places(admin, f"/beheer/opvang/{night.shelter(AUTOMATIC).id}", "mixed", 2, days=1).status_code == 303
    assert night.beds(AUTOMATIC, "mixed").free > 2
    night.pass_time(days=1)
    assert night.beds(AUTOMATIC, "mixed").free <= 2


def test_places_of_the_past_cannot_be_changed(night: Night, admin: Client):
    answer = places(admin, f"/beheer/opvang/{night.shelter(AUTOMATIC).id}", "mixed", 2, days=-3)
    assert answer.status_code == 422
    assert "wat geweest is, blijft staan" in answer.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": ""}, "Vul de naam van de opvang in."),
        ({"municipality": ""}, "Vul de gemeente in."),
        ({"organisation": str(new_id())}, "Kies een organisatie uit de regio."),
        ({"staff": [str(new_id())]}, "Kies alleen opvangmedewerkers uit de regio."),
        ({"hold_rule": "lottery"}, "Kies wie over een aanvraag beslist."),
        ({"min_age": "30", "max_age": "20"}, "De hoogste leeftijd ligt onder de laagste."),
    ],
)
def test_form_says_what_is_wrong(admin: Client, change: dict[str, Any], sentence: str):
    answer = add(admin, **change)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_double_submit_is_one_shelter(night: Night, admin: Client):
    form = shelter_form(admin)
    first, second = (admin.post("/beheer/opvang/nieuw", data=form).location for _ in range(2))
    assert first == second


def test_name_of_a_confidential_shelter_goes_in_and_never_comes_out(night: Night, admin: Client):
    url = add(admin, confidential="true", name="Kanariehuis", municipality="Laren", address="Kanarielaan 1").location
    assert "Kanarie" not in admin.get(url).text + admin.get("/beheer/opvang").text
    changed = admin.post(url, data={**opened(admin, url), "phone": "035 000 00 10"})
    assert changed.status_code == 303
    assert night.shelter("Kanariehuis").phone == "035 000 00 10"
    in_the_open = admin.post(url, data={**opened(admin, url), "confidential": "false"})
    assert in_the_open.status_code == 422  # out in the open it needs a name of its own


def test_shelter_of_another_region_is_not_there(night: Night, admin: Client):
    other = night.shelter(AUTOMATIC, almere=True)
    assert admin.get(f"/beheer/opvang/{other.id}").status_code == 404
    assert admin.post(f"/beheer/opvang/{other.id}", data=shelter_form(admin)).status_code == 404
    assert places(admin, f"/beheer/opvang/{other.id}", "mixed", 1).status_code == 404
    assert str(other.id) not in admin.get("/beheer/opvang").text


def test_who_stops_working_there_cannot_count_any_more(night: Night, admin: Client, worker: Client):
    shelter = night.shelter(AUTOMATIC)
    url = f"/beheer/opvang/{shelter.id}"
    answer = admin.post(url, data={**opened(admin, url), "staff": []})
    assert answer.status_code == 303
    form = {"category": "mixed", "base_version": "1", "free": "1"}
    assert worker.post(f"/bedden/{shelter.id}/tellen", data=form).status_code == 404


def opened(client: Client, url: str) -> dict[str, Any]:
    """The form as its page shows it."""
    return filled_in(client.get(url).text, "opvang")


def test_two_administrators_do_not_undo_each_other(night: Night, admin: Client):
    url = f"/beheer/opvang/{night.shelter(AUTOMATIC).id}"
    form = opened(admin, url)
    here = form["staff"]
    theirs = {**form, "phone": "035 999 99 99", "pets": [], "staff": []}
    mine = {**form, "note": "Bel aan bij de zijdeur", "season_from": "1-1", "season_until": "31-12"}
    for sent in (theirs, mine, mine):
        assert admin.post(url, data=sent).status_code == 303
    stands = opened(admin, url)
    assert (stands["phone"], stands["note"]) == (["035 999 99 99"], ["Bel aan bij de zijdeur"])
    assert (stands["season_from"], "pets" in stands, "staff" in stands) == (["1-1"], False, False)
    refused = admin.post(url, data={**form, "phone": "035 111 11 11", "hold_minutes": "20"})
    assert refused.status_code == 409
    assert "Een collega veranderde dit intussen. Er staat nu: 035 999 99 99." in refused.text
    again = filled_in(refused.text, "opvang")
    assert (again["phone"], again["hold_minutes"], again["note"]) == (["035 111 11 11"], ["20"], stands["note"])
    assert admin.post(url, data={**again, "staff": here}).status_code == 303
    last = opened(admin, url)
    assert (last["phone"], last["hold_minutes"], last["staff"]) == (["035 111 11 11"], ["20"], here)


def test_mistake_in_one_field_shows_what_a_colleague_wrote_in_another(night: Night, admin: Client):
    url = f"/beheer/opvang/{night.shelter(AUTOMATIC).id}"
    form = opened(admin, url)
    assert admin.post(url, data={**form, "note": "Zijdeur", "safe": "true", "staff": []}).status_code == 303
    refused = admin.post(url, data={**form, "phone": "geen", "hold_minutes": "1e1"})
    again = filled_in(refused.text, "opvang")
    assert (again["phone"], again["note"], again["safe"]) == (["geen"], ["Zijdeur"], ["true"])
    assert "staff" not in again
    assert admin.post(url, data={**again, "phone": "035 111 11 12", "hold_minutes": "45"}).status_code == 303
    assert (night.shelter(AUTOMATIC).note, night.shelter(AUTOMATIC).safe) == ("Zijdeur", True)


def test_form_that_was_open_does_not_bring_a_house_out_of_hiding(night: Night, admin: Client):
    shelter = night.shelter(AUTOMATIC)
    url = f"/beheer/opvang/{shelter.id}"
    form = opened(admin, url)
    assert admin.post(url, data={**form, "confidential": "true"}).status_code == 303
    assert admin.post(url, data={**form, "hold_minutes": "20"}).status_code == 303
    now = night.shelter(AUTOMATIC)
    assert (now.confidential, now.hold_minutes, now.phone) == (True, 20, shelter.phone)
    refused = admin.post(url, data={**form, "phone": "035 111 11 12"})
    assert refused.status_code == 409
    assert shelter.phone not in refused.text
    kept = opened(admin, url)
    assert (kept["name"], kept["phone"], "staff" in kept) == ([""], [""], False)
    assert admin.post(url, data={**kept, "phone": "035 222 22 22"}).status_code == 303
    assert (night.shelter(AUTOMATIC).phone, night.shelter(AUTOMATIC).name) == ("035 222 22 22", shelter.name)


def test_administrator_sees_no_case_content(night: Night, admin: Client):
    request = night.ask(alias="Kanariepietje")
    assert admin.get(f"/bedden/aanvragen/{request.id}").status_code == 403
    assert admin.get("/bedden").status_code == 403
    assert SECRET not in admin.get("/beheer/opvang").text


def test_shelter_with_fewer_places_than_guests_is_told_so_in_words(night: Night, admin: Client, worker: Client):
    shelter = night.shelter(AUTOMATIC).id
    check_in(night, persons=3)
    assert places(admin, f"/beheer/opvang/{shelter}", "mixed", 1, days=1).status_code == 303
    night.pass_time(days=1)
    worker.sign_in("opvang")
    page = worker.get(f"/bedden/{shelter}").text
    assert "Gemengd: 1 plek, 3 bezet, vastgehouden of gesloten." in page
    assert "volgens de gastenlijst -" not in page

"""An administrator's respite and small homes: of the own region, with places by date, no guests."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from tests.beds.night import AUTOMATIC, Night
from tests.facilities.respite_house import arrive, facility
from tests.support.client import Client
from tests.support.outline import filled_in
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.db import new_id
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.models import Facility

ADMIN = "/beheer/voorzieningen"


@pytest.fixture
def admin(demo_app: Flask) -> Client:
    """The administrator's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("beheer")


def form_of(client: Client, **more: Any) -> dict[str, Any]:
    html = client.get(f"{ADMIN}/nieuw").text
    organisation = re.search(r'<option value="([0-9a-f-]{36})">Opvang \(demo\)', html)
    worker = re.search(r'name="staff" value="([0-9a-f-]{36})"', html)
    assert organisation
    assert worker
    return {
        "id": str(new_id()),
        "kind": "respite",
        "name": "Nieuw respijthuis (demo)",
        "organisation": organisation[1],
        "municipality": "Laren",
        "phone": "035 000 00 09",
        "longest_days": "21",
        "visitors_target": "",
        "staff": [worker[1]],
        **more,
    }


@pytest.mark.one_store
def test_facility_is_added_once_gets_places_and_its_people_keep_it(admin: Client, worker: Client):
    form = form_of(admin)
    first = admin.post(f"{ADMIN}/nieuw", data=form).location
    assert admin.post(f"{ADMIN}/nieuw", data=form).location == first
    own = first.replace("/beheer", "/bedden")
    assert "Nu geen plekken" in worker.get(own).text
    places = {"places": "3", "from_date": clock.today().isoformat()}
    assert admin.post(f"{first}/plekken", data=places).location == first
    assert "3 van 3 vrij" in worker.get(own).text
    assert "Meestal hoogstens 21 dagen." in worker.get(f"{own}/aankomst").text
    assert admin.post(first, data={**filled_in(admin.get(first).text, "voorziening"), "staff": []}).status_code == 303
    assert worker.get(own).status_code == 404


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": ""}, "Vul de naam in."),
        ({"phone": ""}, "Vul het telefoonnummer in."),
        ({"kind": "hotel"}, "Kies wat voor voorziening het is."),
        ({"organisation": str(new_id())}, "Kies een organisatie uit de regio."),
        ({"municipality": "Almere"}, "Kies een gemeente uit de regio."),
        ({"longest_days": "0"}, "Vul in hoeveel dagen"),
        ({"visitors_target": "-5"}, "Vul een streefgetal in"),
        ({"staff": [str(new_id())]}, "Kies alleen opvangmedewerkers uit de regio."),
    ],
)
def test_wrong_facility_gets_a_sentence(admin: Client, more: dict[str, Any], said: str):
    refused = admin.post(f"{ADMIN}/nieuw", data=form_of(admin, **more))
    assert refused.status_code == 422
    assert said in refused.text


@pytest.mark.one_store
def test_kind_does_not_change(night: Night, admin: Client):
    refused = admin.post(f"{ADMIN}/{facility(night).id}", data=form_of(admin, kind="small_home"))
    assert refused.status_code == 422
    assert "kan niet meer veranderen" in refused.text


@pytest.mark.parametrize("kind", FacilityKind)
def test_two_administrators_do_not_undo_each_other(night: Night, admin: Client, kind: FacilityKind):
    url = f"{ADMIN}/{facility(night, kind).id}"
    with night.write() as session:
        session.get_one(Facility, facility(night, kind).id).longest_days = 30
    form = filled_in(admin.get(url).text, "voorziening")
    assert admin.post(url, data={**form, "phone": "035 999 99 99", "staff": []}).status_code == 303
    assert admin.post(url, data={**form, "note": "Zijdeur"}).status_code == 303
    now = facility(night, kind)
    assert (now.phone, now.note, now.longest_days) == ("035 999 99 99", "Zijdeur", 30)
    refused = admin.post(url, data={**form, "phone": "035 111 11 11"})
    assert refused.status_code == 409
    assert "Er staat nu: 035 999 99 99." in refused.text
    again = filled_in(refused.text, "voorziening")
    assert (again["phone"], again["note"], "staff" in again) == (["035 111 11 11"], ["Zijdeur"], False)
    assert admin.post(url, data=again).status_code == 303
    assert facility(night, kind).phone == "035 111 11 11"


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("places", "days", "said"),
    [("1", 0, "Minder plekken kan vanaf"), ("4", -1, "Plekken beginnen vandaag"), ("veel", 0, "Vul het aantal")],
)
def test_wrong_places_get_a_sentence(night: Night, admin: Client, places: str, days: int, said: str):
    body = {"places": places, "from_date": (clock.today() + timedelta(days=days)).isoformat()}
    refused = admin.post(f"{ADMIN}/{facility(night).id}/plekken", data=body)
    assert refused.status_code == 422
    assert said in refused.text


@pytest.mark.one_store
def test_administrator_sees_the_own_region_and_no_guest(night: Night, admin: Client):
    arrive(night, guest="Kanariepietje")
    house = facility(night)
    for path in (ADMIN, f"{ADMIN}/{house.id}"):
        page = admin.get(path).text
        assert house.name in page
        assert not re.search("Kanarie|Demo Gast", page)
    there = facility(night, almere=True).id
    assert admin.get(f"{ADMIN}/{there}").status_code == 404
    assert admin.post(f"{ADMIN}/{there}/plekken", data={"places": "1", "from_date": "2099-01-01"}).status_code == 404
    assert f'href="{ADMIN}"' in admin.get("/beheer").text


def test_tables_come_to_a_store_with_data_and_go_again(night: Night):
    request = night.ask(alias="Kanariepietje")
    go_back(night.database, "0006")
    with night.database.reading() as session:
        assert session.connection().execute(text("select count(*) from bed_request")).scalar_one() == 1
    schema.migrate(night.database)
    assert schema.is_current(night.database)
    with night.database.reading() as session:
        assert session.connection().execute(text("select count(*) from respite_stay")).scalar_one() == 0
    assert night.beds(AUTOMATIC, "mixed").held == request.places

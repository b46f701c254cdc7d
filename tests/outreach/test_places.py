"""Places where youths are met: kept by one organisation, visited, and picked when a contact is logged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn, fields_of
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.audit.models import AccessEntry
from webapp.db import Database
from webapp.outreach.models import MeetingPlace, PlaceVisit

FRIDAY_NIGHT = datetime(2026, 9, 18, 20, tzinfo=UTC)


def add(door: Door, name: str = "Skatebaan Oost", **more: str) -> str:
    return door.accepted("meeting_place.add", {"name": name, **more})


def test_first_there_is_a_way_to_begin(youth_worker: Client, demo_database: Database) -> None:
    with demo_database.transaction() as session:
        for table in (PlaceVisit, MeetingPlace):
            session.connection().execute(delete(table))
    assert "Nog geen vindplekken" in youth_worker.get("/vindplekken").text


def test_places_of_this_hour_come_first(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: FRIDAY_NIGHT)
    door.client.sign_in(YOUTH_WORKER)
    add(door, "Aan het water", times="ma 9:00-12:00")
    add(door, "Zwembad", times="vr, za 20:00-1:00")
    page = door.client.get("/vindplekken").text
    assert page.index("Zwembad") < page.index("Aan het water")
    choices = door.client.get("/offline/snapshot").get_json()["choices"]
    names = choices["meeting_places"]
    assert names.index("Zwembad") < names.index("Aan het water")


def test_form_without_scripts_and_its_mistakes(youth_worker: Client) -> None:
    wrong = youth_worker.post("/vindplekken/nieuw", data={"name": "", "times": "soms", "note": "blijft"})
    assert wrong.status_code == 422
    assert "Vul in hoe jullie deze plek noemen." in wrong.text
    assert "Dit lezen we niet: soms." in wrong.text
    assert "blijft" in wrong.text
    made = youth_worker.post("/vindplekken/nieuw", data={"name": "Café ‘De Ünie’ 🙂", "times": "vr, za 20-1"})
    assert made.status_code == 303
    page = youth_worker.get(made.location).text
    assert "Café ‘De Ünie’ 🙂" in page
    assert "20:00–1:00" in page


def test_visit_is_told_with_who_and_how_many(door: Door) -> None:
    place = add(door)
    assert "nog niemand geweest" in door.client.get("/vindplekken").text
    door.accepted("meeting_place.visit", {"place": place, "met": 4})
    page = door.client.get("/vindplekken").text
    assert "4 jongeren" in page
    assert "laatst vandaag" in page
    assert door.client.post(f"/vindplekken/{place}/bezoek", data={"met": ""}).status_code == 303
    assert "4 jongeren" in door.client.get(f"/vindplekken/{place}").text, "it stays in the list of who was there"
    assert "1 jongere" not in door.client.get("/vindplekken").text


def test_late_phone_hides_no_later_visit(door: Door, demo_database: Database) -> None:
    place = add(door)
    door.accepted("meeting_place.visit", {"place": place, "met": 2})
    before = clock.local(clock.now() - timedelta(hours=3)).isoformat()
    door.accepted("meeting_place.visit", {"place": place, "met": 9}, client_time=before)
    assert "2 jongeren" in door.client.get("/vindplekken").text
    with demo_database.reading() as session:
        assert len(session.exec(select(PlaceVisit)).all()) >= 2


def test_visit_sent_twice_is_one(door: Door) -> None:
    place, body = add(door), None
    body = {"place": place, "met": 3}
    made = door.accepted("meeting_place.visit", body)
    assert door.send("meeting_place.visit", body, id=made)["status"] == "duplicate"
    assert door.client.get(f"/vindplekken/{place}").text.count("3 jongeren") == 1


@pytest.mark.parametrize("met", ["-1", "501", "vier", "1,5"])
def test_odd_number_of_youths_is_refused(door: Door, met: str) -> None:
    place = add(door)
    answer = door.client.post(f"/vindplekken/{place}/bezoek", data={"met": met})
    assert answer.status_code == 422
    assert "Vul een aantal in van 0 tot en met 500" in answer.text


def test_two_people_who_change_one_place_both_count(door: Door, sign_in: SignIn) -> None:
    place = add(door, note="oud")
    path = f"/vindplekken/{place}/wijzigen"
    seen = {name: values[0] for name, values in fields_of(door.client.get(path).text).items()}
    assert door.client.post(path, data={**seen, "note": "van de een"}).status_code == 303
    clash = sign_in(YOUTH_WORKER).post(path, data={**seen, "id": "", "note": "van de ander"})
    assert clash.status_code == 409
    assert "van de een" in clash.text
    assert "van de ander" in clash.text


def test_stopped_place_is_no_pick_and_can_come_back(door: Door) -> None:
    place = add(door)
    door.client.post(f"/vindplekken/{place}/stoppen")
    assert "Skatebaan Oost" not in door.client.get("/vindplekken").text
    assert "Skatebaan Oost" in door.client.get("/vindplekken/gestopt").text
    assert "Skatebaan Oost" not in door.client.get("/offline/snapshot").get_json()["choices"]["meeting_places"]
    door.client.post(f"/vindplekken/{place}/terugzetten")
    assert "Skatebaan Oost" in door.client.get("/vindplekken").text


@pytest.mark.parametrize("who", [NURSE, "opvang", "beleid", "beheer"])
def test_other_roles_have_no_places(sign_in: SignIn, door: Door, who: str) -> None:
    place, other = add(door), sign_in(who)
    for path in ("/vindplekken", f"/vindplekken/{place}", f"/vindplekken/{place}/wijzigen"):
        assert other.get(path).status_code == 403
    assert other.post(f"/vindplekken/{place}/bezoek", data={"met": "1"}).status_code == 403
    assert Door(other).send("meeting_place.visit", {"place": place, "met": 1})["code"] == "not_allowed"


def test_place_of_another_region_is_not_there(sign_in: SignIn, door: Door) -> None:
    place, other = add(door), sign_in("jongerenwerker-almere")
    assert "Skatebaan Oost" not in other.get("/vindplekken").text
    assert other.get(f"/vindplekken/{place}").status_code == 404
    assert Door(other).send("meeting_place.visit", {"place": place, "met": 1})["status"] == "rejected"
    assert other.post(f"/vindplekken/{place}/stoppen").status_code == 404


def test_phone_reads_them_without_network(door: Door, demo_database: Database) -> None:
    add(door)
    assert "Skatebaan Oost" in door.client.get("/offline/snapshot").get_json()["fragments"]["/vindplekken"]["html"]
    with demo_database.reading() as session:
        found = session.exec(select(AccessEntry.action).where(AccessEntry.subject == "meeting_place")).all()
    assert found == ["create"]

"""Unusual reading is found in the log, waits for the overseer, and is looked at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id
from webapp.oversight.models import UnusualReading
from webapp.oversight.unusual_reading import service
from webapp.oversight.unusual_reading.rules import BY_WORD


@pytest.fixture(autouse=True)
def by_day(demo_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tomorrow afternoon: at night one more rule is met, and midnight cuts a day in two."""
    real, today = clock.now, clock.today()
    then = clock.midnight(today + timedelta(days=1)) + timedelta(hours=14)
    ahead = then - real()
    monkeypatch.setattr(clock, "now", lambda: real() + ahead)


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The privacy officer's browser."""
    return sign_in("privacy")


def make_clients(door: Door, number: int) -> list[str]:
    return [door.accepted("client.add", {"alias": f"Nummer {one}", "legal_basis": "wgbo"}) for one in range(number)]


def found(database: Database) -> list[UnusualReading]:
    with database.reading() as session:
        return list(session.exec(select(UnusualReading)).all())


def later(monkeypatch: pytest.MonkeyPatch, **by: float) -> None:
    now = clock.now
    monkeypatch.setattr(clock, "now", lambda: now() + timedelta(**by))


def test_nothing_unusual_is_said_so(officer: Client):
    assert "Niets opvallends" in officer.get("/toezicht").text


def test_colleague_who_opens_people_outside_a_relation_is_found_and_judged_once(
    door: Door, officer: Client, sign_in: SignIn, colleague: str, demo_database: Database
):
    other = sign_in(colleague)
    many = BY_WORD["outside_relation"].at_least
    for one in make_clients(door, many):
        other.get(f"/clienten/{one}")
        door.client.get(f"/clienten/{one}")  # their own nurse
    other.get("/clienten")  # a list opens nobody
    html = officer.get("/toezicht").text
    assert "Demo Karin" in html
    assert f"{many} mensen met wie er geen werkrelatie was" in html
    assert "Demo Sanne" not in html
    (one,) = found(demo_database)
    assert "wacht op jouw toezicht" in officer.get("/").text
    page = f"/toezicht/opvallend/{one.id}"
    assert officer.post(page, data={"words": ""}).status_code == 422
    assert officer.post(page, data={"words": "Nagevraagd, viel in."}).status_code == 303
    assert officer.post(page, data={"words": "Nagevraagd, viel in."}).status_code == 303, "sent twice it is one"
    assert officer.post(page, data={"words": "Toch anders"}).status_code == 409
    assert "Niets opvallends" in officer.get("/toezicht").text
    assert "Nagevraagd, viel in." in officer.get(page).text
    assert "Demo Karin" in officer.get("/toezicht/opvallend").text
    with demo_database.reading() as session:
        raw = session.connection().exec_driver_sql("select words from unusual_reading").scalar_one()
        acts = session.exec(select(AccessEntry.action).where(AccessEntry.subject == "unusual_reading")).all()
    assert b"Nagevraagd" not in (raw if isinstance(raw, bytes) else str(raw).encode())
    assert {"read", "update"} <= set(acts)


def test_finding_that_goes_on_is_counted_further(
    door: Door,
    officer: Client,
    sign_in: SignIn,
    colleague: str,
    demo_database: Database,
    monkeypatch: pytest.MonkeyPatch,
):
    other, clients = sign_in(colleague), make_clients(door, 7)
    for one in clients[:5]:
        other.get(f"/clienten/{one}")
    officer.get("/toezicht")
    for one in clients[5:]:
        other.get(f"/clienten/{one}")
    officer.get("/toezicht")
    assert [one.count for one in found(demo_database)] == [5], "it looked a moment ago"
    later(monkeypatch, minutes=6)
    officer.get("/toezicht")
    assert {one.count for one in found(demo_database) if one.rule == "outside_relation"} == {7}


def test_client_with_the_name_of_a_colleague_is_found(
    door: Door, officer: Client, sign_in: SignIn, colleague: str, demo_database: Database
):
    made = door.accepted("client.add", {"name": "Karin DEMO", "legal_basis": "wgbo"})
    sign_in(colleague).get(f"/clienten/{made}")
    officer.get("/toezicht")
    (one,) = [one for one in found(demo_database) if one.rule == "name_of_a_colleague"]
    assert str(one.client_id) == made


def test_who_is_refused_often_is_found(officer: Client, sign_in: SignIn, demo_database: Database):
    browser = sign_in("beleid")
    for _ in range(BY_WORD["refused_often"].at_least):
        assert browser.get("/clienten").status_code == 403
    officer.get("/toezicht")
    assert [one.rule for one in found(demo_database)] == ["refused_often"]


def test_failed_sign_ins_of_nobody_known_are_found_in_every_region(
    sign_in: SignIn, demo_app: Any, demo_database: Database
):
    stranger = Client(demo_app, demo_app.response_class)
    for _ in range(BY_WORD["failed_sign_in"].at_least):
        stranger.post("/passkeys/inloggen", json={"credential": "geen"})
    for name in ("privacy", "privacy-almere"):
        assert "Iemand zonder account" in sign_in(name).get("/toezicht").text


def test_nobody_judges_what_is_about_themself(officer: Client, demo_database: Database):
    with demo_database.transaction() as session:
        me = store.find_demo_user(session, "privacy")
        assert me is not None
        now = clock.now()
        facts = {"region_id": me.region_id, "rule": "refused_often", "user_id": me.id, "since": now, "last_at": now}
        session.add(UnusualReading(id=new_id(), count=10, **facts))
    (one,) = found(demo_database)
    assert "Dit gaat over jezelf" in officer.get(f"/toezicht/opvallend/{one.id}").text
    assert officer.post(f"/toezicht/opvallend/{one.id}", data={"words": "Niks aan de hand"}).status_code == 403


def test_another_region_and_other_roles_see_no_finding(sign_in: SignIn, demo_database: Database, officer: Client):
    browser = sign_in("beleid")
    for _ in range(10):
        browser.get("/clienten")
    officer.get("/toezicht")
    (one,) = found(demo_database)
    expected = {"privacy-almere": 404, "beheer": 403, "straatverpleegkundige": 403}
    for name, status in expected.items():
        other = sign_in(name)
        assert other.get(f"/toezicht/opvallend/{one.id}").status_code == status
        assert other.post(f"/toezicht/opvallend/{one.id}", data={"words": "Gezien"}).status_code == status


def test_every_hour_every_region_is_looked_through(sign_in: SignIn, demo_database: Database):
    browser = sign_in("beleid-almere")
    for _ in range(10):
        browser.get("/clienten")
    with demo_database.transaction() as session:
        service.look_everywhere(session)
        service.look_everywhere(session)
    assert [one.count for one in found(demo_database)] == [10]


def test_search_by_person_client_and_act_names_nobody_in_an_address(
    door: Door, officer: Client, demo_database: Database
):
    made = door.accepted("client.add", {"name": "Zoe Zoekgeraakt", "legal_basis": "wgbo"})
    door.client.get(f"/clienten/{made}")
    with demo_database.reading() as session:
        nurse = store.find_demo_user(session, "straatverpleegkundige")
        assert nurse is not None
    by_person = officer.post("/toezicht/logboek", data={"user": str(nurse.id), "action": "create"}).text
    assert "Demo Sanne" in by_person
    assert made[-6:] in by_person
    assert "Zoekgeraakt" not in by_person, "a list names no client"
    asked = officer.post("/toezicht/logboek", data={"who": "zoekgeraakt"}).text
    assert "Wie bedoel je?" in asked
    assert "Zoe Zoekgeraakt" in asked
    about = officer.post("/toezicht/logboek", data={"client": made}).text
    assert "Over Zoe Zoekgeraakt" in about.replace("<bdi>", "").replace("</bdi>", "")
    assert "naam en gegevens: bekeken" in about
    assert made[-6:] in officer.post("/toezicht/logboek", data={"who": made}).text
    assert "Niets gevonden" in officer.post("/toezicht/logboek", data={"client": made, "action": "delete"}).text
    with demo_database.reading() as session:
        rows = session.exec(select(AccessEntry).where(AccessEntry.ground == "oversight")).all()
    assert {row.subject for row in rows} >= {"access_log", "client"}
    assert UUID(made) in {row.client_id for row in rows}
    assert not [row for row in rows if row.detail and "oekgeraakt" in row.detail]


def test_search_stays_in_the_region(door: Door, sign_in: SignIn, demo_database: Database):
    made = door.accepted("client.add", {"name": "Nico Nergens", "legal_basis": "wgbo"})
    other = sign_in("privacy-almere")
    asked = other.post("/toezicht/logboek", data={"who": "Nico Nergens"}).text
    assert "Wie bedoel je?" not in asked
    assert "Niets gevonden" in asked
    assert "Niets gevonden" in other.post("/toezicht/logboek", data={"client": made}).text


@pytest.mark.parametrize(
    "form",
    [{"user": "x"}, {"action": "y"}, {"since": "gisteren"}, {"until": "5"}, {"client": "9"}, {"organisation": "-"}],
)
def test_search_that_makes_no_sense_is_said_at_its_field(officer: Client, form: dict[str, str]):
    assert officer.post("/toezicht/logboek", data=form).status_code == 422


def test_long_result_goes_on(officer: Client, sign_in: SignIn):
    browser = sign_in("beleid")
    for _ in range(55):
        browser.get("/clienten")
    first = officer.post("/toezicht/logboek", data={"refused": "true"}).text
    assert first.count("beleidsmedewerker") == 50
    at = first.split('name="voor" value="')[1].split('"')[0]
    rest = officer.post("/toezicht/logboek", data={"refused": "true", "voor": at}).text
    assert rest.count("beleidsmedewerker") == 5


def test_search_as_a_file_is_in_the_log(officer: Client, demo_database: Database):
    answer = officer.post("/toezicht/logboek/bestand", data={"action": "sign_in", "vorm": "csv"})
    assert answer.status_code == 200
    assert "users.purposeOfUse" in answer.text
    with demo_database.reading() as session:
        row = session.exec(select(AccessEntry).where(AccessEntry.action == "export")).one()
    assert row.ground == "oversight"


@pytest.mark.parametrize("name", ["straatverpleegkundige", "beheer", "beleid", "opvang", "vrijwilliger", "verhuurder"])
def test_oversight_is_the_privacy_officers_alone(sign_in: SignIn, name: str):
    browser = sign_in(name)
    for path in ("/toezicht", "/toezicht/logboek", "/toezicht/opvallend", "/toezicht/noodtoegang"):
        assert browser.get(path).status_code == 403
    assert browser.post("/toezicht/logboek/bestand", data={"vorm": "csv"}).status_code == 403


@pytest.mark.parametrize("path", ["/clienten", "/contacten", "/bedden", "/beheer", "/kamers"])
def test_privacy_officer_opens_no_records(officer: Client, path: str):
    assert officer.get(path).status_code == 403

"""``/kamers/mijn``: the signed-in host reads what the link shows, asks for help, stops and takes the own data along."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.matches.acts import HOST, Match, a_day_later
from tests.rooms.portal.acts import link_of
from tests.rooms.screening.acts import fresh
from tests.rooms.tenancies.acts import begin
from tests.rooms.walk import sign_up
from tests.support.client import Client
from webapp.audit.models import AccessEntry
from webapp.rooms.models import Host, Room

OWN = "/kamers/mijn"


@pytest.fixture
def host(demo_app: Flask) -> Client:
    return fresh(demo_app).sign_in(HOST)


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def track_of(page: str) -> list[str]:
    """The words of every step on a page."""
    steps = re.findall(r'<ol class="track">(.*?)</ol>', main_of(page), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in steps]


def host_of(app: Flask, room_id: str) -> Host:
    with app.extensions["database"].reading() as session:
        found = session.get_one(Host, session.get_one(Room, UUID(room_id)).host_id)
        assert isinstance(found, Host)
        return found


def test_both_doors_say_the_same_at_every_step(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    match = Match(demo_app, alias="Zeldenrust")
    at, anybody = link_of(demo_app, host_of(demo_app, match.room)), fresh(demo_app)

    def shown() -> str:
        [by_link] = track_of(anybody.get(at).text)
        page = match.host.get(OWN).text
        assert track_of(page)[0] == by_link, "the newest sign-up comes first"
        assert "Zeldenrust" not in page
        return by_link

    assert "We zoeken een jongere die past" in shown()
    match.propose()
    assert "Er is een jongere die bij je past" in shown()
    assert match.url in match.host.get(OWN).text
    assert match.says(match.worker, "proposal", "yes") == 303
    assert match.says(match.host, "proposal", "yes") == 303
    assert match.says(match.coordinator, "introduction", "met") == 303
    assert "Jullie denken er allebei over na" in shown()
    for client in (match.host, match.worker):
        assert match.says(client, "thinking", "yes") == 303
    a_day_later(monkeypatch)
    match.coordinator, match.host = match.browser("coordinator"), match.browser(HOST)
    assert match.told()["step"] == "contract"
    assert "Nu het contract" in shown()
    begin(match)
    assert "We kijken samen terug" in shown()
    dates = match.host.get(f"{OWN}/afspraak.ics")
    assert "no-store" in dates.headers["Cache-Control"]
    assert "Samen terugkijken" in dates.text
    assert "Zeldenrust" not in dates.text
    assert dates.text == anybody.get(f"{at}/afspraak.ics").text


def test_help_reaches_the_coordinator_once(demo_app: Flask, host: Client) -> None:
    coordinator = fresh(demo_app).sign_in("coordinator")
    for words in ("De verwarming", "De verwarming", "En het dak"):
        assert host.post(f"{OWN}/hulp", data={"words": words}).location == f"{OWN}?hulp=1"
    assert "De coördinator weet het" in host.get(f"{OWN}?hulp=1").text
    assert "verhuurder wil gebeld worden" in coordinator.get("/").text
    page = coordinator.get("/kamers/hulp").text
    assert page.count("De verwarming\nEn het dak") == 1
    wrong = host.post(f"{OWN}/hulp", data={"words": "x" * 9000})
    assert wrong.status_code == 422
    assert "x" * 9000 in wrong.text


@pytest.mark.one_store
def test_calls_for_help_have_an_end(host: Client) -> None:
    answers = [host.post(f"{OWN}/hulp", data={}).status_code for _ in range(11)]
    assert answers == [303] * 10 + [429]


def test_stops_with_every_room_and_nobody_is_lost(demo_app: Flask) -> None:
    match = Match(demo_app).introduced()
    assert match.host.post(f"{OWN}/stoppen", data={}).status_code == 422
    assert "Wil je stoppen?" in match.host.get(f"{OWN}/stoppen").text
    for _ in range(2):
        assert match.host.post(f"{OWN}/stoppen", data={"reason": "room_needed"}).location == OWN
    page = main_of(match.host.get(OWN).text)
    assert "Gestopt" in page
    assert f"{OWN}/stoppen" not in page
    assert "Wijzigen" not in page
    told = match.told()
    assert told["reason"] == "host_stopped"
    with demo_app.extensions["database"].reading() as session:
        hosts = session.exec(select(Host).where(Host.user_id.is_not(None), Host.withdrawn_at.is_not(None))).all()
        rooms = session.exec(select(Room).where(Room.host_id.in_([one.id for one in hosts]))).all()
    assert {(room.state, room.decline_reason) for room in rooms} == {("declined", "room_needed")}
    assert match.room in {str(room.id) for room in rooms}
    assert "Demo Truus" in match.coordinator.get(f"/kamers/{match.room}").text


def test_own_data_is_all_of_it_and_of_nobody_else(demo_app: Flask, host: Client) -> None:
    sign_up(fresh(demo_app), name="Demo Vreemde")
    got = host.get(f"{OWN}/gegevens.json")
    [told] = got.get_json()["sign_ups"]
    assert told["host"]["name"] == "Demo Truus"
    assert "Demo Vreemde" not in got.text
    assert "no-store" in got.headers["Cache-Control"]
    with demo_app.extensions["database"].reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == UUID(told["host"]["id"]))).all()
    assert any(one.action == "export" and one.ground == "own" and one.user_id for one in entries)


@pytest.mark.one_store
def test_account_without_a_sign_up_is_shown_the_way(demo_app: Flask, host: Client) -> None:
    with demo_app.extensions["database"].transaction() as session:
        for one in session.exec(select(Host).where(Host.user_id.is_not(None))):
            one.user_id = None
    assert "Meld je kamer aan" in host.get(OWN).text
    assert host.post(f"{OWN}/hulp", data={}).status_code == 404
    assert host.post(f"{OWN}/stoppen", data={"reason": "other"}).status_code == 303
    assert host.get(f"{OWN}/gegevens.json").get_json() == {"sign_ups": []}
    assert host.get(f"{OWN}/afspraak.ics").location == OWN


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["coordinator", "jongerenwerker", "vrijwilliger", "beleid"])
def test_is_for_hosts_alone(demo_app: Flask, name: str) -> None:
    other = fresh(demo_app).sign_in(name)
    for path in ("", "/stoppen", "/afspraak.ics", "/gegevens.json"):
        assert other.get(f"{OWN}{path}").status_code == 403, path
    for path in ("/hulp", "/stoppen"):
        assert other.post(f"{OWN}{path}", data={"reason": "other"}).status_code == 403, path

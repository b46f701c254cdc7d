"""A host's own page: by a secret link, what is theirs alone; help and stopping reach the coordinator."""

from __future__ import annotations

import json
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.matches.acts import Match, a_day_later
from tests.rooms.portal.acts import link_of
from tests.rooms.screening.acts import SEEN, VISIT, fresh, new_host, plan, room_now, user_id
from tests.rooms.tenancies.acts import begin
from tests.rooms.walk import START, sign_up
from tests.support.client import Client
from webapp.audit.models import AccessEntry
from webapp.mail.models import Letter
from webapp.rooms.models import Host, Room
from webapp.rooms.portal import service as portal


@pytest.fixture
def coordinator(demo_app: Flask) -> Client:
    return fresh(demo_app).sign_in("coordinator")


def test_host_sees_each_step_with_its_date(demo_app: Flask, coordinator: Client) -> None:
    host, room = new_host(demo_app)
    at = link_of(demo_app, host)
    own = fresh(demo_app)
    assert "Een coördinator belt je" in own.get(at).text
    coordinator.post(f"/kamers/{room.id}/gebeld")
    plan(coordinator, host, user_id(demo_app, "vrijwilliger"))
    page = own.get(at).text
    assert "We spraken elkaar" in page
    assert "afspraak.ics" in page
    assert "Demostraat" not in page
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    coordinator.post(f"/kamers/verhuurders/{host.id}/besluit", data={"decision": "accepted"})
    page = own.get(at).text
    assert "Je kamer kan verhuurd worden" in page
    assert "afspraak.ics" not in page


@pytest.mark.one_store
def test_visit_as_a_calendar_file_names_nobody(demo_app: Flask, coordinator: Client) -> None:
    host, _room = new_host(demo_app)
    at = link_of(demo_app, host)
    own = fresh(demo_app)
    assert own.get(f"{at}/afspraak.ics").location == at
    plan(coordinator, host, user_id(demo_app, "vrijwilliger"))
    answer = own.get(f"{at}/afspraak.ics")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    text = answer.text
    assert f"DTSTART;TZID=Europe/Amsterdam:{VISIT:%Y%m%d}T190000" in text
    assert "Gerda" not in text
    assert "Demostraat" not in text


def test_help_stands_on_the_coordinators_first_page_until_answered(demo_app: Flask, coordinator: Client) -> None:
    import re

    host, _room = new_host(demo_app)
    at = link_of(demo_app, host)
    own = fresh(demo_app)
    assert own.post(f"{at}/hulp", data={"words": "De verwarming"}).status_code == 303
    own.post(f"{at}/hulp", data={"words": "En het dak"})
    assert "De coördinator weet het" in own.get(f"{at}?hulp=1").text
    assert "verhuurder wil gebeld worden" in coordinator.get("/").text
    page = coordinator.get("/kamers/hulp").text
    assert "De verwarming\nEn het dak" in page
    action = re.search(r"/kamers/hulp/[0-9a-f-]+", page)
    assert action
    assert fresh(demo_app).sign_in("coordinator-almere").post(action[0]).status_code == 404
    assert coordinator.post(action[0]).status_code == 303
    assert "gebeld worden" not in coordinator.get("/").text
    assert "Je vroeg hulp" not in own.get(at).text


def test_host_who_stops_is_proposed_no_more_and_the_coordinator_reads_why(demo_app: Flask, coordinator: Client) -> None:
    host, room = new_host(demo_app)
    at = link_of(demo_app, host)
    own = fresh(demo_app)
    assert own.post(f"{at}/stoppen", data={}).status_code == 422
    for _ in range(2):
        assert own.post(f"{at}/stoppen", data={"reason": "room_needed"}).status_code == 303
    assert "Gestopt" in own.get(at).text
    now = room_now(demo_app, room.id)
    assert (now.state, now.decline_reason) == ("declined", "room_needed")
    page = coordinator.get(f"/kamers/{room.id}").text
    assert "de verhuurder zelf" in page
    assert coordinator.post(f"/kamers/{room.id}/terug").status_code == 303
    assert room_now(demo_app, room.id).state == "new"


def test_only_a_mailed_link_confirms_an_address_and_opening_it_does_not(demo_app: Flask) -> None:
    sign_up(fresh(demo_app), email="gerda@example.nl")
    with demo_app.extensions["database"].reading() as session:
        letter = session.exec(select(Letter).order_by(Letter.made_at.desc())).first()
        host = session.exec(select(Host).order_by(Host.created_at.desc())).first()
    mailed = letter.link.removeprefix("http://localhost").removesuffix("?lang=nl")
    own = fresh(demo_app)
    other = link_of(demo_app, host)
    own.post(f"{other}/adres")
    assert "e-mailadres klopt" not in own.get(other).text
    assert "Is dit jouw e-mailadres?" not in own.get(other).text
    assert "Is dit jouw e-mailadres?" in own.get(mailed).text
    assert "Is dit jouw e-mailadres?" in own.get(mailed).text, "opening it says nothing"
    own.post(f"{mailed}/adres")
    assert "e-mailadres klopt" in own.get(mailed).text


@pytest.mark.one_store
def test_own_data_as_a_file_is_all_of_it_and_of_nobody_else(demo_app: Flask, coordinator: Client) -> None:
    host, _room = new_host(demo_app, name="Demo Gerda É")
    coordinator.post(f"/kamers/bezoeken/{host.id}", data=SEEN)
    own = fresh(demo_app)
    answer = own.get(f"{link_of(demo_app, host)}/gegevens.json")
    [data] = json.loads(answer.data)["sign_ups"]
    assert data["host"]["name"] == "Demo Gerda É"
    assert data["visits"][0]["note"] == "Fijn huis"
    assert data["rooms"][0]["rent"] == 475
    assert user_id(demo_app, "coordinator") not in answer.text
    with demo_app.extensions["database"].reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == host.id)).all()
    assert ("export", "own") in [(entry.action, entry.ground) for entry in entries]


@pytest.mark.one_store
def test_guessing_a_link_is_stopped_and_the_host_gets_in(demo_app: Flask) -> None:
    host, _room = new_host(demo_app)
    at = link_of(demo_app, host)
    network = {"REMOTE_ADDR": "203.0.113.9"}
    tried = [fresh(demo_app).get(f"{portal.OWN}/{n:043}", environ_base=network).status_code for n in range(32)]
    assert tried == [404] * 30 + [429] * 2
    assert fresh(demo_app).get(at, environ_base={"REMOTE_ADDR": "203.0.113.10"}).status_code == 200


@pytest.mark.one_store
@pytest.mark.parametrize("path", ["", "/stoppen", "/afspraak.ics", "/gegevens.json"])
def test_other_words_lead_nowhere(demo_app: Flask, path: str) -> None:
    assert fresh(demo_app).get(f"{portal.OWN}/geen{path}").status_code == 404


@pytest.mark.one_store
def test_browser_that_signed_up_goes_to_its_own_page(demo_app: Flask) -> None:
    own = fresh(demo_app)
    sign_up(own)
    to = own.post(f"{START}/bedankt").location
    assert to.startswith(portal.OWN)
    assert "Je aanmelding, Demo Gerda" in own.get(to).text
    assert fresh(demo_app).post(f"{START}/bedankt").location == START


@pytest.mark.one_store
def test_reading_ones_own_page_is_in_the_access_log(demo_app: Flask) -> None:
    host, _room = new_host(demo_app)
    fresh(demo_app).get(link_of(demo_app, host))
    with demo_app.extensions["database"].reading() as session:
        entries = session.exec(
            select(AccessEntry).where(AccessEntry.subject_id == host.id, AccessEntry.action == "read")
        ).all()
    assert [(entry.user_id, entry.ground) for entry in entries][-1:] == [(None, "own")]


@pytest.mark.one_store
def test_host_sees_where_a_match_stands_and_the_dates_of_a_tenancy(
    demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    match = Match(demo_app, alias="Zeldenrust")
    with demo_app.extensions["database"].reading() as session:
        room = session.get_one(Room, UUID(match.room))
        host = session.get_one(Host, room.host_id)
    at, own = link_of(demo_app, host), fresh(demo_app)
    assert "We zoeken een jongere die past" in own.get(at).text
    match.introduced()
    page = own.get(at).text
    assert "Jullie denken er allebei over na" in page
    assert "We zoeken een jongere" not in page
    for client in (match.host, match.worker):
        assert match.says(client, "thinking", "yes") == 303
    a_day_later(monkeypatch)
    match.coordinator = match.browser("coordinator")
    assert match.told()["step"] == "contract"
    assert "Nu het contract" in own.get(at).text
    begin(match)
    page = own.get(at).text
    assert "Er woont een jongere bij je" in page
    assert "We kijken samen terug" in page
    assert "Zeldenrust" not in page
    dates = own.get(f"{at}/afspraak.ics").text
    assert "Samen terugkijken" in dates
    assert "Zeldenrust" not in dates


@pytest.mark.one_store
def test_host_reads_no_answer_of_the_other(demo_app: Flask) -> None:
    match = Match(demo_app).propose()
    with demo_app.extensions["database"].reading() as session:
        host = session.get_one(Host, session.get_one(Room, UUID(match.room)).host_id)
    at, own = link_of(demo_app, host), fresh(demo_app)
    before = own.get(at).text
    assert "Er is een jongere die bij je past" in before
    assert match.says(match.worker, "proposal", "yes") == 303
    assert own.get(at).text == before
    assert match.says(match.host, "proposal", "no", reason="house_mates") == 303
    assert "We zoeken een jongere die past" in own.get(at).text

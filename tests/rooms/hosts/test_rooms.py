"""The coordinator's rooms: calling, every no with its reason, undo; and what a host sees."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.walk import faults, offer_form, sign_up
from tests.support.client import Client
from tests.support.outline import filled_in
from webapp.audit.models import AccessEntry
from webapp.rooms.models import Room


@pytest.fixture
def signed_up(demo_client: Client) -> str:
    """The address of a room that just came in, with the coordinator signed in."""
    sign_up(demo_client)
    demo_client.sign_in("coordinator")
    page = demo_client.get("/kamers?zoek=gerda").get_data(as_text=True)
    found = re.search(r'href="(/kamers/[0-9a-f-]{36})"', page)
    assert found
    return found.group(1)


def test_new_room_stands_first_with_host_and_channel_when_it_came_in(demo_client: Client, signed_up: str) -> None:
    page = demo_client.get("/kamers").get_data(as_text=True)
    rows = re.findall(r'class="row" href="([^"]+)"', page.split('id="lijst"')[1])
    assert rows[0] == signed_up
    shown = demo_client.get(signed_up).get_data(as_text=True)
    for words in ("Demo Gerda", "06 00 00 00 09", "Krant of huis-aan-huisblad", "Zolderkamer met dakraam", "nieuw"):
        assert words in shown


@pytest.mark.one_store
def test_room_is_called_with_what_was_said_when_noted(demo_client: Client, signed_up: str) -> None:
    assert demo_client.post(f"{signed_up}/gebeld", data={"note": "Donderdag kijken"}).location == signed_up
    page = demo_client.get(signed_up).get_data(as_text=True)
    assert "Donderdag kijken" in page
    assert "Stand is nu: gebeld" in page
    assert signed_up in demo_client.get("/kamers?staat=called").get_data(as_text=True)
    assert signed_up not in demo_client.get("/kamers?staat=new").get_data(as_text=True)


@pytest.mark.one_store
def test_page_says_what_was_done_last_and_the_state_can_still_go_back(demo_client: Client, signed_up: str) -> None:
    demo_client.post(f"{signed_up}/gebeld", data={})
    demo_client.post(f"{signed_up}/notitie", data={"note": "Bellen na 1 januari"})
    page = demo_client.get(signed_up).get_data(as_text=True)
    assert "<strong>Notitie bewaard</strong>" in page
    assert "Stand is nu" not in page
    said = {"min_age": "18", "accepts": "women", "note": "Zolderkamer, net geschilderd", "municipality": "Hilversum"}
    room = {**filled_in(demo_client.get(f"{signed_up}/wijzigen").get_data(as_text=True), "room"), **said}
    assert demo_client.post(f"{signed_up}/wijzigen", data=room).status_code == 303
    page = demo_client.get(signed_up).get_data(as_text=True)
    assert "<div><strong>Gegevens verbeterd</strong><br>" in page
    assert "Stand is nu" not in page
    assert "Stand terug naar: nieuw" in page
    demo_client.post(f"{signed_up}/terug")
    assert signed_up in demo_client.get("/kamers?staat=new").get_data(as_text=True)


@pytest.mark.one_store
def test_no_is_refused_when_it_has_no_reason(demo_client: Client, signed_up: str) -> None:
    response = demo_client.post(f"{signed_up}/afgevallen", data={})
    assert response.status_code == 422
    assert faults(response.get_data(as_text=True)) == {"reason": "Kies een reden."}
    assert demo_client.post(f"{signed_up}/afgevallen", data={"reason": "because"}).status_code == 422
    assert signed_up in demo_client.get("/kamers?staat=new").get_data(as_text=True)


def test_no_is_counted_with_its_reason_when_it_is_noted(demo_client: Client, signed_up: str) -> None:
    demo_client.post(f"{signed_up}/afgevallen", data={"reason": "changed_mind"})
    page = demo_client.get("/kamers").get_data(as_text=True)
    assert re.search(r"<span>Bedacht zich</span><b>1</b>", page)
    assert "Bedacht zich" in demo_client.get(signed_up).get_data(as_text=True)


def test_state_goes_back_when_the_last_step_is_undone(demo_client: Client, signed_up: str) -> None:
    demo_client.post(f"{signed_up}/gebeld", data={})
    demo_client.post(f"{signed_up}/afgevallen", data={"reason": "no_reply"})
    demo_client.post(f"{signed_up}/terug")
    page = demo_client.get(signed_up).get_data(as_text=True)
    assert "Stand is nu" not in page, "an undo cannot be undone"
    assert signed_up in demo_client.get("/kamers?staat=called").get_data(as_text=True)
    assert "hoort of zegt niets meer" in page, "what happened stays readable"
    demo_client.post(f"{signed_up}/terug")
    assert signed_up in demo_client.get("/kamers?staat=called").get_data(as_text=True)


@pytest.mark.one_store
def test_note_is_kept_and_an_empty_one_refused_when_written(demo_client: Client, signed_up: str) -> None:
    assert demo_client.post(f"{signed_up}/notitie", data={"note": ""}).status_code == 422
    demo_client.post(f"{signed_up}/notitie", data={"note": "Heeft een trap zonder leuning"})
    assert "Heeft een trap zonder leuning" in demo_client.get(signed_up).get_data(as_text=True)


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["coordinator-almere", "jongerenwerker", "vrijwilliger", "verhuurder", "beheer"])
def test_room_is_kept_from_everyone_else_when_they_know_its_address(
    demo_client: Client, signed_up: str, name: str
) -> None:
    demo_client.sign_in(name)
    status = 404 if name.startswith("coordinator") else 403
    assert demo_client.get(signed_up).status_code == status
    for act in ("gebeld", "afgevallen", "notitie", "terug"):
        response = demo_client.post(f"{signed_up}/{act}", data={"note": "x", "reason": "other"})
        assert response.status_code == status, act


def test_coordinator_enters_a_room_once_when_the_form_is_sent_twice(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    data = offer_form()
    first, second = (demo_client.post("/kamers/nieuw", data=data).location for _ in range(2))
    assert first == second == f"/kamers/{data['id']}"
    page = demo_client.get(first).get_data(as_text=True)
    assert "€ 450, waarvan kaal € 400 en servicekosten € 50" in page
    assert "Alleen mannen" in page


@pytest.mark.one_store
def test_second_room_hangs_on_the_same_host_when_entered_from_there(demo_client: Client, signed_up: str) -> None:
    page = demo_client.get(signed_up).get_data(as_text=True)
    host = re.search(r"/kamers/nieuw\?host=([0-9a-f-]{36})", page)
    assert host
    url = demo_client.post("/kamers/nieuw", data=offer_form(host=host.group(1))).location
    assert signed_up in demo_client.get(url).get_data(as_text=True)
    demo_client.sign_in("coordinator-almere")
    assert demo_client.post("/kamers/nieuw", data=offer_form(host=host.group(1), municipality="Urk")).status_code == 404


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"accepts": "women", "host_lives_in": "false"}, "accepts"),
        ({"rent": ""}, "rent"),
        ({"bare_rent": "500"}, "service_costs"),
        ({"until_date": "2026-12-31"}, "until_date"),
        ({"max_age": "17"}, "max_age"),
        ({"municipality": "Urk"}, "municipality"),
        ({"pets_present": ["dragon"]}, "pets_present"),
    ],
)
@pytest.mark.one_store
def test_room_form_names_the_field_when_it_cannot_be_taken(
    demo_client: Client, more: dict[str, Any], field: str
) -> None:
    demo_client.sign_in("coordinator")
    response = demo_client.post("/kamers/nieuw", data=offer_form(**more))
    assert response.status_code == 422
    assert list(faults(response.get_data(as_text=True))) == [field]


def test_host_sees_only_the_own_room_when_signed_in(demo_client: Client) -> None:
    sign_up(demo_client)
    demo_client.sign_in("verhuurder")
    page = demo_client.get("/kamers/mijn").get_data(as_text=True)
    assert "Kamer in Blaricum" in page
    assert "we kennen je kamer" in page
    assert "Zolderkamer" not in page
    assert "Donderdag" not in page, "the coordinator's notes are not the host's"


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["coordinator", "jongerenwerker", "beheer"])
def test_own_room_is_refused_when_someone_is_no_host(demo_client: Client, name: str) -> None:
    demo_client.sign_in(name)
    assert demo_client.get("/kamers/mijn").status_code == 403


@pytest.mark.one_store
def test_reading_a_room_is_logged_when_the_coordinator_opens_it(
    demo_app: Flask, demo_client: Client, signed_up: str
) -> None:
    demo_client.get(signed_up)
    with demo_app.extensions["database"].reading() as session:
        room = session.exec(select(Room).order_by(Room.created_at.desc())).first()
        assert room is not None
        actions = session.exec(select(AccessEntry.action).where(AccessEntry.subject_id == room.id)).all()
    assert actions.count("read") == 2  # on the list, and opened


@pytest.mark.one_store
def test_unknown_state_is_not_found_when_asked_for(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    assert demo_client.get("/kamers?staat=onzin").status_code == 404

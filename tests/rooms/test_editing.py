"""Putting right a room and a youth's request; a host who pauses, comes back or stops."""

from __future__ import annotations

import re
from datetime import date

import pytest

from tests.rooms.walk import ask, change, faults, offer_form, request_form, shown, sign_up
from tests.support.changes import changes
from tests.support.client import Client
from webapp import clock
from webapp.edits import same
from webapp.rooms.hosts.inputs import RoomFacts
from webapp.rooms.requests.inputs import RequestFacts

COORDINATORS = "/kamers?staat="


def own_address(client: Client) -> str:
    """The address of the demo host's own room, with the host signed in."""
    client.sign_in("verhuurder")
    found = re.search(r'href="(/kamers/mijn/[0-9a-f-]{36})/wijzigen"', client.get("/kamers/mijn").text)
    assert found
    return found.group(1)


def test_coordinator_corrects_a_room_and_everything_else_stays(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    url = demo_client.post("/kamers/nieuw", data=offer_form(pets_present=["cat"])).location
    answer = change(demo_client, url, rent="470", municipality="Huizen", note="Boven de fietsenmaker")
    assert answer.location == url
    page = demo_client.get(url).text
    for words in ("Kamer in Huizen", "€ 470", "Boven de fietsenmaker", "Alleen mannen", "Kat", "Gegevens verbeterd"):
        assert words in page, words
    assert url in demo_client.get("/kamers?zoek=fietsenmaker").text


def test_two_people_with_one_form_lose_nothing(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    url = demo_client.post("/kamers/nieuw", data=offer_form()).location
    mine = {**shown(demo_client, url), "rent": "480"}
    assert change(demo_client, url, max_age="26").status_code == 303
    assert demo_client.post(f"{url}/wijzigen", data=mine).status_code == 303
    page = demo_client.get(url).text
    assert "€ 480" in page
    assert "18 tot en met 26 jaar" in page
    clash = demo_client.post(f"{url}/wijzigen", data={**mine, "rent": "500"})
    assert clash.status_code == 409
    assert "Er staat nu: 480" in faults(clash.text)["rent"]


@pytest.mark.one_store
def test_mistake_in_a_correction_is_named_and_what_was_typed_stays(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    url = demo_client.post("/kamers/nieuw", data=offer_form()).location
    answer = change(demo_client, url, rent="veel", note="Met uitzicht")
    assert answer.status_code == 422
    assert list(faults(answer.text)) == ["rent"]
    assert "Met uitzicht" in answer.text
    assert list(faults(change(demo_client, url, municipality="Urk").text)) == ["municipality"]


def test_host_corrects_the_own_room_and_the_coordinator_sees_that(demo_client: Client) -> None:
    url = own_address(demo_client)
    assert change(demo_client, url, rent="495").location == "/kamers/mijn"
    assert "€ 495" in demo_client.get("/kamers/mijn").text
    demo_client.sign_in("coordinator")
    page = demo_client.get(url.replace("/mijn", "")).text
    assert "Gegevens verbeterd" in page
    assert "Demo Truus" in page


def test_host_pauses_comes_back_and_stops(demo_client: Client) -> None:
    url = own_address(demo_client)
    room = url.replace("/mijn", "")
    demo_client.post(f"{url}/pauze")
    assert "Weer beschikbaar" in demo_client.get("/kamers/mijn").text
    demo_client.sign_in("coordinator")
    assert room in demo_client.get(f"{COORDINATORS}paused").text
    assert room not in demo_client.get("/kamers/matches").text
    demo_client.sign_in("verhuurder")
    demo_client.post(f"{url}/hervatten")
    assert "we kennen je kamer" in demo_client.get("/kamers/mijn").text
    assert demo_client.post(f"{url}/stoppen", data={}).status_code == 422
    assert demo_client.post(f"{url}/stoppen", data={"reason": "room_needed"}).location == "/kamers/mijn"
    page = demo_client.get("/kamers/mijn").text
    assert "gaat nu niet door" in page
    assert "Wijzigen" not in page
    assert "We bellen je" not in page, "nobody calls about a room that is not offered"
    demo_client.sign_in("coordinator")
    assert "Heeft de kamer zelf nodig" in demo_client.get(room).text
    demo_client.post(f"{room}/terug")
    assert room in demo_client.get(f"{COORDINATORS}screened").text


@pytest.mark.one_store
def test_pause_of_what_fell_away_changes_nothing(demo_client: Client) -> None:
    url = own_address(demo_client)
    demo_client.post(f"{url}/stoppen", data={"reason": "other"})
    for act in ("pauze", "hervatten"):
        assert demo_client.post(f"{url}/{act}").status_code == 303
        assert "gaat nu niet door" in demo_client.get("/kamers/mijn").text


def test_host_who_stops_late_leaves_the_reason_it_fell_away_for(demo_client: Client) -> None:
    url = own_address(demo_client)
    room = url.replace("/mijn", "")
    demo_client.sign_in("coordinator")
    demo_client.post(f"{room}/afgevallen", data={"reason": "not_safe"})
    demo_client.sign_in("verhuurder")
    assert demo_client.post(f"{url}/stoppen", data={"reason": "changed_mind"}).location == "/kamers/mijn"
    demo_client.sign_in("coordinator")
    page = demo_client.get(room).text
    assert "Bedacht zich</span>" not in page
    assert "niet veilig" in page.split("</h1>")[1].split("</div>")[0].lower()
    demo_client.post(f"{room}/terug")
    assert room in demo_client.get(f"{COORDINATORS}screened").text, "one step back is before it fell away"


def test_colleague_who_declines_late_leaves_that_it_was_not_safe(demo_client: Client) -> None:
    room = own_address(demo_client).replace("/mijn", "")
    demo_client.sign_in("coordinator")
    for reason in ("no_reply", "not_safe", "changed_mind"):
        assert demo_client.post(f"{room}/afgevallen", data={"reason": reason}).location == room
    assert "niet veilig" in demo_client.get(room).text.split("</h1>")[1].split("</div>")[0].lower()


def test_call_during_a_pause_is_noted_and_the_pause_stays(demo_client: Client) -> None:
    url = own_address(demo_client)
    room = url.replace("/mijn", "")
    demo_client.post(f"{url}/pauze")
    demo_client.sign_in("coordinator")
    for said in ("Belt in maart terug", ""):
        assert demo_client.post(f"{room}/gebeld", data={"note": said}).location == room
    assert room in demo_client.get(f"{COORDINATORS}paused").text
    assert room not in demo_client.get("/kamers/matches").text
    page = demo_client.get(room).text
    assert "Belt in maart terug" in page
    assert "Gegevens verbeterd" not in page, "nobody changed a fact"
    demo_client.sign_in("verhuurder")
    demo_client.post(f"{url}/hervatten")
    assert "we kennen je kamer" in demo_client.get("/kamers/mijn").text


def test_call_about_a_room_that_fell_away_as_unsafe_does_not_offer_it_again(demo_client: Client) -> None:
    room = own_address(demo_client).replace("/mijn", "")
    demo_client.sign_in("coordinator")
    demo_client.post(f"{room}/afgevallen", data={"reason": "not_safe"})
    demo_client.post(f"{room}/gebeld", data={"note": "Wil graag nog eens praten"})
    assert room in demo_client.get(f"{COORDINATORS}declined").text
    assert "Wil graag nog eens praten" in demo_client.get(room).text
    assert room not in demo_client.get("/kamers/matches").text


@pytest.mark.one_store
@pytest.mark.parametrize(("name", "status"), [("verhuurder-almere", 404), ("coordinator", 403), ("beheer", 403)])
def test_own_room_is_nobody_elses(demo_client: Client, name: str, status: int) -> None:
    url = own_address(demo_client)
    demo_client.sign_in(name)
    for act in ("wijzigen", "stoppen"):
        assert demo_client.get(f"{url}/{act}").status_code == status, act
    for act in ("pauze", "hervatten", "stoppen", "wijzigen"):
        assert demo_client.post(f"{url}/{act}", data=offer_form(reason="other")).status_code == status, act


def test_youth_worker_corrects_a_request(demo_client: Client) -> None:
    url = ask(demo_client)
    assert change(demo_client, url, max_rent="530", municipalities=["Huizen"]).location == url
    page = demo_client.get(url).text
    for words in ("tot € 530 per maand", "Demo Zoë van de brug", "Demo Karim", "Ik wil mijn opleiding afmaken."):
        assert words in page, words
    assert "Hilversum, Huizen" not in page
    demo_client.sign_in("jongerenwerker-almere")
    assert demo_client.get(f"{url}/wijzigen").status_code == 404
    assert demo_client.post(f"{url}/wijzigen", data=request_form()).status_code == 404


@pytest.mark.one_store
def test_first_day_that_grew_old_can_be_replaced() -> None:
    for record in (RoomFacts, RequestFacts):
        [change] = changes(record, {"from_date": "2020-01-01"}, from_date=clock.today())
        assert same(change.seen, date(2020, 1, 1))


@pytest.mark.one_store
def test_host_hears_when_somebody_calls_and_may_leave_open_how_they_found_us(demo_client: Client) -> None:
    sign_up(demo_client, heard="")
    assert "Binnen een week, op 06 00 00 00 09." in demo_client.get("/kamers/aanbieden/bedankt").text
    demo_client.sign_in("coordinator")
    room = re.search(r'href="(/kamers/[0-9a-f-]{36})"', demo_client.get("/kamers?zoek=gerda").text)
    assert room
    assert "niet gezegd" in demo_client.get(room.group(1)).text


@pytest.mark.one_store
def test_enter_goes_on_in_the_sign_up_whatever_stands_above_it(demo_client: Client) -> None:
    html = demo_client.get("/kamers/aanbieden").text
    first = re.search(r'<button[^>]*form="stap"[^>]*>', html)
    assert first
    assert 'name="_naar"' not in first.group(0), "the first button of a form is what Enter presses"


@pytest.mark.one_store
def test_host_has_no_outbox_among_the_rest(demo_client: Client) -> None:
    demo_client.sign_in("verhuurder")
    main = demo_client.get("/meer").text.split("<main")[1].split("</main>")[0]
    assert "/onverzonden" not in main
    assert "/account" in main

"""Overflow to a partner region: both sides see the same row, and nothing else of each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.beds.night import Night
from tests.support.client import Client
from webapp import clock
from webapp.accounts.models import Region
from webapp.db import new_id
from webapp.overflow import service as overflow
from webapp.overflow.kind import EXPIRED
from webapp.overflow.models import Overflow


def moment(minutes: int) -> str:
    return clock.local(clock.now() + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M")


def partner_of(client: Client) -> str:
    page = client.get("/bedden/buurregio/nieuw").text
    return page.split('<option value="')[1].split('"')[0]


@pytest.fixture(autouse=True)
def evening(night: Night) -> None:
    """An hour from now is still this night, also when the tests run before noon."""
    left = clock.end_of_night(clock.tonight()) - clock.now()
    if left < timedelta(hours=2):
        night.pass_time(hours=2)


@pytest.fixture
def almere(demo_app: Flask) -> Client:
    """A shelter worker of the partner region."""
    return Client(demo_app, demo_app.response_class).sign_in("opvang-almere")


@pytest.fixture
def asked(nurse: Client) -> str:
    """Two places, asked of Almere by a nurse of Gooi in the evening; the address of the question."""
    form = {"id": str(new_id()), "partner": partner_of(nurse), "places": "2", "needs": "Twee mannen, één met hond"}
    first = nurse.post("/bedden/buurregio/nieuw", data=form)
    assert nurse.post("/bedden/buurregio/nieuw", data=form).location == first.location, "sent twice it is one"
    return str(first.location)


def offer(client: Client, url: str, **more: str) -> TestResponse:
    body = {"offered": "2", "until": moment(60), "report_at": "De Vaart, aan de achterdeur", **more}
    return client.post(f"{url}/aanbieden", data=body)


def move(client: Client, url: str, **more: str) -> TestResponse:
    return client.post(f"{url}/vervoer", data={"transport": "Taxi", "leaves_at": moment(20), **more})


def test_question_goes_from_asked_to_arrived_and_both_sides_see_the_same(nurse: Client, almere: Client, asked: str):
    assert "Een buurregio vraagt 2 plekken" in almere.get("/").text
    assert "Twee mannen" in almere.get(asked).text
    assert offer(almere, asked).location == asked
    assert "De Vaart, aan de achterdeur" in nurse.get(asked).text
    assert move(nurse, asked).location == asked
    assert "Taxi brengt hen" in almere.get(asked).text
    assert almere.post(f"{asked}/aangekomen", data={"arrived": "2"}).location == asked
    for client in (nurse, almere):
        page = client.get(asked).text
        assert "Er kwamen 2 mensen aan. Er waren 2 plekken voor hen." in page
        assert "Aangekomen: 2" in page
    assert "Een buurregio vraagt" not in almere.get("/").text
    assert "aangekomen" in nurse.get("/bedden/buurregio").text


def test_question_is_told_as_data_too(nurse: Client, almere: Client, asked: str):
    def told() -> dict[str, Any]:
        answer: dict[str, Any] = nurse.get(asked, headers={"Accept": "application/json"}).get_json()
        return answer

    first = told()
    assert first.items() >= {"kind": "overflow", "step": "asked", "ended": None, "parties": {"partner": None}}.items()
    assert asked.endswith(first["id"])
    almere.post(f"{asked}/kan-niet", data={"answer": "Vol"})
    assert told().items() >= {"step": None, "ended": "refused", "due": None, "parked_until": None}.items()


def test_offer_that_nobody_took_in_time_holds_nothing_and_can_be_made_again(
    night: Night, nurse: Client, almere: Client, asked: str
):
    offer(almere, asked, until=moment(30))
    night.pass_time(minutes=31)
    assert "Er is niets vastgehouden." in nurse.get(asked).text
    assert move(nurse, asked).status_code == 422
    assert offer(almere, asked).status_code == 303
    assert move(nurse, asked).status_code == 303


def test_question_that_was_never_answered_is_over_with_its_night(night: Night, asked: str):
    night.pass_time(days=1)
    with night.database.reading() as session:
        [found] = overflow.list_recent(session, night.actor("straatverpleegkundige"))
    assert (str(found.asked.id) in asked, found.state) == (True, EXPIRED)


def test_night_that_is_over_asks_nothing_any_more(night: Night, almere: Client, asked: str):
    night.pass_time(days=1)
    almere.sign_in("opvang-almere")
    page = almere.get(asked).text
    for act in ("aanbieden", "kan-niet"):
        assert f"{asked}/{act}" not in page
    assert "Dit is al afgelopen." in offer(almere, asked).text
    assert almere.post(f"{asked}/kan-niet", data={"answer": "Hier is ook alles vol"}).status_code == 422


def test_partner_says_no_with_a_reason(nurse: Client, almere: Client, asked: str):
    assert almere.post(f"{asked}/kan-niet", data={"answer": ""}).status_code == 422
    assert almere.post(f"{asked}/kan-niet", data={"answer": "Hier is ook alles vol"}).status_code == 303
    assert "Hier is ook alles vol" in nurse.get(asked).text
    assert nurse.post(f"{asked}/intrekken").status_code == 422


def test_offer_that_is_withdrawn_is_no_offer_any_more(nurse: Client, almere: Client, asked: str):
    offer(almere, asked)
    assert "Aangeboden: " in nurse.get(asked).text
    assert almere.post(f"{asked}/kan-niet", data={"answer": "De bedden gingen naar mensen van hier"}).status_code == 303
    page = nurse.get(asked).text
    assert "Aangeboden: " not in page
    assert "Kan niet</strong>" in page


def test_who_answered_wrongly_answers_again_until_the_offer_is_taken(
    demo_app: Flask, nurse: Client, almere: Client, asked: str
):
    colleague = Client(demo_app, demo_app.response_class).sign_in("beleid-almere")
    assert almere.post(f"{asked}/kan-niet", data={"answer": "Vol"}).status_code == 303
    assert offer(colleague, asked).status_code == 422
    assert "/aanbieden" not in colleague.get(asked).text
    assert "Antwoord verbeteren" in almere.get(asked).text
    assert offer(almere, asked, report_at="De Vaat").status_code == 303
    assert 'value="De Vaat"' in almere.get(asked).text
    assert "Deze vraag is al beantwoord." in offer(colleague, asked).text
    assert offer(almere, asked, offered="1").status_code == 303
    page = nurse.get(asked).text
    assert "Aangeboden: 1" in page
    assert "Melden: De Vaart, aan de achterdeur." in page
    assert move(nurse, asked).status_code == 303
    assert offer(almere, asked).status_code == 422


def test_question_is_taken_back(nurse: Client, almere: Client, asked: str):
    offer(almere, asked)
    move(nurse, asked)
    sure = nurse.get(f"{asked}/intrekken").text
    assert "zeg het ook aan Taxi" in sure
    assert f'action="{asked}/intrekken"' in sure
    assert almere.get(f"{asked}/intrekken").status_code == 403
    assert nurse.post(f"{asked}/intrekken").location == asked
    assert nurse.post(f"{asked}/intrekken").location == asked
    assert offer(almere, asked).status_code == 422
    assert "Ingetrokken" in almere.get(asked).text


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"offered": "3"}, "Bied er hoogstens 2 aan."),
        ({"offered": "0"}, "Vul in hoeveel plekken je aanbiedt."),
        ({"until": "2020-01-01T12:00"}, "Kies een moment tussen nu en morgen 12:00."),
        ({"until": "2040-01-01T12:00"}, "Kies een moment tussen nu en morgen 12:00."),
        ({"until": ""}, "Vul in tot wanneer dit aanbod geldt."),
        ({"report_at": ""}, "Schrijf waar ze zich melden."),
    ],
)
def test_wrong_offer_gets_a_sentence_and_keeps_what_was_typed(
    almere: Client, asked: str, more: dict[str, str], said: str
):
    refused = offer(almere, asked, **more)
    assert refused.status_code == 422
    assert said in refused.text
    assert ("De Vaart, aan de achterdeur" in refused.text) is ("report_at" not in more)


def test_more_people_than_were_offered_do_not_arrive(nurse: Client, almere: Client, asked: str):
    offer(almere, asked, offered="1")
    move(nurse, asked)
    refused = almere.post(f"{asked}/aangekomen", data={"arrived": "2"})
    assert refused.status_code == 422
    assert "Er is plaats voor 1 aangeboden." in refused.text


@pytest.mark.one_store
@pytest.mark.parametrize("places", ["0", "201", "-1", "veel", ""])
def test_impossible_number_of_places_is_refused(nurse: Client, places: str):
    refused = nurse.post("/bedden/buurregio/nieuw", data={"partner": partner_of(nurse), "places": places})
    assert refused.status_code == 422
    assert "Vul in hoeveel plekken: 1 tot en met 200." in refused.text


def test_each_side_does_only_its_own_part(nurse: Client, almere: Client, worker: Client, asked: str):
    assert offer(worker, asked).status_code == 403, "the asking region cannot answer itself"
    offer(almere, asked)
    assert move(almere, asked).status_code == 403
    assert almere.post(f"{asked}/intrekken").status_code == 403
    assert nurse.post(f"{asked}/aangekomen", data={"arrived": "1"}).status_code == 403


def test_other_roles_and_a_third_region_do_not_see_it(night: Night, demo_app: Flask, almere: Client, asked: str):
    for name in ("coordinator", "vrijwilliger", "beheer", "coordinator-almere"):
        assert Client(demo_app, demo_app.response_class).sign_in(name).get(asked).status_code == 403
    with night.write() as session:
        third = Region(slug="derde", name="Derde regio")
        session.add(third)
        session.flush()
        row = session.get_one(Overflow, UUID(asked.rsplit("/", 1)[1]))
        row.partner_id = third.id
        session.add(row)
    assert almere.get(asked).status_code == 404
    assert "2 plekken" not in almere.get("/bedden/buurregio").text

"""Waiting items are shown without a look at them: first at home, and a number beside any page."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.support.client import Client
from webapp.beds.kinds import Refusal, State
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import answers

NAME = "Kanariepietje"
NURSE = "straatverpleegkundige"


def waits(client: Client, path: str = "/bedden/wacht") -> int:
    """How much a page says that waits."""
    return int(re.findall(r'data-waits="(\d+)"', client.get(path).text)[0])


def main(client: Client, path: str) -> str:
    """The middle of a page."""
    html = client.get(path).text
    return html[html.index("<main") : html.index("</main>")]


def refuse(night: Night, request: BedRequest) -> None:
    with night.write() as session:
        answers.refuse_request(session, night.actor("opvang"), request.id, Refusal.last_bed_given)


def hold(night: Night, request: BedRequest) -> None:
    with night.write() as session:
        answers.hold_request(session, night.actor("opvang"), request.id)


def test_held_bed_stands_first_on_the_home_screen_with_whom_to_call(night: Night, nurse: Client):
    made = night.ask(alias=NAME)
    shown = main(nurse, "/")
    first = shown[: shown.index("Vannacht vrij")]
    assert NAME in first
    assert f'href="/bedden/aanvragen/{made.id}"' in first
    assert "vast tot" in first
    assert "data-left" in first
    assert "Bel de opvang" in first
    assert 'hx-get="/bedden/mijn?op=vandaag"' in first


def test_nothing_asked_is_nothing_shown(nurse: Client):
    shown = nurse.get("/bedden/mijn?op=vandaag").text
    assert "<section" not in shown
    assert "<ul" not in shown
    assert waits(nurse) == 0


@pytest.mark.one_store
def test_what_is_done_with_stands_on_the_board_alone(night: Night, nurse: Client):
    night.cancel(night.ask(alias=NAME))
    assert NAME not in main(nurse, "/")
    assert NAME in nurse.get("/bedden/mijn").text


def test_answer_waits_until_its_asker_looks_and_then_on_no_phone(demo_app: Flask, night: Night, nurse: Client):
    other_phone = Client(demo_app, demo_app.response_class).sign_in(NURSE)
    made = night.ask(BY_HAND, alias=NAME)
    assert waits(nurse) == 0  # nobody answered
    refuse(night, made)
    for place in ("/bedden/wacht", "/", "/bedden/mijn"):
        assert waits(nurse, place) == 1, place
    assert "nieuw" in main(nurse, "/")
    assert waits(other_phone, f"/bedden/aanvragen/{made.id}") == 0
    assert waits(nurse) == 0
    assert "nieuw" not in main(nurse, "/")
    assert NAME in main(nurse, "/")  # it is of tonight


@pytest.mark.one_store
def test_page_that_stays_open_has_been_looked_at(night: Night, nurse: Client):
    made = night.ask(BY_HAND, alias=NAME)
    nurse.get(f"/bedden/aanvragen/{made.id}")
    hold(night, made)
    nurse.get(f"/bedden/aanvragen/{made.id}", headers={"HX-Request": "true", "HX-Request-Type": "partial"})
    assert waits(nurse) == 0


@pytest.mark.one_store
def test_what_the_clock_brings_is_news_again(night: Night, nurse: Client):
    held, asked = night.ask(alias=NAME), night.ask(BY_HAND)
    for made in (held, asked):
        nurse.get(f"/bedden/aanvragen/{made.id}")
    night.pass_time(minutes=16)
    assert waits(nurse) == 1  # the time to answer is over
    night.pass_time(minutes=40)
    assert waits(nurse) == 2  # and so is that of the bed
    nurse.get(f"/bedden/aanvragen/{held.id}")
    assert waits(nurse) == 1


def test_answer_waits_for_its_asker_and_nobody_else(night: Night, worker: Client, nurse: Client, demo_app: Flask):
    made = night.ask(BY_HAND, alias=NAME)
    hold(night, made)
    worker.get(f"/bedden/aanvragen/{made.id}")
    assert waits(nurse) == 1
    assert waits(worker) == 0
    youth = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    assert waits(youth) == 0


def test_question_stands_first_on_each_screen_of_its_shelter(night: Night, worker: Client):
    made = night.ask(BY_HAND, alias=NAME)
    house, other = night.shelter(BY_HAND), night.shelter(AUTOMATIC)
    here = main(worker, f"/bedden/{house.id}")
    assert here.index(NAME) < here.index('id="telling"')
    assert here.index(f"/bedden/aanvragen/{made.id}/vasthouden") < here.index('id="telling"')
    assert "hx-swap-oob" not in here
    home = main(worker, "/")
    assert home.index(f"/bedden/aanvragen/{made.id}/weigeren") < home.index("Jouw opvang")
    assert NAME in worker.get("/bedden/mijn").text
    line = re.compile(rf'<a class="notice bad" href="/bedden/{house.id}">.*?1 vraag wacht bij.*?De Vaart', re.DOTALL)
    elsewhere = main(worker, f"/bedden/{other.id}")
    assert line.search(elsewhere)
    assert NAME not in elsewhere
    assert line.search(worker.get("/bedden/wacht").text)


@pytest.mark.one_store
@pytest.mark.parametrize("part", ["inschrijven", "nachtlijst", "sluiten"])
def test_other_pages_of_a_shelter_ask_how_much_waits(night: Night, worker: Client, part: str):
    night.ask(BY_HAND, alias=NAME)
    page = worker.get(f"/bedden/{night.shelter(AUTOMATIC).id}/{part}").text
    assert 'hx-get="/bedden/wacht"' in page
    assert "vraag wacht bij" not in page.split("<main")[0]  # the frame itself knows nothing


def test_question_that_was_answered_waits_no_more(night: Night, worker: Client):
    made = night.ask(BY_HAND, alias=NAME)
    assert str(made.id) in worker.get("/bedden/wacht").text
    hold(night, made)
    assert str(made.id) not in worker.get("/bedden/wacht").text
    assert NAME in worker.get(f"/bedden/{night.shelter(BY_HAND).id}/komst").text.split('id="vragen"')[0]


@pytest.mark.one_store
def test_what_stands_beside_any_page_names_nobody(night: Night, worker: Client, nurse: Client):
    made = night.ask(BY_HAND, alias=NAME, note="Hoest")
    for client in (worker, nurse):
        told = client.get("/bedden/wacht")
        assert NAME not in told.text
        assert "Hoest" not in told.text
        assert "no-store" in told.headers["Cache-Control"]
    hold(night, made)
    assert str(made.id) not in nurse.get("/bedden/wacht").text


@pytest.mark.one_store
def test_locked_session_hears_only_that_a_question_waits(night: Night, worker: Client):
    made = night.ask(BY_HAND, alias=NAME)
    worker.post("/offline/lock")
    told = worker.get("/bedden/wacht").text
    assert str(made.id) in told
    assert 'data-waits="0"' in told
    assert "De Vaart" not in told
    assert worker.get("/bedden/mijn", headers={"HX-Request-Type": "partial"}).status_code == 401


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["vrijwilliger", "coordinator", "beheer", "beleid"])
def test_who_asks_and_answers_nothing_is_not_told(demo_client: Client, name: str):
    demo_client.sign_in(name)
    assert demo_client.get("/bedden/wacht").status_code == 403
    assert "/bedden/wacht" not in demo_client.get("/meer").text


@pytest.mark.one_store
def test_phone_keeps_own_requests_and_no_questions(night: Night, nurse: Client, worker: Client):
    night.ask(alias=NAME)
    night.ask(BY_HAND, by="jongerenwerker", alias="Zwarte Zwaan")
    kept = nurse.get("/offline/snapshot").json["fragments"]["/"]["html"]
    assert NAME in kept
    assert "Mijn aanvragen, nacht van" in kept
    assert "data-waits" not in kept
    assert "Zwarte Zwaan" not in worker.get("/offline/snapshot").json["fragments"]["/"]["html"]


@pytest.mark.one_store
def test_refusal_names_whom_it_is_about_and_may_leave_open_what_was_offered(night: Night, worker: Client):
    made = night.ask(BY_HAND, alias=NAME, persons=2)
    url = f"/bedden/aanvragen/{made.id}/weigeren"
    asked = main(worker, url)
    assert NAME in asked
    assert "gemengd, 2 personen" in asked
    assert worker.post(url, data={"reason": "suspended"}).status_code == 303
    with night.database.reading() as session:
        row = session.get_one(BedRequest, made.id)
    assert (row.state, row.reason, row.alternative) == (State.refused, "suspended", "")
    assert "suspended" not in worker.get("/bedden/nacht").text

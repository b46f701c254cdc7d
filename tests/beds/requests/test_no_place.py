"""'Geen plek gevonden': one tap, counted once, with a way back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import FULL, Night, send
from tests.beds.nights.acts import month, report
from tests.contacts.fixtures import colleague, demo_database
from tests.support.client import Client
from webapp import clock
from webapp.beds.requests import no_place
from webapp.beds.requests.models import NoPlace
from webapp.beds.requests.no_place import NoPlaceInput
from webapp.db import new_id
from webapp.errors import Conflict
from webapp.validation import read

__all__ = ["colleague", "demo_database"]  # fixtures of the neighbour


def told(night: Night) -> list[NoPlace]:
    with night.database.reading() as session:
        return list(no_place.list_reports(session, night.actor("beleid").region_id, clock.tonight()))


def test_one_tap_counts_and_can_be_taken_back(night: Night, nurse: Client):
    assert 'action="/bedden/geen-plek"' in nurse.get("/bedden").text
    url = nurse.post("/bedden/geen-plek", data={"night": clock.tonight().isoformat()}).location
    assert [row.told_by for row in told(night)] == [night.actor("straatverpleegkundige").user_id]
    assert "Ongedaan maken" in nurse.get(url).text
    assert nurse.post(url, data={"reason": "no_transport"}).status_code == 303
    assert told(night)[0].reason == "no_transport"
    assert nurse.post(f"{url}/terug").status_code == 303
    assert told(night) == []
    assert "Teruggenomen" in nurse.get(url).text


def test_reason_is_from_the_list_and_never_where_someone_comes_from(night: Night, nurse: Client):
    url = nurse.post("/bedden/geen-plek").location
    assert nurse.post(url, data={"reason": "regional_ties"}).status_code == 422
    assert told(night)[0].reason == ""


def test_phone_sends_it_twice_and_it_is_one(night: Night, nurse: Client):
    body = {"night": clock.tonight().isoformat(), "reason": "full"}
    again = {"id": str(new_id())}
    first, second = (send(nurse, "bed.no_place", body, **again) for _ in range(2))
    assert (first["status"], second["status"]) == ("accepted", "duplicate")
    assert first["url"] == f"/bedden/geen-plek/{again['id']}"
    assert len(told(night)) == 1


@pytest.mark.parametrize("days", [1, -8])
def test_night_to_come_or_long_ago_is_refused(night: Night, nurse: Client, days: int):
    day = (clock.tonight() + timedelta(days=days)).isoformat()
    assert send(nurse, "bed.no_place", {"night": day})["status"] == "rejected"
    assert nurse.post("/bedden/geen-plek", data={"night": day}).status_code == 422
    assert told(night) == []


def test_full_request_offers_it_with_the_request(night: Night, nurse: Client):
    request = night.ask(FULL)
    assert request.state == "full"
    page = nurse.get(f"/bedden/aanvragen/{request.id}").text
    assert f'name="request" value="{request.id}"' in page
    nurse.post("/bedden/geen-plek", data={"night": request.night.isoformat(), "request": str(request.id)})
    assert told(night)[0].request_id == request.id


def test_request_is_counted_once_for_everyone_it_was_for(night: Night, demo_app: Flask, nurse: Client, colleague: str):
    request = night.ask(FULL, persons=3)
    form = {"night": request.night.isoformat(), "request": str(request.id)}
    first, again = (nurse.post("/bedden/geen-plek", data=form).location for _ in range(2))
    assert first == again
    assert [row.persons for row in told(night)] == [3]
    assert (report(night).without, sum(month(night).without)) == (3, 3)
    other = Client(demo_app, demo_app.response_class).sign_in(colleague)
    url = f"/bedden/aanvragen/{request.id}"
    assert other.post("/bedden/geen-plek", data=form).location == url
    assert "Gemeld vandaag" in other.get(url).text
    assert first in nurse.get(url).text
    assert 'action="/bedden/geen-plek"' not in nurse.get(url).text
    nurse.post(f"{first}/terug")
    assert 'action="/bedden/geen-plek"' in nurse.get(url).text
    assert nurse.post("/bedden/geen-plek", data=form).location != first


def test_requests_of_others_are_not_there(night: Night, demo_app: Flask):
    request = night.ask(FULL)
    other = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker-almere")
    assert other.post("/bedden/geen-plek", data={"request": str(request.id)}).status_code == 404
    assert send(other, "bed.no_place", {"request": str(request.id)})["status"] == "rejected"


def test_what_a_colleague_told_is_theirs(night: Night, nurse: Client, worker: Client, demo_app: Flask):
    url = nurse.post("/bedden/geen-plek").location
    colleague = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    assert colleague.get(url).status_code == 404
    assert colleague.post(f"{url}/terug").status_code == 404
    assert worker.post("/bedden/geen-plek").status_code == 403
    assert len(told(night)) == 1


def test_number_used_by_somebody_else_is_a_conflict(night: Night):
    number = new_id()
    with night.write() as session:
        no_place.report(session, night.actor("straatverpleegkundige"), read(NoPlaceInput, {}), number)
    with pytest.raises(Conflict), night.write() as session:
        no_place.report(session, night.actor("jongerenwerker"), read(NoPlaceInput, {}), number)
    with night.database.reading() as session:
        assert len(session.exec(select(NoPlace)).all()) == 1


def test_volunteer_sees_the_board_without_the_tap(demo_client: Client):
    assert "/bedden/geen-plek" not in demo_client.sign_in("vrijwilliger").get("/bedden").text

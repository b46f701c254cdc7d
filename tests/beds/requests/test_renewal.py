"""The page of a request asks for its part again while it is open, and hears 304 while that shows the same."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.test import TestResponse

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.requests.acts import hold, refuse
from tests.beds.stays.acts import arrive
from tests.support.client import Client
from webapp.audit.models import AccessEntry
from webapp.beds.ledger.models import BedRequest

PART = {"HX-Request": "true", "HX-Request-Type": "partial"}
BY_ITSELF = 'hx-get="/bedden/aanvragen/'
WAITS = 'hx-get="/bedden/wacht"'


def renew(client: Client, path: str, tag: str = "") -> TestResponse:
    """The part of a page, asked again by a page that shows what ``tag`` says."""
    return client.get(path, headers={**PART, "If-None-Match": tag})


def main(client: Client, path: str) -> str:
    """The middle of a page, without the lock screen beside it."""
    return client.get(path).text.split("<main")[1].split("</main>")[0]


def page_of(request: BedRequest) -> str:
    return f"/bedden/aanvragen/{request.id}"


def test_page_hears_304_until_something_changed(night: Night, nurse: Client):
    night.fall()
    nurse.sign_in("straatverpleegkundige")  # the evening may be a day away, and a session is over by then
    made = night.ask(BY_HAND, alias="Kanariepietje")
    first = renew(nurse, page_of(made))
    again = renew(nurse, page_of(made), first.headers["ETag"])
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    hold(night, made)
    changed = renew(nurse, page_of(made), first.headers["ETag"])
    assert changed.status_code == 200
    assert "Het bed staat klaar" in changed.text
    for answer in (first, again, changed):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "HX-Request-Type" in answer.headers["Vary"]
    assert "ETag" not in nurse.get(page_of(made)).headers  # a person who opens it gets it whole


@pytest.mark.one_store
@pytest.mark.parametrize("path", ["/bedden/mijn", "/bedden/wacht", "/bedden/{house}/komst", "/bedden/{house}/gasten"])
def test_every_part_that_renews_itself_hears_304(night: Night, worker: Client, path: str):
    night.ask(AUTOMATIC)
    path = path.format(house=night.shelter(AUTOMATIC).id)
    first = renew(worker, path)
    assert renew(worker, path, first.headers["ETag"]).status_code == 304


@pytest.mark.one_store
def test_packed_part_is_known_by_the_tag_it_was_sent_with(night: Night, demo_app: Flask):
    path, packed = page_of(night.ask(BY_HAND)), {**PART, "Accept-Encoding": "br"}
    browser = FlaskClient(demo_app, demo_app.response_class)
    browser.post("/demo/inloggen", data={"user": "straatverpleegkundige"})
    tag = browser.get(path, headers=packed).headers["ETag"]
    assert tag.endswith(':br"')
    again = browser.get(path, headers={**packed, "If-None-Match": tag})
    assert (again.status_code, again.headers["ETag"]) == (304, tag)


@pytest.mark.one_store
def test_what_a_page_shows_all_night_is_one_row_of_the_log(night: Night, nurse: Client, demo_app: Flask):
    made = night.ask(BY_HAND)
    path = page_of(made)
    tag = renew(nurse, path).headers["ETag"]
    demo_app.extensions["lately"].forget()
    answers = [renew(nurse, path, tag) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [304] * 3
    with night.database.reading() as session:
        rows = session.exec(
            select(AccessEntry.request_id).where(
                AccessEntry.subject_id == made.id, AccessEntry.action == "read", AccessEntry.user_id == made.asked_by
            )
        ).all()
    assert rows.count(answers[0].headers["X-Request-Id"]) == 1
    assert len(rows) == 2  # before it was forgotten, and after


@pytest.mark.one_store
def test_closed_request_asks_only_what_waits(night: Night, nurse: Client, worker: Client):
    made = night.ask(BY_HAND)
    for client in (nurse, worker):
        assert BY_ITSELF in main(client, page_of(made))
        assert WAITS not in main(client, page_of(made))
    refuse(night, made)
    for client in (nurse, worker):
        for shown in (main(client, page_of(made)), renew(client, page_of(made)).text):
            assert BY_ITSELF not in shown
            assert WAITS in shown
            assert not re.search(r'id="aanvraag"[^>]*hx-', shown)


@pytest.mark.one_store
def test_house_sees_come_of_it_what_it_ticks_off_late(night: Night, nurse: Client, worker: Client):
    made = night.ask(AUTOMATIC)
    night.pass_time(hours=2)
    assert BY_ITSELF not in nurse.get(page_of(made)).text
    assert BY_ITSELF in worker.get(page_of(made)).text
    arrive(night, made)
    assert BY_ITSELF not in worker.get(page_of(made)).text

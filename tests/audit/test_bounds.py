"""Ten thousand tries leave a bounded number of rows, no error, and the honest user in."""

from __future__ import annotations

from collections import Counter

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.support.client import Client
from tests.support.door import Door
from webapp.accounts.bursts import EACH, Bursts, deserves_row
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id

TRIES = 1_050


@pytest.fixture
def base(demo_app: Flask) -> Database:
    found: Database = demo_app.extensions["database"]
    return found


def refused(base: Database) -> list[AccessEntry]:
    with base.reading() as session:
        question = select(AccessEntry).where(col(AccessEntry.outcome).is_not(None)).order_by(col(AccessEntry.at))
        return list(session.exec(question).all())


def test_ten_thousand_tries_of_one_source_are_some_rows():
    bursts = Bursts()
    noted = [one for one in (bursts.count("source") for _ in range(10_000)) if one]
    assert len(noted) < EACH + 10
    assert noted[-1] == 10_000
    assert bursts.count("another") == 1


def test_round_numbers_have_a_row():
    assert [one for one in range(EACH + 1, 2_001) if deserves_row(one)] == [100, 200, 500, 1000, 2000]


def test_a_new_hour_begins_anew(clock_moves):
    bursts = Bursts()
    for _ in range(500):
        bursts.count("source")
    clock_moves(minutes=61)
    assert bursts.count("source") == 1


def test_user_who_tries_ids_all_day_leaves_some_rows_and_no_error(demo_client: Client, base: Database):
    demo_client.sign_in("straatverpleegkundige")
    answers = Counter(demo_client.get(f"/clienten/{new_id()}").status_code for _ in range(TRIES))
    assert answers == {404: TRIES}
    rows = refused(base)
    assert len(rows) < EACH + 10
    assert rows[-1].detail == "not_found, try 1000 of this hour"
    assert rows[-1].client_id == rows[-1].subject_id, "it is in the log of the client that was tried"


def test_strangers_who_try_leave_some_rows_and_the_honest_user_gets_in(
    demo_app: Flask, demo_client: Client, base: Database
):
    answers = Counter(
        demo_client.post("/passkeys/inloggen", json={"credential": {"rawId": "AAAA", "response": {}}}).status_code
        for _ in range(TRIES)
    )
    assert set(answers) == {400, 429}
    assert len(refused(base)) <= 100
    honest = Client(demo_app, demo_app.response_class)
    assert honest.sign_in("opvang").get("/").status_code == 200


def test_strangers_from_everywhere_leave_some_rows_together(demo_client: Client, base: Database, monkeypatch):
    monkeypatch.setattr("webapp.accounts.trail.STRANGERS", 5)
    for number in range(40):
        here = {"REMOTE_ADDR": f"203.0.113.{number}"}
        answer = demo_client.post("/passkeys/inloggen", json={"credential": "geen"}, environ_overrides=here)
        assert answer.status_code == 400
    assert len(refused(base)) == 5 + len((10, 20))


def test_phone_that_sends_what_it_may_not_leaves_some_rows(demo_client: Client, base: Database, monkeypatch):
    monkeypatch.setattr("webapp.offline.receipts.MOST_REFUSED", 5)
    door = Door(demo_client.sign_in("beleid"))
    for _ in range(30):
        assert door.send("client.edit", {"client": str(new_id()), "changes": {}})["status"] == "rejected"
    assert len([row for row in refused(base) if row.subject == "operation"]) == 5 + len((10, 20))


def test_failed_sign_in_of_a_known_account_is_in_its_region(demo_client: Client, base: Database):
    from webapp.accounts import invitations, store

    with base.transaction() as session:
        user = store.find_demo_user(session, "straatverpleegkundige")
        assert user is not None
        token = invitations.make_link(session, user, None)
        link = store.list_unused_invitations(session, user.id)[0]
        link.expires_at = link.created_at
        session.add(link)
    assert demo_client.get(f"/uitnodiging/{token}").status_code == 410
    (row,) = refused(base)
    assert (row.subject_id, row.region_id, row.detail) == (user.id, user.region_id, "expired")

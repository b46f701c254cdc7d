"""Things that happen at the same moment: signing out during a request, one form sent four times."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, func, select

from tests.support.client import Client
from webapp import clock
from webapp.accounts import sessions
from webapp.accounts.models import Device, LoginSession, User
from webapp.beds.requests.models import NoPlace
from webapp.beds.shelters.models import Shelter
from webapp.db import Database, new_id


@pytest.fixture
def store_of_demo(demo_app: Flask) -> Database:
    """The demo's store."""
    found: Database = demo_app.extensions["database"]
    return found


def test_session_that_ends_during_a_request_stays_ended(
    demo_client: Client, store_of_demo: Database, monkeypatch: pytest.MonkeyPatch
):
    demo_client.sign_in("straatverpleegkundige")
    with store_of_demo.transaction() as session:
        login = session.exec(select(LoginSession).order_by(col(LoginSession.created_at).desc())).first()
        login.last_seen_at = clock.now() - timedelta(minutes=10)
        session.add(login)

    def end_meanwhile(session: Any, found: LoginSession) -> None:
        with store_of_demo.transaction() as other:
            row = other.get_one(LoginSession, found.id)
            row.ended_at = clock.now()
            other.add(row)
        touch(session, found)

    touch = sessions.touch
    if store_of_demo.kind == "postgresql":  # the embedded store lets nobody write between the two
        monkeypatch.setattr(sessions, "touch", end_meanwhile)
    else:
        with store_of_demo.transaction() as session:
            row = session.get_one(LoginSession, login.id)
            row.ended_at = clock.now()
            session.add(row)
            touch(session, login)
    demo_client.get("/account")
    assert demo_client.get("/account").status_code in (302, 303, 401)


def test_form_that_is_sent_four_times_at_once_is_one(demo_app: Flask, store_of_demo: Database):
    nurse = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    sent = {"id": str(new_id())}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: _copy(nurse, demo_app).post("/bedden/geen-plek", data=sent), range(4)))
    assert {answer.status_code for answer in answers} == {303}
    with store_of_demo.reading() as session:
        assert session.exec(select(func.count()).select_from(NoPlace)).one() == 1


def test_person_and_shelter_that_are_added_twice_at_once_are_one(demo_app: Flask, store_of_demo: Database):
    desk = Client(demo_app, demo_app.response_class).sign_in("beheer")
    with store_of_demo.reading() as session:
        organisation = session.exec(select(User).where(User.name == "Demo Bas")).first().organisation_id
        before = session.exec(select(func.count()).select_from(Shelter)).one()
    person = {"id": str(new_id()), "name": "Demo Dubbel", "organisation": str(organisation), "roles": ["host"]}
    shelter = {"id": str(new_id()), "name": "Dubbele opvang (demo)", "organisation": str(organisation),
               "municipality": "Laren", "phone": "035 000 00 09", "hold_rule": "automatic"}  # fmt: skip
    for path, form in (("/beheer/uitnodigen", person), ("/beheer/opvang/nieuw", shelter)):
        with ThreadPoolExecutor(4) as pool:
            posted = [pool.submit(_copy(desk, demo_app).post, path, data=form) for _ in range(4)]
        assert all(one.result().status_code in (200, 303) for one in posted), path
    with store_of_demo.reading() as session:
        assert len(session.exec(select(User).where(User.name == "Demo Dubbel")).all()) == 1
        assert session.exec(select(func.count()).select_from(Shelter)).one() == before + 1


def test_new_phone_that_sends_twice_at_once_is_one_device(demo_app: Flask, store_of_demo: Database):
    nurse = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    device = str(new_id())
    body = {"device": device, "operations": []}
    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(_copy(nurse, demo_app).post, "/offline/operations", json=body) for _ in range(4)]
    assert {one.result().status_code for one in sent} == {200}
    with store_of_demo.reading() as session:
        assert len([one for one in session.exec(select(Device)).all() if str(one.id) == device]) == 1


@pytest.mark.parametrize("path", ["/contacten?zoek=a%00b", "/clienten?zoek=%00", "/bedden/vragen?opvang=%00"])
def test_character_no_store_can_hold_is_no_server_error(demo_client: Client, path: str):
    demo_client.sign_in("straatverpleegkundige")
    assert demo_client.get(path).status_code == 400
    assert demo_client.post("/demo/inloggen", data={"user": "a\x00"}).status_code == 404


def _copy(client: Client, app: Flask) -> Client:
    """Another tab of the same browser."""
    other = Client(app, app.response_class)
    other.set_cookie("session", client.get_cookie("session").value)
    return other

"""An unchanged board costs one question, and nobody is told 'unchanged' who may not be, or when it is not."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlmodel import col, select
from werkzeug.test import TestResponse

from tests.beds.night import AUTOMATIC, Night
from tests.support.client import Client
from webapp import clock
from webapp.accounts import sessions
from webapp.accounts.models import LoginSession, User
from webapp.accounts.permissions import Permission
from webapp.beds.board import tag as board_tag
from webapp.beds.shelters.models import Shelter
from webapp.beds.winter import service as winter
from webapp.beds.winter.inputs import WinterEndInput, WinterInput
from webapp.db import new_id
from webapp.validation import read
from webapp.web import logging as request_log
from webapp.web.unchanged.quick_query import QuickQuery

PATHS = ("/bedden", "/bedden/nu")


class Open:
    """A board that stands open on somebody's screen: asks again with the tag of what it shows."""

    def __init__(self, client: Client, path: str, **headers: str) -> None:
        self.client, self.path, self.headers = client, path, headers
        self.tag = client.get(path, headers=headers).headers["ETag"]

    def again(self) -> TestResponse:
        return self.client.get(self.path, headers={**self.headers, "If-None-Match": self.tag})


@pytest.fixture(params=PATHS)
def opened(still: Night, demo_app: Flask, request: pytest.FixtureRequest) -> Open:
    client = Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")
    return Open(client, str(request.param))


@pytest.fixture
def packed(still: Night, demo_app: Flask) -> FlaskClient:
    """The same nurse in a browser that unpacks; nobody lints what it gets."""
    client = FlaskClient(demo_app, demo_app.response_class)
    client.post("/demo/inloggen", data={"user": "straatverpleegkundige"})
    return client


def move(night: Night, **amount: float) -> None:
    moment = clock.now() + timedelta(**amount)
    night.monkeypatch.setattr(clock, "now", lambda: moment)


def change(night: Night, **values: Any) -> None:
    """Change the nurse's row, as an administrator does."""
    with night.write() as session:
        user = session.get_one(User, night.actor("straatverpleegkundige").user_id)
        for name, value in values.items():
            setattr(user, name, value)
        session.add(user)


@pytest.fixture
def asked(demo_app: Flask) -> Iterator[list[str]]:
    """Every statement that goes the long way."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    engine = demo_app.extensions["database"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


def test_unchanged_board_costs_one_question(opened: Open, asked: list[str], monkeypatch: pytest.MonkeyPatch):
    queries: list[object] = []
    first = QuickQuery.first
    monkeypatch.setattr(QuickQuery, "first", lambda self, **values: queries.append(self) or first(self, **values))
    asked.clear()
    answer = opened.again()
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", opened.tag)
    assert (len(queries), asked) == (1, [])


def test_unchanged_answer_has_the_headers_of_any_answer(
    opened: Open, packed: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    lines: list[tuple[Any, ...]] = []
    monkeypatch.setattr("webapp.web.unchanged.middleware.note", lambda *line: lines.append(line))
    whole, answer = packed.get(opened.path, headers={"Accept-Encoding": "br"}), opened.again()
    assert answer.status_code == 304
    own = {"Content-Type", "Content-Length", "Content-Encoding", "X-Request-Id", "ETag", "Vary", "Date"}
    assert {k: v for k, v in answer.headers if k not in own} == {k: v for k, v in whole.headers if k not in own}
    assert answer.vary.as_set() == whole.vary.as_set()
    assert len(answer.headers["X-Request-Id"]) == 32
    request_id, method, endpoint, status, _ = lines[-1]
    assert (request_id, method, status) == (answer.headers["X-Request-Id"], "GET", 304)
    assert endpoint == {"/bedden": "beds.index", "/bedden/nu": "beds.refresh"}[opened.path]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.one_store
def test_line_in_the_log_is_json_with_the_id(capfd: pytest.CaptureFixture[str], opened: Open):
    capfd.readouterr()
    answer = opened.again()
    assert f'"request_id": "{answer.headers["X-Request-Id"]}"' in capfd.readouterr().err
    assert request_log.new_request_id() != request_log.new_request_id()


def end_session(night: Night) -> None:
    with night.write() as session:
        for login in session.exec(select(LoginSession)).all():
            login.ended_at = clock.now()
            session.add(login)


def expire(night: Night) -> None:
    with night.write() as session:
        for login in session.exec(select(LoginSession)).all():
            login.last_seen_at = clock.now() - sessions.IDLE
            session.add(login)


@pytest.mark.parametrize(
    ("change_it", "status"),
    [
        (end_session, 303),
        (expire, 303),
        (lambda night: change(night, active=False), 303),
        (lambda night: change(night, roles=["host"]), 403),
        (lambda night: change(night, roles=["volunteer"]), 200),
        (lambda night: change(night, region_id=night.actor("straatverpleegkundige-almere").region_id), 200),
    ],
    ids=["ended", "expired", "deactivated", "may not any more", "other role", "other region"],
)
def test_who_is_not_that_person_any_more_is_not_told_unchanged(
    opened: Open, still: Night, change_it: Callable[[Night], None], status: int
):
    assert opened.again().status_code == 304
    change_it(still)
    assert opened.again().status_code == status


def test_sign_out_is_at_once(opened: Open):
    cookie = opened.client.get_cookie("session")
    assert cookie
    opened.client.post("/uitloggen")
    opened.client.set_cookie("session", cookie.value)
    assert opened.again().status_code == 303


def test_made_up_token_and_none_are_nobody(opened: Open):
    opened.client.set_cookie("session", "x" * 43)
    assert opened.again().status_code == 303
    opened.client.delete_cookie("session")
    assert opened.again().status_code == 303


def test_made_up_person_is_nobody_outside_the_demo(opened: Open, demo_app: Flask, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("webapp.accounts.login.may_exist", lambda _config, *, demo: not demo)
    assert opened.again().status_code == 303


def test_session_in_use_is_renewed_by_open_boards_too(opened: Open, still: Night):
    before = clock.now()
    for _ in range(12):
        move(still, minutes=2)
        assert opened.again().status_code == 200
    with still.database.reading() as session:
        seen = max(session.exec(select(LoginSession.last_seen_at)).all())
    assert seen >= before + timedelta(minutes=15)


def test_change_by_a_colleague_is_told(opened: Open, still: Night):
    assert opened.again().status_code == 304
    still.ask()
    assert opened.again().status_code == 200


def test_each_minute_is_another_board(opened: Open, still: Night):
    move(still, seconds=39)
    assert opened.again().status_code == 304
    move(still, seconds=1)
    assert opened.again().status_code == 200


def test_hold_that_runs_out_by_the_clock_is_told(opened: Open, still: Night):
    held = still.ask()
    opened = Open(opened.client, opened.path)
    assert "1 vastgehouden" in opened.client.get(opened.path).text
    assert held.held_until
    move(still, seconds=(held.held_until - clock.now()).total_seconds())
    answer = opened.again()
    assert answer.status_code == 200
    assert "0 vastgehouden" in answer.text


def test_winter_regime_is_told_when_it_begins_and_ends(opened: Open, still: Night):
    now = clock.now()
    data = read(
        WinterInput,
        {
            "begins_at": (now + timedelta(minutes=10)).isoformat(),
            "ends_at": (now + timedelta(minutes=30)).isoformat(),
            "reason": "Strenge vorst",
        },
    )
    with still.write() as session:
        winter.activate(session, still.actor("beleid"), data, new_id())
    told = []
    for _ in range(4):
        answer = opened.again()
        assert answer.status_code == 200
        told.append("Winterkouderegeling is aan" in answer.text)
        opened.tag = answer.headers["ETag"]
        assert opened.again().status_code == 304
        move(still, minutes=10)
    assert told == [False, True, True, False]


def test_winter_regime_is_told_when_a_person_ends_it(opened: Open, still: Night):
    data = read(WinterInput, {"ends_at": (clock.now() + timedelta(days=1)).isoformat(), "reason": "Strenge vorst"})
    with still.write() as session:
        winter.activate(session, still.actor("beleid"), data, new_id())
    opened = Open(opened.client, opened.path)
    with still.write() as session:
        winter.end(session, still.actor("beleid"), read(WinterEndInput, {"reason": "Het dooit"}))
    answer = opened.again()
    assert answer.status_code == 200
    assert "Winterkouderegeling is aan" not in answer.text


def test_shelter_that_closes_at_noon_leaves_an_open_board(opened: Open, still: Night):
    noon = clock.end_of_night(clock.tonight())
    with still.write() as session:
        shelter = session.exec(select(Shelter).where(col(Shelter.name).contains(AUTOMATIC))).first()
        assert shelter
        shelter.closes_on = clock.night_of(noon)
        session.add(shelter)
    move(still, seconds=(noon - clock.now()).total_seconds() - 60)
    with still.write() as session:
        for login in session.exec(select(LoginSession)).all():
            login.last_seen_at = clock.now()
            session.add(login)
    opened = Open(opened.client, opened.path)
    assert AUTOMATIC in opened.client.get(opened.path).text
    assert opened.again().status_code == 304
    move(still, minutes=1)
    answer = opened.again()
    assert answer.status_code == 200
    assert AUTOMATIC not in answer.text


@pytest.mark.one_store
def test_tag_is_read_for_who_may_see_the_view(demo_app: Flask):
    for endpoint in board_tag.readers(demo_app):
        view: Any = demo_app.view_functions[endpoint]
        assert view.access.permissions == (Permission.see_board,)


@pytest.mark.one_store
def test_other_language_and_other_shape_are_other_answers(opened: Open):
    opened.client.set_cookie("lang", "en")
    assert opened.again().status_code == 200
    opened.client.delete_cookie("lang")
    assert opened.again().status_code == 304
    other = Open(opened.client, next(path for path in PATHS if path != opened.path))
    assert other.tag != opened.tag
    as_json = opened.client.get("/bedden", headers={"Accept": "application/json", "If-None-Match": opened.tag})
    assert as_json.mimetype == "application/json"


@pytest.mark.one_store
def test_kept_answer_is_what_would_be_made(opened: Open, packed: FlaskClient, demo_app: Flask, asked: list[str]):
    """The second of a role gets the bytes that were made for the first, packed as asked, with headers of its own."""
    second = FlaskClient(demo_app, demo_app.response_class)
    second.post("/demo/inloggen", data={"user": "straatverpleegkundige"})
    first = {packing: packed.get(opened.path, headers={"Accept-Encoding": packing}) for packing in ("br", "gzip")}
    asked.clear()
    for packing, made in first.items():
        kept = second.get(opened.path, headers={"Accept-Encoding": packing})
        assert (kept.data, kept.headers["ETag"]) == (made.data, made.headers["ETag"])
        assert kept.headers["Content-Encoding"] == packing
        assert kept.headers["X-Request-Id"] != made.headers["X-Request-Id"]
        assert "Set-Cookie" not in kept.headers
        assert {name for name, _ in kept.headers} == {name for name, _ in made.headers} - {"Date"}  # gunicorn's
    assert asked == []


@pytest.mark.one_store
def test_what_cannot_be_told_at_a_glance_is_told_by_the_application(opened: Open, monkeypatch: pytest.MonkeyPatch):
    def broken(_self: QuickQuery, **_values: object) -> None:
        raise RuntimeError(str(uuid4()))

    monkeypatch.setattr(QuickQuery, "first", broken)
    assert opened.again().status_code == 304

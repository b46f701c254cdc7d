"""A house without time says when to come again, and asks its store nothing for it."""

from __future__ import annotations

import sqlite3
import time
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg import errors as postgresql
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from tests.support.client import Client
from tests.support.statements import asked_of
from webapp.config import THREADS
from webapp.errors import Busy
from webapp.web import busy

LATE = {"gunicorn.socket": SimpleNamespace(since=time.monotonic() - busy.PATIENCE_SECONDS - 1)}


@pytest.mark.parametrize(("method", "path"), [("POST", "/offline/operations"), ("GET", "/offline/snapshot")])
def test_phone_that_waited_too_long_hears_when_to_come_again(
    demo_client: Client, demo_app: Flask, method: str, path: str
):
    demo_client.sign_in("straatverpleegkundige")
    with asked_of(demo_app.extensions["database"]) as asked:
        answer = demo_client.open(path, method=method, json={} if method == "POST" else None, environ_overrides=LATE)
    assert answer.status_code == 503
    assert answer.get_json()["error"] == "busy"
    assert busy.SOONEST <= int(answer.headers["Retry-After"]) <= busy.LATEST
    assert asked.statements == []


def test_person_gets_a_page_that_names_nobody(demo_client: Client, demo_app: Flask) -> None:
    demo_client.sign_in("straatverpleegkundige")
    with asked_of(demo_app.extensions["database"]) as asked:
        answer = demo_client.get("/clienten", environ_overrides=LATE)
    assert answer.status_code == 503
    assert "Het is nu te druk" in answer.text
    assert "Demo Sanne" not in answer.text
    assert asked.statements == []


def test_long_answers_leave_half_of_the_threads(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(busy, "TURN_SECONDS", 0)

    @busy.half_of_the_threads
    def made_within(others: int) -> Any:
        return made_within(others - 1) if others else "served"

    with demo_app.test_request_context("/offline/snapshot", environ_overrides={busy.WAIT: None}):
        for _ in range(2):  # the turns of a refused one come back
            assert made_within(THREADS // 2 - 1) == "served"
            with pytest.raises(Busy):
                made_within(THREADS // 2)


def test_health_is_told_however_late(demo_client: Client) -> None:
    assert demo_client.get("/health", environ_overrides=LATE).status_code == 200


def test_request_that_came_just_now_is_served(demo_client: Client) -> None:
    soon = {"gunicorn.socket": SimpleNamespace(since=time.monotonic())}
    assert demo_client.get("/inloggen", environ_overrides=soon).status_code == 200


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OperationalError("", {}, sqlite3.OperationalError("database is locked")), True),
        (OperationalError("", {}, psycopg.OperationalError("connection failed")), True),
        (OperationalError("", {}, postgresql.TooManyConnections()), True),
        (OperationalError("", {}, postgresql.DeadlockDetected()), True),
        (NoConnection(), True),
        (OperationalError("", {}, sqlite3.OperationalError("no such table: client")), False),
        (OperationalError("", {}, postgresql.DiskFull()), False),
        (IntegrityError("", {}, sqlite3.IntegrityError("database is locked")), False),
        (ZeroDivisionError(), False),
    ],
)
def test_only_a_store_that_has_no_time_is_busy(error: Exception, *, expected: bool) -> None:
    assert busy.is_busy(error) is expected


def test_store_without_time_is_told_as_such(
    demo_client: Client, demo_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_client.sign_in("straatverpleegkundige")

    def locked() -> Any:
        raise OperationalError("", {}, sqlite3.OperationalError("database is locked"))

    monkeypatch.setattr(demo_app.extensions["database"], "reading", locked)
    answer = demo_client.post("/offline/operations", json={})
    assert (answer.status_code, answer.get_json()["error"]) == (503, "busy")
    assert "Retry-After" in answer.headers

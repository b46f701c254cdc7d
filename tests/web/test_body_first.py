"""A body comes from a network that may be slow for ever: it is read before a write transaction, never inside one."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.test import EnvironBuilder

from tests.architecture.addresses import USERS, address, rules
from tests.support.client import Client
from webapp.db import Database, is_writing
from webapp.web.access import public
from webapp.web.store import transaction

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


class Network(io.BytesIO):
    """A body that notes whether a write transaction was open when it was read."""

    def __init__(self, data: bytes, seen: list[bool]) -> None:
        super().__init__(data)
        self.seen = seen

    def read(self, *args: Any) -> bytes:
        self.seen.append(is_writing())
        return super().read(*args)

    def readinto(self, buffer: Any) -> int:
        self.seen.append(is_writing())
        return super().readinto(buffer)


def send(client: Client, path: str, kind: str, data: bytes) -> tuple[int, list[bool]]:
    seen: list[bool] = []
    builder = EnvironBuilder(method="POST", path=path, content_type=kind, input_stream=Network(data, seen))
    builder.content_length = len(data)
    answer = client.open(builder)
    return answer.status_code, seen


@pytest.mark.one_store
@pytest.mark.parametrize("kind", [FORM, JSON, "text/plain", "multipart/form-data; boundary=x"])
def test_no_route_reads_a_body_while_it_writes(demo_app: Flask, demo_client: Client, kind: str) -> None:
    data = b'{"token": "none", "credential": {}, "device": "x"}' if kind == JSON else b"--x--\r\n"
    read = set()
    for name in USERS:
        demo_client.sign_in(name)
        for rule in rules(demo_app, "POST"):
            if rule.endpoint in ("accounts.sign_out", "accounts.demo_sign_in"):
                continue
            status, seen = send(demo_client, address(rule), kind, data)
            assert not any(seen), f"{rule} reads the body inside a write transaction"
            assert status < 500, f"{rule} answers {status} to {name}"
            read |= {rule.endpoint} if seen else set()
    assert {rule.endpoint for rule in rules(demo_app, "POST")} - read <= {"accounts.sign_out", "accounts.demo_sign_in"}


def test_guard_stops_a_view_that_reads_inside(app: Flask, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    @public
    def view() -> str:
        with transaction():
            return request.get_data(as_text=True)

    monkeypatch.setitem(app.view_functions, "today.health", view)
    answer = client.open("/health", method="GET", data=b"a body where none is expected", content_type=FORM)
    assert answer.status_code == 500


def test_body_that_ends_in_the_middle_holds_no_lock(
    app: Flask, database: Database, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    builder = EnvironBuilder(
        method="POST", path="/passkeys/uitnodiging/opties", content_type=JSON, input_stream=io.BytesIO(b'{"tok')
    )
    builder.content_length = 100
    assert client.open(builder).status_code == 400
    with database.transaction():
        pass

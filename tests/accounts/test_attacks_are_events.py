"""Each attack on the way in leaves a row: which account, and what was wrong. None leaves a session."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.accounts.acts import confirm, register, sign_in
from tests.accounts.administering import invite
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts.models import User
from webapp.audit.models import AccessEntry
from webapp.db import Database


@pytest.fixture
def events(database: Database) -> Callable[[], list[tuple[object, str | None]]]:
    """The account and the fault of each refused sign-in so far."""

    def rows() -> list[tuple[object, str | None]]:
        refused = select(AccessEntry).where(AccessEntry.outcome == "refused", AccessEntry.action == "sign_in")
        with database.reading() as session:
            found = session.exec(refused.order_by(col(AccessEntry.at), col(AccessEntry.n))).all()
        return [(row.subject_id, row.detail) for row in found]

    return rows


def test_passkey_of_another_origin(client: Client, registered: Authenticator, user: User, events):
    assert sign_in(client, registered, origin="http://kwaad.example").status_code == 400
    assert events() == [(user.id, "passkey_refused")]


def test_challenge_replayed(client: Client, registered: Authenticator, events):
    answer = registered.get(client.post("/passkeys/inloggen/opties").get_json())
    assert client.post("/passkeys/inloggen", json={"credential": answer}).status_code == 200
    client.post("/uitloggen")
    assert [client.post("/passkeys/inloggen", json={"credential": answer}).status_code for _ in range(3)] == [400] * 3
    assert events() == [(None, "passkey_refused")] * 3
    assert client.get("/account").status_code != 200


def test_invitation_used_twice(app: Flask, client: Client, token: str, user: User, events):
    assert register(client, token, Authenticator()).status_code == 200
    second = Client(app, app.response_class)
    assert second.post("/passkeys/uitnodiging/opties", json={"token": token}).status_code == 400
    assert events() == [(user.id, "used")]


def test_invitation_forwarded_without_its_code(
    app: Flask, client: Client, administrator: User, colleague: Client, events
):
    invited, token = invite(client, administrator)
    confirm(colleague)
    forwarded = Client(app, app.response_class)
    answer = forwarded.post("/passkeys/uitnodiging/opties", json={"token": token, "code": "AAA-AAA-AAA"})
    assert answer.status_code == 400
    assert "challenge" not in answer.get_json()
    (row,) = events()
    assert row[0] in (invited, None)
    assert forwarded.get("/account").status_code != 200


def test_invitation_expired(client: Client, token: str, user: User, clock_moves: Callable[..., None], events):
    clock_moves(days=8)
    assert client.get(f"/uitnodiging/{token}").status_code == 410
    assert client.post("/passkeys/uitnodiging/opties", json={"token": token}).status_code == 400
    assert events() == [(user.id, "expired")] * 2


def test_many_tries_then_the_honest_user_gets_in_elsewhere(
    app: Flask, client: Client, registered: Authenticator, events
):
    statuses = {sign_in(client, registered, origin="http://kwaad.example").status_code for _ in range(60)}
    statuses |= {client.post("/passkeys/inloggen", json={}).status_code for _ in range(90)}
    assert statuses == {400, 429}
    assert len(events()) <= 100
    elsewhere = Client(app, app.response_class)
    there = {"REMOTE_ADDR": "203.0.113.9"}
    options = elsewhere.post("/passkeys/inloggen/opties", environ_overrides=there).get_json()
    answer = {"credential": registered.get(options)}
    assert elsewhere.post("/passkeys/inloggen", json=answer, environ_overrides=there).status_code == 200

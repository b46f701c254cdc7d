"""A phone that is lost ends with all it holds: by its owner, by the administrator, by nobody else."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.accounts.acts import DEVICE, make_user, prove, register, sign_in, touch, vault_of
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import Device, LoginSession, Passkey, User
from webapp.db import Database

CLOSE = f"/account/telefoons/{DEVICE}/kwijt"


@pytest.fixture
def lost(app: Flask, registered: Authenticator) -> Client:
    """The phone that goes missing, its vault made."""
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    assert vault_of(phone).status_code == 200
    return phone


@pytest.fixture
def desk(app: Flask, client: Client, lost: Client, registered: Authenticator) -> Client:
    """Another device of the same person, with a passkey of its own."""
    assert prove(lost, registered).status_code == 200
    options = lost.post("/passkeys/nieuw/opties").get_json()
    own = Authenticator()
    assert lost.post("/passkeys/nieuw", json={"credential": own.create(options)}).status_code == 200
    assert sign_in(client, own).status_code == 200
    return client


def passkeys_of(database: Database, user: User) -> list[UUID]:
    with database.reading() as session:
        return [passkey.id for passkey in session.exec(select(Passkey).where(Passkey.user_id == user.id))]


def test_lost_phone_is_signed_out_loses_its_passkey_and_its_secret(
    desk: Client, lost: Client, registered: Authenticator, database: Database, user: User
):
    asked = desk.get(CLOSE).get_data(as_text=True)
    assert "Een telefoon zonder netwerk kunnen we niet bereiken" in asked
    assert "geen passkey meer over" not in asked
    proof = vault_of(lost).json["proof"]
    assert desk.post(CLOSE).status_code == 303
    assert lost.get("/account").status_code == 303
    assert lost.get("/offline/keys").status_code == 401
    told = vault_of(lost)
    assert (told.status_code, told.json["error"], told.json["device"]) == (410, "revoked", DEVICE)
    assert touch(lost, proof).status_code == 401
    assert sign_in(lost, registered).json["error"] == "passkey_unknown"
    with database.reading() as session:
        device = session.get_one(Device, UUID(DEVICE))
        assert device.vault_secret is None
    assert len(passkeys_of(database, user)) == 1
    assert desk.get("/account").status_code == 200, "the other device goes on"
    assert desk.post(CLOSE).status_code == 303, "twice is once"


@pytest.mark.parametrize("path", ["/offline/vault", "/offline/operations"])
def test_lost_phone_that_called_itself_another_since_is_closed_all_the_same(
    desk: Client, lost: Client, registered: Authenticator, path: str
):
    """By who holds it, or because it still sent what stood under an id it had before."""
    other = "0190a000-0000-7000-8000-0000000000d9"
    assert lost.post(path, json={"device": other, "operations": []}).status_code == 200
    assert desk.post(CLOSE).status_code == 303
    assert lost.get("/account").status_code == 303
    assert sign_in(lost, registered).json["error"] == "passkey_unknown"
    assert desk.get("/account").status_code == 200


def test_passkey_of_the_lost_phone_signs_nobody_in_elsewhere_either(
    app: Flask, desk: Client, registered: Authenticator
):
    tablet = Client(app, app.response_class)
    sign_in(tablet, registered)
    desk.post(CLOSE)
    assert tablet.get("/account").status_code == 303


def test_who_keeps_no_passkey_is_told_beforehand_and_afterwards(lost: Client, database: Database, user: User):
    assert "geen passkey meer over" in lost.get(CLOSE).get_data(as_text=True)
    answer = lost.post(CLOSE)
    assert answer.status_code == 200
    assert "Vraag je beheerder om een nieuwe uitnodiging" in answer.get_data(as_text=True)
    assert passkeys_of(database, user) == []


def test_queue_of_a_closed_phone_is_taken_when_its_owner_signs_in_there_again(
    desk: Client, lost: Client, database: Database, user: User
):
    desk.post(CLOSE)
    with database.transaction() as session:
        token = invitations.make_link(session, session.get_one(User, user.id), None)
    register(lost, token, Authenticator())
    assert lost.post("/offline/operations", json={"device": DEVICE, "operations": []}).status_code == 200
    assert vault_of(lost).status_code == 410, "and is given no secret again"


def test_administrator_closes_a_phone_of_the_region_and_nobody_else_does(
    app: Flask, lost: Client, administrator: User, client: Client, database: Database, user: User
):
    stranger = Client(app, app.response_class)
    with database.transaction() as session:
        token = invitations.make_link(session, make_user(session, "Iemand anders"), None)
    register(stranger, token, Authenticator())
    for path in (CLOSE, f"/beheer/mensen/{user.id}/telefoons/{DEVICE}/kwijt"):
        assert stranger.get(path).status_code in (403, 404)
        assert stranger.post(path).status_code in (403, 404)
    assert lost.get("/account").status_code == 200
    path = f"/beheer/mensen/{user.id}/telefoons/{DEVICE}/kwijt"
    assert path in client.get(f"/beheer/mensen/{user.id}").get_data(as_text=True)
    assert "Stuur deze persoon een nieuwe link" in client.get(path).get_data(as_text=True)
    assert client.post(path).status_code == 303
    assert lost.get("/account").status_code == 303
    assert client.get(f"/beheer/mensen/{administrator.id}/telefoons/{DEVICE}/kwijt").status_code == 404


def test_closing_leaves_a_trail(desk: Client, database: Database, user: User):
    from webapp.audit.models import AccessEntry

    desk.post(CLOSE)
    with database.reading() as session:
        rows: list[Any] = list(session.exec(select(AccessEntry).where(AccessEntry.subject == "device")))
        ended = session.exec(select(LoginSession).where(LoginSession.device_id == UUID(DEVICE))).all()
    assert [row.action for row in rows] == ["delete"]
    assert all(login.ended_at for login in ended)

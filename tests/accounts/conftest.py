"""People with and without a passkey, on an instance that is no demo."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import Organisation, Region, User
from webapp.accounts.permissions import Role
from webapp.db import Database, Session


def make_user(
    session: Session, name: str = "S. de Vries", role: Role = Role.street_nurse, region: str = "oost"
) -> User:
    """Somebody of a region and organisation that are made when they are new."""
    from webapp.accounts import store

    found = store.find_region_by_slug(session, region)
    if found is None:
        found = Region(slug=region, name=region.title(), municipalities=["Oostdorp"])
        session.add(found)
        session.flush()
    organisation = store.find_organisation_by_name(session, found.id, "Straatzorg")
    if organisation is None:
        organisation = Organisation(region_id=found.id, name="Straatzorg")
        session.add(organisation)
        session.flush()
    user = User(region_id=found.id, organisation_id=organisation.id, name=name, roles=[role.value])
    session.add(user)
    session.flush()
    return user


@pytest.fixture
def user(database: Database) -> User:
    """A street nurse without a passkey."""
    with database.transaction() as session:
        return make_user(session)


@pytest.fixture
def token(database: Database, user: User) -> str:
    """The token of the nurse's invitation."""
    with database.transaction() as session:
        return invitations.make(session, user, None)


@pytest.fixture
def registered(app: Flask, token: str) -> Authenticator:
    """The nurse's phone, its passkey registered; ``client`` knows nothing of it."""
    phone = Authenticator()
    assert register(Client(app, app.response_class), token, phone).status_code == 200
    return phone


def register(client: Client, token: str, phone: Authenticator, code: str = "", **lies: Any) -> Any:
    """Answer an invitation."""
    shown = {"token": token, "code": code}
    options = client.post("/passkeys/uitnodiging/opties", json=shown).get_json()
    return client.post("/passkeys/uitnodiging", json={**shown, "credential": phone.create(options, **lies)})


def sign_in(client: Client, phone: Authenticator, **lies: Any) -> Any:
    """Sign in with a passkey."""
    options = client.post("/passkeys/inloggen/opties").get_json()
    return client.post("/passkeys/inloggen", json={"credential": phone.get(options, **lies)})


def prove(client: Client, phone: Authenticator, **lies: Any) -> Any:
    """Show a passkey within a session, before its user adds or removes one."""
    options = client.post("/passkeys/bevestigen/opties").get_json()
    return client.post("/passkeys/bevestigen", json={"credential": phone.get(options, **lies)})


@pytest.fixture
def administrator(database: Database, client: Client) -> User:
    """An administrator, signed in with a passkey in ``client``."""
    with database.transaction() as session:
        user = make_user(session, "B. Beheer", Role.administrator)
        token = invitations.make(session, user, None)
    assert register(client, token, Authenticator()).status_code == 200
    return user


@pytest.fixture
def colleague(app: Flask, database: Database) -> Client:
    """A nurse of the same organisation who signed up before, signed in: a second person."""
    with database.transaction() as session:
        token = invitations.make(session, make_user(session, "C. Collega"), None)
    other = Client(app, app.response_class)
    assert register(other, token, Authenticator()).status_code == 200
    return other


def say(client: Client, answer: str = "ja") -> list[int]:
    """Answer everything that waits for this person; the status of each answer."""
    waiting = re.findall(rf'action="(/bevestigen/[^"]+/{answer})"', client.get("/bevestigen").get_data(as_text=True))
    return [client.post(path).status_code for path in waiting]


def confirm(client: Client) -> str:
    """Say yes to the one link that waits for this person; its code."""
    [path] = re.findall(r'action="(/bevestigen/[^"]+/ja)"', client.get("/bevestigen").get_data(as_text=True))
    return code_in(client.post(path).get_data(as_text=True))


def code_in(html: str) -> str:
    """The code a page shows."""
    (code,) = re.findall(r'id="entry-code"[^>]*>([^<]+)<', html)
    return str(code)


@pytest.fixture
def clock_moves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``clock_moves(minutes=6)``: everything happens that much later from now on."""
    from datetime import timedelta

    from webapp import clock

    now = clock.now

    def move(**by: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: now() + timedelta(**by))

    return move

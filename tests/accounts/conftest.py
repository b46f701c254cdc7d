"""People with and without a passkey, on an instance that is no demo."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.accounts.acts import make_user, register
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import User
from webapp.accounts.permissions import Role
from webapp.db import Database


@pytest.fixture
def user(database: Database) -> User:
    """A street nurse without a passkey."""
    with database.transaction() as session:
        return make_user(session)


@pytest.fixture
def token(database: Database, user: User) -> str:
    """The token of the nurse's invitation."""
    with database.transaction() as session:
        return invitations.make_link(session, user, None)


@pytest.fixture
def registered(app: Flask, token: str) -> Authenticator:
    """The nurse's phone, its passkey registered; ``client`` knows nothing of it."""
    phone = Authenticator()
    assert register(Client(app, app.response_class), token, phone).status_code == 200
    return phone


@pytest.fixture
def administrator(database: Database, client: Client) -> User:
    """An administrator, signed in with a passkey in ``client``."""
    with database.transaction() as session:
        user = make_user(session, "B. Beheer", Role.administrator)
        token = invitations.make_link(session, user, None)
    assert register(client, token, Authenticator()).status_code == 200
    return user


@pytest.fixture
def colleague(app: Flask, database: Database) -> Client:
    """A nurse of the same organisation who signed up before, signed in: a second person."""
    with database.transaction() as session:
        token = invitations.make_link(session, make_user(session, "C. Collega"), None)
    other = Client(app, app.response_class)
    assert register(other, token, Authenticator()).status_code == 200
    return other

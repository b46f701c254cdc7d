"""A nurse who refers, and the officer who keeps the lists."""

from __future__ import annotations

import pytest

from tests.contacts.acts import SignIn
from tests.contacts.fixtures import acting, colleague, demo_database, door, nurse, session, sign_in
from tests.placements.acts import OFFICER, programme_id
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import Database

__all__ = ["acting", "colleague", "demo_database", "door", "nurse", "session", "sign_in"]


@pytest.fixture
def officer(sign_in: SignIn) -> Door:
    """The officer's phone."""
    return Door(sign_in(OFFICER))


@pytest.fixture
def keeper(officer: Door) -> Client:
    """The officer's browser."""
    found: Client = officer.client  # type: ignore[assignment]
    return found


@pytest.fixture
def person(door: Door) -> str:
    """A client of the nurse."""
    return door.accepted("client.add", {"name": "Zeynep Bulut", "birth_year": 1991, "legal_basis": "wmo"})


@pytest.fixture
def programme(demo_database: Database) -> str:
    """A programme with a decision and a line."""
    return programme_id(demo_database)

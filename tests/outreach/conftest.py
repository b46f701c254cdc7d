"""Youth workers of the demo and the places and ways of their youths."""

from __future__ import annotations

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.contacts.fixtures import acting, at, contact, demo_database, session, sign_in
from tests.support.client import Client
from tests.support.door import Door

__all__ = ["acting", "at", "contact", "demo_database", "session", "sign_in"]


@pytest.fixture
def youth_worker(sign_in: SignIn) -> Client:
    """The youth worker's browser."""
    return sign_in(YOUTH_WORKER)


@pytest.fixture
def door(youth_worker: Client) -> Door:
    """The youth worker's phone."""
    return Door(youth_worker)


@pytest.fixture
def youth(door: Door) -> str:
    """A client of the youth worker."""
    return door.accepted("client.add", {"alias": "Kanarie Jong", "legal_basis": "jeugdwet"})

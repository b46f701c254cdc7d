"""A nurse with people of her own, and colleagues."""

from __future__ import annotations

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.contacts.fixtures import colleague, contact, demo_database, door, nurse, sign_in
from tests.handover.fixtures import pass_time
from tests.support.client import Client
from tests.support.door import Door

__all__ = ["colleague", "contact", "demo_database", "door", "nurse", "pass_time", "sign_in"]


@pytest.fixture
def youth(sign_in: SignIn) -> Client:
    """The browser of a youth worker of another organisation."""
    return sign_in(YOUTH_WORKER)


@pytest.fixture
def person(door: Door) -> str:
    """A client of the nurse, whose whereabouts are secret: to colleagues it matters who works with them."""
    body = {"name": "Wietske Hoekstra", "legal_basis": "wmo", "whereabouts": "hidden", "municipality": "Huizen"}
    return door.accepted("client.add", body)

"""A nurse who reports, and the officer whose organisation is the desk."""

from __future__ import annotations

import pytest

from tests.contacts.acts import SignIn
from tests.contacts.fixtures import acting, colleague, demo_database, door, nurse, session, sign_in
from tests.support.client import Client
from tests.support.door import Door

__all__ = ["acting", "colleague", "demo_database", "door", "nurse", "session", "sign_in"]


@pytest.fixture
def officer(sign_in: SignIn) -> Door:
    """The phone of the desk."""
    return Door(sign_in("plaatsing"))


@pytest.fixture
def desk(officer: Door) -> Client:
    """The browser of the desk."""
    found: Client = officer.client  # type: ignore[assignment]
    return found

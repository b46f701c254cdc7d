"""A nurse who brings a candidate, and the desk that looks for a work place."""

from __future__ import annotations

import pytest

from tests.contacts.acts import SignIn
from tests.contacts.fixtures import acting, colleague, demo_database, door, nurse, session, sign_in
from tests.support.client import Client
from tests.support.door import Door

__all__ = ["acting", "colleague", "demo_database", "door", "nurse", "session", "sign_in"]


@pytest.fixture
def desk(sign_in: SignIn) -> Client:
    """The browser of the desk."""
    return sign_in("plaatsing")


@pytest.fixture
def desk_door(desk: Client) -> Door:
    """Its phone."""
    return Door(desk)

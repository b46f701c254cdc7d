"""A nurse who reassesses, and the officer who keeps a campaign."""

from __future__ import annotations

import pytest

from tests.contacts.acts import SignIn
from tests.contacts.fixtures import acting, colleague, demo_database, door, nurse, session, sign_in
from tests.reassessments.acts import NURSE, begun, ids_of, in_days
from tests.support.client import Client
from tests.support.door import Door

__all__ = ["acting", "colleague", "demo_database", "door", "nurse", "session", "sign_in"]


@pytest.fixture
def officer(sign_in: SignIn) -> Client:
    """The browser of who keeps the campaign."""
    return sign_in("plaatsing")


@pytest.fixture
def officer_door(officer: Client) -> Door:
    """Their phone."""
    return Door(officer)


@pytest.fixture
def one(officer: Client) -> str:
    """Somebody whom the nurse reassesses, due today."""
    text = f"Naam;Medewerker;Klaar voor\nProef Anna;{NURSE};{in_days(0)}\n"
    return ids_of(officer, begun(officer, text))["Proef Anna"]

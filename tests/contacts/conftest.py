"""People of the demo who look at the same contacts, each in a browser of their own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contacts.acts import in_days
from tests.contacts.fixtures import acting, at, colleague, contact, demo_database, door, nurse, session, sign_in
from tests.support.door import Door

__all__ = ["acting", "at", "colleague", "contact", "demo_database", "door", "nurse", "session", "sign_in"]


@pytest.fixture
def due(door: Door, contact: Any) -> Any:
    """Log a contact with something to do in so many days; gives its id."""

    def make(text: str, days: int, **more: Any) -> str:
        return door.accepted("contact.log", contact(follow_up={"text": text, "due_on": in_days(days)}, **more))

    return make

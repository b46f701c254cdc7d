"""A person to refer, and a youth worker of another organisation who answers; beside the fixtures of contacts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.referrals.acts import place_id
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import Database


@pytest.fixture
def youth(sign_in: SignIn) -> Client:
    """The youth worker's browser."""
    return sign_in(YOUTH_WORKER)


@pytest.fixture
def person(door: Door) -> str:
    """A client of the nurse."""
    return door.accepted("client.add", {"name": "Zeynep Bulut", "birth_year": 2003, "legal_basis": "wmo"})


@pytest.fixture
def there(demo_database: Database) -> str:
    """The organisation of the youth worker."""
    return place_id(demo_database, "Jongerenwerk (demo)")


@pytest.fixture
def body(person: str, there: str) -> Callable[..., dict[str, Any]]:
    """The body of a referral of that client to that organisation."""

    def make(**more: Any) -> dict[str, Any]:
        said = {"client": person, "entry": there, "purpose": "Wil weer naar school", "consent": True, "keeps": True}
        return {name: value for name, value in {**said, **more}.items() if value is not None}

    return make

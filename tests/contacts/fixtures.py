"""People of the demo who look at the same contacts, each in a browser of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.contacts.acts import NURSE, SignIn, in_days
from tests.support.browser import visit
from tests.support.client import Client
from tests.support.colleagues import add_colleague
from tests.support.door import Door
from webapp.accounts import store
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Role
from webapp.db import Database, Session


@pytest.fixture
def sign_in(demo_app: Flask) -> SignIn:
    """A browser in which this user is signed in."""
    return lambda name: Client(demo_app, demo_app.response_class).sign_in(name)


@pytest.fixture
def demo_database(demo_app: Flask) -> Database:
    """The store of the demo."""
    found: Database = demo_app.extensions["database"]
    return found


@pytest.fixture
def session(demo_database: Database) -> Iterator[Session]:
    """A transaction on the demo that is never committed."""
    with demo_database.transaction() as session:
        yield session
        session.rollback()


@pytest.fixture
def acting(session: Session) -> Callable[..., Actor]:
    """The actor of a demo user; with ``role`` a new colleague of theirs, with ``elsewhere`` at another one's."""

    def make(name: str, role: Role | None = None, *, elsewhere: bool = False) -> Actor:
        user = store.find_demo_user(session, name)
        assert user is not None
        if role is None:
            return actor_of(user)
        organisation_id = user.organisation_id
        if elsewhere:
            organisation = Organisation(region_id=user.region_id, name="Andere zorg (demo)")
            session.add(organisation)
            session.flush()
            organisation_id = organisation.id
        other = User(region_id=user.region_id, organisation_id=organisation_id, name="Demo Ander", roles=[role.value])
        session.add(other)
        session.flush()
        return actor_of(other)

    return make


@pytest.fixture
def colleague(demo_database: Database) -> str:
    """The name of a second nurse in the nurse's organisation, who works with nobody yet."""
    return add_colleague(demo_database)


@pytest.fixture
def nurse(sign_in: SignIn) -> Client:
    """The nurse's browser."""
    return sign_in(NURSE)


@pytest.fixture
def door(nurse: Client) -> Door:
    """The nurse's phone."""
    return Door(nurse)


@pytest.fixture
def contact() -> Callable[..., dict[str, Any]]:
    """The body of a contact as CONTRACT writes it."""

    def body(**more: Any) -> dict[str, Any]:
        return {
            "client": None,
            "alias": None,
            "occurred_at": None,
            "channel": "street",
            "municipality": "Hilversum",
            "place": "Bij het viaduct",
            "ethos_category": "public_space",
            "topics": ["sleep"],
            "note": None,
            "clinical_note": None,
            "follow_up": None,
            **more,
        }

    return body


@pytest.fixture
def at(page: Page) -> Callable[[str, str], Page]:
    """A page on the phone of a demo user, with its scripts at work."""
    return lambda user, path: visit(page, user, path)


@pytest.fixture
def due(door: Door, contact: Any) -> Any:
    """Log a contact with something to do in so many days; gives its id."""

    def make(text: str, days: int, **more: Any) -> str:
        return door.accepted("contact.log", contact(follow_up={"text": text, "due_on": in_days(days)}, **more))

    return make

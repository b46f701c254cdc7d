"""A push service, an instance that sends to it alone, and people who hear of their work by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.beds.night import Night
from tests.push.acts import Hear
from tests.support.client import Client
from tests.support.push_service import PushService, Receiver
from webapp.config import Config
from webapp.push import sender


@pytest.fixture
def service() -> Iterator[PushService]:
    service = PushService()
    yield service
    service.close()


@pytest.fixture
def demo_config(demo_config: Config, service: PushService) -> Config:
    return replace(demo_config, push_services=(service.origin,))


@pytest.fixture
def night(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    return Night(demo_app.extensions["database"], monkeypatch)


@pytest.fixture
def people(demo_app: Flask) -> dict[str, Client]:
    """Their browsers, as they sign in."""
    return {}


@pytest.fixture
def hear(demo_app: Flask, service: PushService, people: dict[str, Client]) -> Hear:
    """Someone signs in and switches messages on."""

    def go(name: str) -> Receiver:
        people[name] = Client(demo_app, demo_app.response_class).sign_in(name)
        browser = service.browser()
        assert people[name].post("/meldingen", json=browser.said).json == {"subscribed": True}
        return browser

    return go


@pytest.fixture
def send(night: Night, demo_config: Config) -> Callable[[], int]:
    """One round of the sender."""
    return lambda: sender.deliver(night.database, demo_config)

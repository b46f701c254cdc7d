"""A push service, and an instance that sends to it alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from tests.beds.night import Night
from tests.support.push_service import PushService
from webapp.config import Config


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

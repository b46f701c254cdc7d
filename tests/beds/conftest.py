"""Fixtures of tonight's beds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.beds.ledger.world import World
from tests.beds.night import Night
from tests.support import stores
from tests.support.client import Client


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A small region that forgets every run, at any time one likes; on the default store."""
    with stores.instance(tmp_path_factory.mktemp("world") / "instance", "sqlite", filled=False) as config:
        world = World(config)
        yield world
        world.end()


@pytest.fixture
def night(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    """The demo's night, on the test's store."""
    return Night(demo_app.extensions["database"], monkeypatch)


@pytest.fixture
def nurse(demo_app: Flask) -> Client:
    """The street nurse's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("straatverpleegkundige")


@pytest.fixture
def worker(demo_app: Flask) -> Client:
    """The shelter worker's browser."""
    return Client(demo_app, demo_app.response_class).sign_in("opvang")

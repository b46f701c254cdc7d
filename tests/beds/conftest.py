"""Fixtures of tonight's beds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.beds.fixtures import at, elsewhere, night, nurse, worker
from tests.beds.ledger.world import World
from tests.support import stores

__all__ = ["at", "elsewhere", "night", "nurse", "worker"]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A small region that forgets every run, at any time one likes; on the default store."""
    with stores.instance(tmp_path_factory.mktemp("world") / "instance", "sqlite", filled=False) as config:
        world = World(config)
        yield world
        world.end()

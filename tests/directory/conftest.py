"""The clock of the directory: hours and checks go by it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from flask import Flask

from tests.beds.fixtures import at
from webapp import clock
from webapp.db import Database, Session

__all__ = ["at"]


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """``clock_at("2026-12-01T02:00:00+01:00")``: it is that moment."""

    def turn(moment: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(moment))

    return turn


@pytest.fixture
def session(demo_app: Flask) -> Iterator[Session]:
    """A transaction in the demo's store."""
    database: Database = demo_app.extensions["database"]
    with database.transaction() as session:
        yield session

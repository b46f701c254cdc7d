"""The clock of the directory: hours and checks go by it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from tests.beds.fixtures import at
from webapp import clock

__all__ = ["at"]


@pytest.fixture
def clock_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """``clock_at("2026-12-01T02:00:00+01:00")``: it is that moment."""

    def turn(moment: str) -> None:
        monkeypatch.setattr(clock, "now", lambda: datetime.fromisoformat(moment))

    return turn


@pytest.fixture
def clock_moves(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """``clock_moves(days=190)``: everything happens that much later from now on."""
    now = clock.now

    def move(**by: float) -> None:
        monkeypatch.setattr(clock, "now", lambda: now() + timedelta(**by))

    return move

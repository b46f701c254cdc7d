"""A clock that goes on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from webapp import clock


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Move the clock on."""

    def move(**more: float) -> None:
        moment = clock.now() + timedelta(**more)
        monkeypatch.setattr(clock, "now", lambda: moment)

    return move

"""What the server does beside answering."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from webapp import clock, serving


@pytest.mark.parametrize(
    ("period", "minutes"),
    [(clock.tonight, ["11:00"]), (serving.this_hour, ["11:00", "12:01"])],
    ids=["night", "hour"],
)
def test_work_is_done_once_when_its_period_begins(
    monkeypatch: pytest.MonkeyPatch, period: Callable[[], object], minutes: list[str]
) -> None:
    done = threading.Event()
    calls: list[datetime] = []
    times = iter([f"2026-11-22T{hour}" for hour in ("10:58", "10:59", "11:00", "11:01", "11:02", "12:01")])
    now = datetime(2026, 11, 22, 10, 57, tzinfo=UTC)  # 11:57 in Amsterdam; a night begins at noon

    def sleep(_seconds: float) -> None:
        nonlocal now
        text = next(times, None)
        if text is None:
            done.set()
            raise SystemExit
        now = datetime.fromisoformat(f"{text}+00:00")

    monkeypatch.setattr(clock, "now", lambda: now)
    monkeypatch.setattr(serving.time, "sleep", sleep)
    with pytest.raises(SystemExit):
        serving.again(period, lambda: calls.append(now))
    assert done.is_set()
    assert [f"{call:%H:%M}" for call in calls] == minutes

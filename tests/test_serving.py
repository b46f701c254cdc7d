"""What the server does beside answering."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest

from webapp import clock, serving


def test_nightly_work_is_done_once_when_a_night_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    done = threading.Event()
    calls: list[datetime] = []
    times = iter([f"2026-11-22T{hour}" for hour in ("10:58", "10:59", "11:00", "11:01", "11:02")])
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
        serving.every_night(lambda: calls.append(now))
    assert done.is_set()
    assert [call.hour for call in calls] == [11]

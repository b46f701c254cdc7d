"""The server's work beside answering."""

from __future__ import annotations

import gc
import os
import pty
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.servers import free_port
from webapp import clock, serving
from webapp.config import ROOT, Config


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
        serving.repeat_every(period, lambda: calls.append(now))
    assert done.is_set()
    assert [f"{call:%H:%M}" for call in calls] == minutes


def test_collector_passes_over_what_stands_before_the_fork(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[list[int]] = []
    monkeypatch.setattr(serving, "create_app", lambda _config: made.append([1]))
    try:
        serving.Server(Config(tmp_path, "http://localhost"), (), lambda: None, None).load()
        assert gc.get_freeze_count() > 1000
        assert not any(one is made[0] for one in gc.get_objects())
    finally:
        gc.unfreeze()


def read_until(terminal: int, words: str) -> str:
    """The text of a terminal, up to the line with these words."""
    seen = ""
    while words not in seen or not seen.endswith("\n"):
        seen += os.read(terminal, 4096).decode().replace("\r\n", "\n")
    return seen


def read_to_the_end(terminal: int) -> str:
    """The rest, until nobody holds the other end."""
    seen = b""
    try:
        while part := os.read(terminal, 4096):
            seen += part
    except OSError:
        pass  # how Linux says that it was closed
    return seen.decode()


@pytest.mark.one_store
def test_demo_says_what_it_does_and_its_address_stays_the_last_line(demo_config: Config) -> None:
    terminal, other_end = pty.openpty()
    port = str(free_port())
    place = {"ONDERDAK_INSTANCE": str(demo_config.instance), "PORT": port, "WEB_CONCURRENCY": "1"}
    if demo_config.database_url:
        place["ONDERDAK_DATABASE_URL"] = demo_config.database_url
    command = [sys.executable, "-m", "webapp.cli", "demo"]
    demo = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **place}, stdout=other_end, stderr=other_end)
    os.close(other_end)
    try:
        seen = read_until(terminal, f"Onderdak (demo): http://localhost:{port}")
        with urllib.request.urlopen(f"http://localhost:{port}/health", timeout=10):
            pass
        demo.send_signal(signal.SIGINT)
        rest = read_to_the_end(terminal)
        demo.wait(30)
    finally:
        demo.kill()
        os.close(terminal)
    for words in ("the demo starts (0 s)", "people and contacts (", "the server starts (", "the log is in "):
        assert words in seen, seen
    assert seen.splitlines()[-1].startswith("Onderdak (demo): ")
    assert '"endpoint"' not in seen + rest
    assert '"endpoint": "today.health"' in (demo_config.instance / "demo.log").read_text()

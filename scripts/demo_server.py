"""A demo of its own on a free port, for pictures and measurements."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    address: str
    port: int
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """End it; from then on nothing answers at its address."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


@contextmanager
def running_demo(instance: Path, workers: int = 2, database_url: str = "") -> Iterator[Demo]:
    """Serve the demo from ``instance``, on its own file or on PostgreSQL; stopped at the end.

    Raises:
        RuntimeError: when it does not answer within a minute.
    """
    port = free_port()
    environment = {
        **os.environ,
        "ONDERDAK_INSTANCE": str(instance),
        "PORT": str(port),
        "WEB_CONCURRENCY": str(workers),
        "ONDERDAK_DATABASE_URL": database_url,
    }
    log = (instance / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "webapp.cli", "demo"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    demo = Demo(f"http://localhost:{port}", port, server)
    try:
        _wait(demo)
        yield demo
    finally:
        demo.stop()
        log.close()


def _wait(demo: Demo) -> None:
    for _ in range(600):
        if demo.process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{demo.address}/health", timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the demo at {demo.address} does not answer")

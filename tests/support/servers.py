"""The real server for tests: gunicorn as people start it, on a port and an instance of its own."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from webapp.config import ROOT, Config

WORKERS = 2
START_SECONDS = 60
STOP_SECONDS = 10


class Server:
    """`onderdak demo` on a copy of the demo instance."""

    def __init__(self, config: Config, port: int | None = None, module: str = "webapp.cli") -> None:
        self.config = config
        self.module = module
        self.port = port or free_port()
        self.log = config.instance / "server.log"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The server itself; browsers go through the proxy."""
        return f"http://localhost:{self.port}"

    def start(self) -> Server:
        """Start and wait until it answers.

        Raises:
            RuntimeError: with the server's log, when it does not.
        """
        environment = {name: os.environ[name] for name in ("HOME", "PATH", "LANG") if name in os.environ}
        environment |= {
            "ONDERDAK_INSTANCE": str(self.config.instance),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": str(WORKERS),
            "ONDERDAK_PUSH_SERVICES": ",".join(self.config.push_services) or "none",
        }
        if self.config.database_url:
            environment["ONDERDAK_DATABASE_URL"] = self.config.database_url
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", self.module, "demo"],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait()
        return self

    def stop(self) -> None:
        """Ask it to end, as a service manager does."""
        if self._process:
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.kill()
        self._process = None

    def kill(self) -> None:
        """End it with all its workers at once, as a power cut does."""
        if self._process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None

    def workers(self) -> list[int]:
        """The process ids of its workers, to kill one; the second starts a moment after the first answers."""
        assert self._process, "the server is not running"
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        end = time.monotonic() + START_SECONDS
        while len(children.read_text().split()) < WORKERS and time.monotonic() < end:
            time.sleep(0.05)
        return [int(child) for child in children.read_text().split()]

    def _wait(self) -> None:
        assert self._process
        health = f"http://127.0.0.1:{self.port}/health"
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(health, timeout=2):
                return
            time.sleep(0.05)
        self.kill()
        raise RuntimeError(f"the server does not answer:\n{self.log.read_text()[-4000:]}")


def free_port() -> int:
    """A port that nobody uses; of those that a system gives to no connection by itself, so free a moment later too."""
    for port in random.SystemRandom().sample(range(20_000, 30_000), 100):
        with contextlib.suppress(OSError), socket.socket() as probe:
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("no free port")

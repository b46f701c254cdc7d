"""PouchDB and its own server, fetched once by npm, pinned; only this race needs Node."""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.node import fetched
from scripts.demo_server import free_port

PACKAGES = ("pouchdb@9.0.0", "pouchdb-server@4.2.0")


@dataclass(frozen=True)
class Pouch:
    """A running pouchdb-server, and the script for the browser."""

    address: str
    script: Path


@contextmanager
def running_pouch(folder: Path) -> Iterator[Pouch]:
    """Serve empty databases from ``folder``.

    Raises:
        RuntimeError: when the server does not answer within a minute.
    """
    modules = fetched("pouchdb", *PACKAGES)
    port = free_port()
    command = ["node", str(modules / "pouchdb-server" / "bin" / "pouchdb-server"), "--host", "127.0.0.1"]
    command += ["--port", str(port), "--dir", str(folder), "--config", str(folder / "config.json"), "--no-stdout-logs"]
    server = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        pouch = Pouch(f"http://127.0.0.1:{port}", modules / "pouchdb" / "dist" / "pouchdb.min.js")
        _wait(pouch.address)
        yield pouch
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(20)


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("pouchdb-server does not answer")

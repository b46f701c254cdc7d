"""What a request costs in processor time, in one process on the embedded store: to reckon what a host serves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import night
from webapp.app import create_app
from webapp.config import Config

USER = "straatverpleegkundige"
PAGES = ("/", "/contacten", "/contacten/nieuw", "/offline/snapshot")
BOARD = "/bedden/nu"
TIMES, ROUNDS = 10, 5
HTML = "text/html"


def measure(folder: Path) -> Iterator[str]:
    """A line for each: the least of some rounds, because others use the machine as well."""
    night.make(folder)
    client = create_app(Config(folder, "http://localhost", demo=True)).test_client()
    client.post("/demo/inloggen", data={"user": USER})
    for path in PAGES:
        yield f"{_cost(client, path):8.2f} ms  {path}"
    tag = client.get(BOARD, headers={"Accept": HTML}).headers["ETag"]
    yield f"{_cost(client, BOARD, tag=tag):8.2f} ms  {BOARD}, unchanged"
    yield f"{_cost(client, BOARD, anew=True):8.2f} ms  {BOARD}, made anew"


def _cost(client: FlaskClient, path: str, *, tag: str = "", anew: bool = False) -> float:
    """Processor milliseconds of one answer."""
    rounds = []
    for number in range(ROUNDS):
        begun = time.process_time()
        for again in range(TIMES):
            packing = f"gzip, x-{number}-{again}" if anew else "gzip"  # a packing that no answer was kept for
            answer = client.get(path, headers={"Accept": HTML, "Accept-Encoding": packing, "If-None-Match": tag})
            if answer.status_code not in (200, 304):
                raise RuntimeError(f"{path}: {answer.status}")
        rounds.append((time.process_time() - begun) / TIMES * 1000)
    return min(rounds)

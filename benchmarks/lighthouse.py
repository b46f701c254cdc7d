"""Google's Lighthouse over the pages that people open first, as a phone: the median of some runs.

Its own way of slowing a phone down (slow 4G, 4× CPU), signed in as a street nurse. Its other judgements come along:
accessibility and good habits. Needs Node, as ``home`` does.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from playwright.sync_api import Browser

from benchmarks.node import can_run, fetched
from benchmarks.results import Row
from benchmarks.visit import PAGES
from scripts.chromium import find_or_fetch
from scripts.demo_server import Demo

PACKAGE = "lighthouse@12.8.2"
RUNS = 5
LEAST = {"performance": 97, "accessibility": 100, "best-practices": 100}
"""The points of a hundred that each page has at least."""
_LIMIT = 120


def measure(demo: Demo, browser: Browser) -> Sequence[Row]:
    """A row for each page and judgement; none without Node. Lighthouse starts browsers of its own."""
    if not can_run():
        print("lighthouse: left out, it needs Node and npm")
        return []
    with tempfile.TemporaryDirectory() as folder:
        judge = _Judge(demo.address, Path(folder))
        return [row for path in PAGES for row in _rows(path, list(judge.looks(path)))]


def _rows(path: str, runs: Sequence[dict[str, float]]) -> list[Row]:
    return [
        Row(
            f"lighthouse of {path}: {name}",
            median(run[name] for run in runs),
            100,
            "of 100",
            "all",
            at_least=least / 100,
        )
        for name, least in LEAST.items()
    ]


class _Judge:
    """Lighthouse with the session of one demo person."""

    def __init__(self, address: str, folder: Path) -> None:
        self.address = address
        self.command = ["node", str(fetched("lighthouse", PACKAGE) / "lighthouse" / "cli" / "index.js")]
        self.report = folder / "report.json"
        self.headers = folder / "headers.json"
        cookies = CookieJar()
        sign_in = build_opener(HTTPCookieProcessor(cookies))
        sign_in.open(f"{address}/demo/inloggen", urlencode({"user": "straatverpleegkundige"}).encode()).read()
        self.headers.write_text(json.dumps({"Cookie": "; ".join(f"{one.name}={one.value}" for one in cookies)}))

    def looks(self, path: str) -> Iterator[dict[str, float]]:
        """The points of each run, by judgement. Now and then Lighthouse loses its own trace: that is no run.

        Raises:
            RuntimeError: when that is as often as not, or another page came than the one that was asked.
        """
        lost = found = 0
        while found < RUNS:
            if points := self._look(path):
                found += 1
                yield points
            elif (lost := lost + 1) > RUNS:
                raise RuntimeError("lighthouse measures nothing here")

    def _look(self, path: str) -> dict[str, float] | None:
        options = [
            "--quiet",
            "--output=json",
            f"--output-path={self.report}",
            f"--extra-headers={self.headers}",
            f"--only-categories={','.join(LEAST)}",
            "--chrome-flags=--headless=new --no-sandbox",
        ]
        chrome = {**os.environ, "CHROME_PATH": str(find_or_fetch())}
        if subprocess.run(
            [*self.command, self.address + path, *options], check=False, env=chrome, timeout=_LIMIT
        ).returncode:
            return None
        said = json.loads(self.report.read_text())
        if said["finalDisplayedUrl"] != self.address + path:
            raise RuntimeError(f"lighthouse saw {said['finalDisplayedUrl']} for {path}")
        return {name: 100 * said["categories"][name]["score"] for name in LEAST}

"""The two sides, in turns, and what each sent."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Request

from benchmarks.home import scripts
from benchmarks.home.pouch import Pouch, running_pouch
from benchmarks.node import can_run
from benchmarks.results import Row
from scripts.demo_server import Demo

CONTACTS = 1000
ROUNDS = 5
MOST_TIME = 1.5
MOST_BYTES = 1.2
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}}
PAGES = {"home page": "/", "list of unsent": "/onverzonden"}


@dataclass(frozen=True)
class Lap:
    """One phone that came home: ms in all, ms with a request out, bytes up (headers and bodies), requests."""

    whole: float
    out: float
    up: int
    requests: int


def measure(demo: Demo, browser: Browser) -> Sequence[Row]:
    """The rows of both pages, each against the same laps of PouchDB; none without Node."""
    if not can_run():
        print("home: left out, its peer needs Node and npm")
        return []
    with tempfile.TemporaryDirectory() as folder, running_pouch(Path(folder)) as pouch:
        ours: dict[str, list[Lap]] = {name: [] for name in PAGES}
        theirs: list[Lap] = []
        for number in range(ROUNDS + 1):  # the first round warms up both servers
            for name, path in PAGES.items():
                ours[name].append(_ours(demo, browser, path))
            theirs.append(_theirs(pouch, browser, f"night{number}"))
            print(f"round {number}:", *(f"{name} {laps[-1]}" for name, laps in ours.items()), "PouchDB", theirs[-1])
    return [row for name, laps in ours.items() for row in _rows(name, laps[1:], theirs[1:])]


def _rows(name: str, ours: list[Lap], theirs: list[Lap]) -> list[Row]:
    said, against = f"{CONTACTS} contacts come home, {name}", "PouchDB to pouchdb-server"
    whole = median(lap.whole for lap in theirs)
    return [
        Row(said, median(lap.whole for lap in ours), whole, "ms", against, at_most=MOST_TIME),
        Row(f"{said}, the phone's own part", median(lap.whole - lap.out for lap in ours), whole, "ms", against),
        Row(f"{said}, sent", _up(ours), _up(theirs), "KB", against, at_most=MOST_BYTES),
    ]


def _up(laps: list[Lap]) -> float:
    return median(lap.up for lap in laps) / 1000


def _ours(demo: Demo, browser: Browser, path: str) -> Lap:
    context = browser.new_context(**PHONE, base_url=demo.address)
    page = context.new_page()
    page.request.post("/demo/inloggen", form={"user": "straatverpleegkundige"})
    page.goto("/")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.evaluate(scripts.FILL_OURS, CONTACTS)
    page.goto(path)
    page.evaluate(scripts.SHOWN, CONTACTS)
    lap = _lap(page, "/offline/operations", scripts.SEND_OURS)
    context.close()
    return lap


def _theirs(pouch: Pouch, browser: Browser, name: str) -> Lap:
    context = browser.new_context(**PHONE)
    page = context.new_page()
    page.goto(pouch.address)
    page.add_script_tag(path=pouch.script)
    page.evaluate(scripts.FILL_THEIRS, [CONTACTS, name])
    lap = _lap(page, f"/{name}", scripts.SEND_THEIRS, name)
    context.close()
    return lap


def _lap(page: Page, path: str, script: str, argument: str | None = None) -> Lap:
    """Let a filled phone send; all must have arrived when it says so."""
    sent: list[Request] = []
    page.on("requestfinished", lambda one: sent.append(one) if path in one.url else None)
    found: dict[str, Any] = page.evaluate(script, argument)
    if found["arrived"] != CONTACTS:
        raise RuntimeError(f"{found['arrived']} of {CONTACTS} contacts arrived")
    sizes = [one.sizes() for one in sent]
    up = sum(size["requestHeadersSize"] + size["requestBodySize"] for size in sizes)
    return Lap(found["ms"], found["out"], up, len(sent))

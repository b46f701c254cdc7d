"""What tonight's board costs beside a bare application, and what five hundred phones that watch it notice.

The board has forty shelters. It is measured as phones get it (made once per change and minute by each worker), and
made anew for every request, with a packing that nobody asked before. Slices of each kind take turns, so that what
else the machine does falls on all of them.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks import night
from benchmarks.load import Caller, Outcome, Plan, run
from benchmarks.results import Row, percentile
from scripts.demo_server import free_port, running_demo

WORKERS = 2
CALLERS = 8
"""Connections that ask without a pause: as many as the two servers have threads."""
ROUNDS = 21
SLICE_SECONDS = 0.5
PHONES = 500
EVERY_SECONDS = 10
WATCH_SECONDS = 25
ASK_SECONDS = 2
"""How often somebody asks a bed while the phones watch: each time every board is old."""
POLL_BUDGET_MS = 200
PACKING = "Accept-Encoding: gzip, deflate, br, zstd\r\n"


def measure(folder: Path) -> Sequence[Row]:
    """Start both servers, measure, stop them."""
    (folder / "night").mkdir()
    (folder / "peer").mkdir()
    made = night.make(folder / "night")
    with running_demo(folder / "night", WORKERS) as demo, _running_peer(folder / "peer") as peer:
        rows = _throughput(demo.port, peer, made)
        phones = _watch(demo.port, made)
    return [*rows, phones]


def head(method: str, path: str, token: str = "", more: str = "") -> str:
    """The head of a request, as a phone sends it."""
    cookie = f"Cookie: session={token}\r\n" if token else ""
    return f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n{cookie}{more}"


def asks(token: str, shelter: str, number: int, begins: float = 0.0) -> Caller:
    """Someone who asks a bed by the form, once."""
    body = f"shelter={shelter}&category=mixed&age_group=adult&gender=man&persons=1&alias=Gast+{number}"
    more = f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
    return Caller(head("POST", "/bedden/vragen", token, more), body, begins=begins, once=True)


def _throughput(board: int, peer: int, made: night.Night) -> list[Row]:
    kinds = {
        "hello": (peer, Caller(head("GET", "/hello"))),
        "unchanged": (board, Caller(head("GET", "/bedden/nu", made.tokens[0], PACKING), remembers=True)),
        "rows": (peer, Caller(head("GET", "/rows"))),
        "board": (board, Caller(head("GET", "/bedden", made.tokens[0], PACKING))),
        "anew": (board, Caller(head("GET", "/bedden", made.tokens[0]), varies=True)),
    }
    rates: dict[str, list[float]] = {kind: [] for kind in kinds}
    for number in range(ROUNDS + 1):
        order = list(kinds.items())
        for kind, (port, caller) in order if number % 2 else reversed(order):
            outcome = run(Plan(port, SLICE_SECONDS, [caller] * CALLERS)).only("200", "304")
            if number:  # the first round warms up
                rates[kind].append(outcome.per_second)
    bare = "bare Flask page, 20 rows"
    shelters = f"board of {night.SHELTERS} shelters"
    return [
        Row("unchanged board (304)", *_typical(rates, "unchanged", "hello"), "/s", "bare Flask hello", at_least=0.7),
        Row(f"{shelters}, as phones get it", *_typical(rates, "board", "rows"), "/s", bare, at_least=0.8),
        Row(f"{shelters}, made anew", *_typical(rates, "anew", "rows"), "/s", bare, at_least=0.04),
    ]


def _typical(rates: dict[str, list[float]], one: str, other: str) -> tuple[float, float]:
    """The round whose ratio is the median: what disturbs a round falls on both of its slices."""
    rounds = sorted(zip(rates[one], rates[other], strict=True), key=lambda pair: pair[0] / pair[1])
    return rounds[len(rounds) // 2]


def _watch(port: int, made: night.Night) -> Row:
    """Phones with the board open, spread over their interval, while beds are asked."""
    watching = [
        Caller(
            head("GET", "/bedden/nu", token, PACKING),
            begins=number * EVERY_SECONDS / PHONES,
            every=EVERY_SECONDS,
            remembers=True,
        )
        for number, token in enumerate(made.tokens[:PHONES])
    ]
    asking = [
        asks(made.tokens[0], made.shelters[number], number, begins=float(number * ASK_SECONDS))
        for number in range(WATCH_SECONDS // ASK_SECONDS)
    ]
    outcome: Outcome = run(Plan(port, WATCH_SECONDS, [*watching, *asking])).only("200", "303", "304")
    name = f"{PHONES} phones, each every {EVERY_SECONDS} s, p95"
    return Row(name, percentile(outcome.times, 0.95), POLL_BUDGET_MS, "ms", "budget", at_most=1)


@contextmanager
def _running_peer(folder: Path) -> Iterator[int]:
    port = free_port()
    with (folder / "server.log").open("wb") as log:
        command = [sys.executable, "-m", "benchmarks.peer", str(folder), str(port), str(WORKERS)]
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            for _ in range(600):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/hello", timeout=1).close()
                    break
                except OSError:
                    time.sleep(0.1)
            else:
                raise RuntimeError(f"the bare server does not answer:\n{(folder / 'server.log').read_text()[-2000:]}")
            yield port
        finally:
            server.terminate()
            server.wait(20)

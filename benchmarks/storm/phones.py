"""Phones that come home with a queue: they send it, wait as they are told, and fetch their pages.

One process, one loop, a connection per request as behind a proxy. The limits are those of the phone's own scripts
(``static/js/offline``): what they give up after and how long they stay away.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

HOST = "127.0.0.1"
SEND_SECONDS, SNAPSHOT_SECONDS = 15, 20
SHORTEST_WAIT, LONGEST_WAIT = 10, 3600
DOOR, SNAPSHOT = "/offline/operations", "/offline/snapshot"
SILENT = 0
"""The status of no answer: cut off, refused, or later than a phone waits."""


@dataclass(frozen=True)
class Phone:
    """A signed-in phone with its sealed queue."""

    token: str
    device: str
    operations: list[dict[str, Any]] = field(repr=False)
    begins: float


@dataclass
class Heard:
    """Everything the phones heard; ``sent`` and ``read`` hold the seconds of each served request."""

    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    results: dict[str, Counter[str]] = field(default_factory=dict)
    sent: list[float] = field(default_factory=list)
    read: list[float] = field(default_factory=list)
    pages: int = 0
    last: float = 0.0

    @property
    def delivered(self) -> int:
        """The operations of which a phone heard that they are in."""
        return sum(1 for said in self.results.values() if said["accepted"] + said["duplicate"])

    @property
    def unexplained(self) -> int:
        """The answers that neither served nor told how long to wait."""
        return sum(count for (_, status), count in self.statuses.items() if status not in (200, 429, 503))


def bring_home(phones: Sequence[Phone], ports: Sequence[int], limit: float, *, reads: bool) -> Heard:
    """Let every phone send and, with ``reads``, fetch its pages; those not done after ``limit`` seconds stop there."""
    return asyncio.run(_bring_home(phones, ports, limit, reads=reads))


async def _bring_home(phones: Sequence[Phone], ports: Sequence[int], limit: float, *, reads: bool) -> Heard:
    heard = Heard()
    evening = _Evening(heard, ports, time.perf_counter(), reads)
    tasks = [asyncio.create_task(evening.live(phone, number)) for number, phone in enumerate(phones)]
    _, late = await asyncio.wait(tasks, timeout=limit)
    for task in late:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=False) if not late else await asyncio.wait(tasks)
    return heard


@dataclass
class _Evening:
    heard: Heard
    ports: Sequence[int]
    begun: float
    reads: bool
    knocks: int = 0

    async def live(self, phone: Phone, number: int) -> None:
        """One phone from its first knock until its pages are there; each try goes to another host."""
        await asyncio.sleep(phone.begins)
        waiting = phone.operations
        while waiting:
            answer = await self._ask(phone, number, "POST", DOOR, SEND_SECONDS, _batch(phone, waiting))
            if answer is None:
                continue
            done = self._note(answer["results"])
            waiting = [one for one in waiting if one["id"] not in done]
            if waiting:
                await asyncio.sleep(SHORTEST_WAIT)
        while self.reads and await self._ask(phone, number, "GET", SNAPSHOT, SNAPSHOT_SECONDS, b"") is None:
            pass
        self.heard.pages += self.reads

    def _note(self, results: list[dict[str, Any]]) -> set[str]:
        done = set()
        for one in results:
            self.heard.results.setdefault(one["id"], Counter())[one["status"]] += 1
            if one["status"] != "retry_later":
                done.add(one["id"])
        self.heard.last = time.perf_counter() - self.begun
        return done

    async def _ask(
        self, phone: Phone, number: int, method: str, path: str, limit: float, body: bytes
    ) -> dict[str, Any] | None:
        """One request; None after the wait that its answer, or no answer, asks for."""
        self.knocks += 1
        port = self.ports[(number + self.knocks) % len(self.ports)]
        begun = time.perf_counter()
        try:
            async with asyncio.timeout(limit):
                status, wait, said = await _exchange(port, method, path, phone.token, body)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, ValueError):
            status, wait, said = SILENT, 0.0, b""
        self.heard.statuses[path, status] += 1
        if status == 200:
            took = self.heard.sent if path == DOOR else self.heard.read
            took.append(time.perf_counter() - begun)
            answer: dict[str, Any] = json.loads(said)
            return answer
        await asyncio.sleep(min(max(wait, SHORTEST_WAIT), LONGEST_WAIT))
        return None


def _batch(phone: Phone, operations: list[dict[str, Any]]) -> bytes:
    return json.dumps({"device": phone.device, "operations": operations}).encode()


async def _exchange(port: int, method: str, path: str, token: str, body: bytes) -> tuple[int, float, bytes]:
    """Status, seconds to wait and body of one answer."""
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        about = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n"
        writer.write(f"{head}Cookie: session={token}\r\n{about}\r\n".encode() + body)
        await writer.drain()
        lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        fields = {name.lower(): value for name, _, value in (line.partition(b": ") for line in lines[1:])}
        said = await reader.readexactly(int(fields[b"content-length"]))
    finally:
        writer.close()
    return int(lines[0][9:12]), float(fields.get(b"retry-after", b"0")), said

"""A load generator that costs little: one process, one loop, raw connections to this machine that stay open.

``python -m benchmarks.load`` reads a ``Plan`` as JSON and writes an ``Outcome``. It knows nothing of what it loads,
so that starting it is quick and its own work per answer is some tens of microseconds.
"""

from __future__ import annotations

import json
import selectors
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

HOST = "127.0.0.1"
GRACE_SECONDS = 15
"""How long an answer may still come when the time is over."""


@dataclass(frozen=True)
class Caller:
    """Someone who asks on a connection of their own.

    ``head`` is the request up to the empty line. ``every`` seconds one asks again, the first time at ``begins``;
    without it as soon as the answer is there, and ``once`` never again. ``remembers`` sends the last ETag along.
    ``varies`` asks for another packing each time, so that no answer made before will do.
    """

    head: str
    body: str = ""
    begins: float = 0.0
    every: float | None = None
    once: bool = False
    remembers: bool = False
    varies: bool = False


@dataclass(frozen=True)
class Plan:
    """Who asks, where and for how long."""

    port: int
    seconds: float
    callers: Sequence[Caller]


@dataclass
class Outcome:
    """Answers by status, and how long each took from the moment it was due, in milliseconds."""

    seconds: float = 0.0
    statuses: dict[str, int] = field(default_factory=dict)
    times: list[float] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        """Answers in a second."""
        return len(self.times) / self.seconds

    def only(self, *statuses: str) -> Outcome:
        """Itself, when nothing else was answered.

        Raises:
            RuntimeError: when something was, or nothing at all.
        """
        if not self.times or set(self.statuses) - set(statuses):
            raise RuntimeError(f"expected {' or '.join(statuses)}, got {self.statuses}")
        return self


def run(plan: Plan) -> Outcome:
    """Carry out a plan in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.load"]
    done = subprocess.run(command, input=json.dumps(asdict(plan)), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the load generator failed:\n{done.stderr[-2000:]}")
    return Outcome(**json.loads(done.stdout))


class _Line:
    """One caller's connection."""

    def __init__(self, caller: Caller, port: int) -> None:
        self.caller = caller
        self.port = port
        self.due = caller.begins
        self.socket: socket.socket | None = None
        self.received = b""
        self.tag = b""
        self.number = 0

    def send(self, selector: selectors.BaseSelector) -> None:
        """Ask once more."""
        if self.socket is None:
            self.socket = socket.create_connection((HOST, self.port), timeout=GRACE_SECONDS)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(self.socket, selectors.EVENT_READ, self)
        self.number += 1
        head = self.caller.head.encode()
        if self.caller.varies:
            head += f"Accept-Encoding: gzip, x-{id(self)}-{self.number}\r\n".encode()
        if self.caller.remembers and self.tag:
            head += b"If-None-Match: " + self.tag + b"\r\n"
        self.socket.sendall(head + b"\r\n" + self.caller.body.encode())

    def receive(self, selector: selectors.BaseSelector) -> int | None:
        """Take in what came; the status when the answer is whole, 0 when the server hung up."""
        assert self.socket
        try:
            piece = self.socket.recv(262144)
        except ConnectionResetError:
            piece = b""
        if not piece:
            selector.unregister(self.socket)
            self.socket.close()
            self.socket = None
            return 0
        self.received += piece
        head, found, body = self.received.partition(b"\r\n\r\n")
        if not found:
            return None
        status = int(head[9:12])
        fields = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        if status != 304 and len(body) < int(fields[b"Content-Length"]):
            return None
        self.tag = fields.get(b"ETag", self.tag)
        self.received = b""
        return status


def _carry_out(plan: Plan) -> Outcome:
    selector = selectors.DefaultSelector()
    waiting = [_Line(caller, plan.port) for caller in plan.callers]
    asked: dict[_Line, float] = {}
    statuses: Counter[str] = Counter()
    outcome = Outcome()
    begun = time.perf_counter()
    while True:
        now = time.perf_counter() - begun
        over = now >= plan.seconds
        if over and (not asked or now > plan.seconds + GRACE_SECONDS):
            break
        for line in [line for line in waiting if line.due <= now and not over]:
            waiting.remove(line)
            line.send(selector)
            asked[line] = line.due if line.caller.every else now
        soonest = min((line.due for line in waiting), default=plan.seconds)
        for key, _ in selector.select(max(0.0, min(soonest, plan.seconds) - now) if not over else 1.0):
            line = key.data
            status = line.receive(selector)
            now = time.perf_counter() - begun
            if status is None or (status == 0 and line not in asked):
                continue
            if status == 0 and not line.caller.body:  # as a browser does: the server closes who waits longest
                line.send(selector)
                continue
            statuses[str(status)] += 1
            outcome.times.append((now - asked.pop(line)) * 1000)
            if line.caller.every:
                line.due += line.caller.every
                waiting.append(line)
            elif not line.caller.once and now < plan.seconds and status:
                line.send(selector)
                asked[line] = now
        if not asked and not waiting:
            break
    outcome.seconds = time.perf_counter() - begun
    outcome.statuses = dict(statuses)
    return outcome


if __name__ == "__main__":
    given = json.load(sys.stdin)
    callers = [Caller(**caller) for caller in given["callers"]]
    json.dump(asdict(_carry_out(Plan(given["port"], given["seconds"], callers))), sys.stdout)

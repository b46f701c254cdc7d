"""The front's bounds: whose connection ends when there are too many, and where a request ends."""

from __future__ import annotations

import ipaddress
import selectors
import socket
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.config import Config as GunicornConfig

from webapp import front
from webapp.config import Config
from webapp.front import FrontWorker, Line
from webapp.intake import MAX_BODY, Intake
from webapp.wire import Wire

PROXY = "192.0.2.7"


class Listener:
    """Hands out connections from whatever address the test says."""

    def __init__(self) -> None:
        self.peer = ""
        self.clients: list[socket.socket] = []

    def accept(self) -> tuple[socket.socket, tuple[str, int]]:
        ours, theirs = socket.socketpair()
        self.clients.append(theirs)
        return ours, (self.peer, 1)

    def getsockname(self) -> tuple[str, int]:
        return "127.0.0.1", 8000


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    for one in made.clients:
        one.close()


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[FrontWorker]:
    ours = Config(tmp_path, "http://localhost", proxies=(ipaddress.ip_network(PROXY),))
    app: Any = SimpleNamespace(onderdak=ours)
    made = FrontWorker(1, 1, [], app, 60, GunicornConfig(), SimpleNamespace())
    made.poller = selectors.DefaultSelector()
    yield made
    made.murder_keepalived(force=True)
    made.poller.close()
    made.tmp.close()


def arrive(worker: FrontWorker, listener: Listener, peer: str, count: int) -> list[Line]:
    listener.peer = peer
    for _ in range(count):
        worker.accept(listener)
    return [line for line in worker.waiting if line.peer == peer]


def test_one_address_keeps_its_newest_connections_and_nobody_elses(worker: FrontWorker, listener: Listener) -> None:
    honest = arrive(worker, listener, "198.51.100.1", 3)
    first = arrive(worker, listener, "203.0.113.9", 1)[0]
    kept = arrive(worker, listener, "203.0.113.9", front.MOST_OF_ONE)
    assert len(kept) == front.MOST_OF_ONE
    assert first not in worker.waiting
    assert all(line in worker.waiting for line in honest)
    assert worker.nr_conns == len(worker.waiting)


@pytest.mark.parametrize("peer", [PROXY, "127.0.0.1", "::1"])
def test_proxy_is_many_clients(worker: FrontWorker, listener: Listener, peer: str) -> None:
    assert len(arrive(worker, listener, peer, front.MOST_OF_ONE + 20)) == front.MOST_OF_ONE + 20


def test_when_all_are_taken_the_greediest_gives_way(
    worker: FrontWorker, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "MOST", 20)
    honest = arrive(worker, listener, "198.51.100.1", 2)
    arrive(worker, listener, "203.0.113.9", 30)
    assert worker.nr_conns == 20
    assert all(line in worker.waiting for line in honest)


def test_memory_of_half_sent_bodies_is_bounded(
    worker: FrontWorker, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "MOST_BYTES", 300_000)
    for line in arrive(worker, listener, "127.0.0.1", 4):
        line.sock.inbox += b"POST / HTTP/1.1\r\nContent-Length: 200000\r\n\r\n" + b"x" * 100_000
        worker._look_at(line)
    assert len(worker.waiting) == 2


def test_whole_request_waits_for_a_thread_from_now(
    worker: FrontWorker, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "enqueue_req", lambda _line: None)
    line = arrive(worker, listener, "127.0.0.1", 1)[0]
    line.sock.inbox += b"GET / HTTP/1.1\r\nHost: x\r\n"
    worker._look_at(line)
    assert line.sock.since is None
    line.sock.inbox += b"\r\n"
    worker._look_at(line)
    assert line.sock.since is not None


HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        HEAD + b"Content-Length: 5\r\n\r\nhello",
        HEAD + b"content-length:5\r\n\r\nhello",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5;a=b\r\n0\r\n\r\n\r\n0\r\nTrailer: x\r\n\r\n",
    ],
)
def test_request_is_whole_at_its_last_byte_and_not_before(request_bytes: bytes) -> None:
    inbox = bytearray()
    intake = Intake(inbox)
    seen = []
    for byte in request_bytes:
        inbox.append(byte)
        seen.append(intake.is_whole())
    assert seen == [False] * (len(request_bytes) - 1) + [True]


@pytest.mark.parametrize(
    "request_bytes",
    [
        HEAD + b"Content-Length: %d\r\n\r\n" % (MAX_BODY + 1),
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n-5\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n1000000\r\n" + b"x" * (MAX_BODY + 70_000),
        b"x" * 70_000,
    ],
    ids=["too large", "no size", "negative", "endless chunk", "endless head"],
)
def test_what_will_be_refused_is_not_waited_for(request_bytes: bytes) -> None:
    assert Intake(bytearray(request_bytes)).is_whole()


def test_answer_waits_for_its_reader_outside_the_thread() -> None:
    ours, theirs = socket.socketpair()
    wire = Wire(ours)
    answer = bytes(range(256)) * 20_000
    wire.sendall(answer[:100])
    wire.sendall(answer[100:])
    assert wire.outbox, "the network did not take it at once"
    got = b""
    while len(got) < len(answer):
        got += theirs.recv(65536)
        assert wire.send_on() is not None
    assert got == answer
    theirs.close()
    wire.close()

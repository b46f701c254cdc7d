"""Half a request, or an answer that nobody takes, holds up no other: against the server as people start it."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime

import pytest

from tests.support.servers import Server
from webapp.db import new_id
from webapp.front import BODY_SECONDS, HEAD_SECONDS

pytestmark = pytest.mark.one_store
MANY = 64
SOON = 2.0
POST = b"POST /passkeys/uitnodiging/opties HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
GET = b"GET /static/%b HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: identity\r\n\r\n"
SORTS = {
    "nothing": b"",
    "head": b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ",
    "body": POST + b'Content-Length: 100\r\n\r\n{"token": ',
    "body of a form": b"POST /kamers/aanbieden HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\nmunicipality=",
    "chunk": POST + b'Transfer-Encoding: chunked\r\n\r\n64\r\n{"token": ',
    "chunk that looks like an end": POST + b"Transfer-Encoding: chunked\r\n\r\n6\r\n0\r\n\r\n",
    "unread body": POST.replace(b"POST /pass", b"POST /geen") + b"Content-Length: 1000\r\n\r\nxx",
    "wish": POST + b"Content-Length: 100\r\nExpect: 100-continue\r\n\r\n",
    "kept alive": b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "answered, never closed": b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
}


def connect(server: Server) -> socket.socket:
    sock = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    return sock


@contextlib.contextmanager
def attack(server: Server, first: bytes) -> Iterator[list[socket.socket]]:
    with ExitStack() as stack:
        socks = [stack.enter_context(closing(connect(server))) for _ in range(MANY)]
        for sock in socks:
            with contextlib.suppress(OSError):
                sock.sendall(first)
        yield socks


class Honest:
    """A nurse with a phone, on connections of her own."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.device, self.seq = str(new_id()), 0
        answer, _body = self.ask(
            "POST", "/demo/inloggen", b"user=straatverpleegkundige", "application/x-www-form-urlencoded"
        )
        cookies = answer.headers.get_all("Set-Cookie") or []
        self.cookie = "; ".join(one.split(";")[0] for one in cookies)

    def ask(
        self, method: str, path: str, body: bytes | None = None, kind: str = ""
    ) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {"Content-Type": kind} if kind else {}
        if hasattr(self, "cookie"):
            headers["Cookie"] = self.cookie
        with closing(http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)) as connection:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer, answer.read()

    def health(self) -> None:
        answer, _body = self.ask("GET", "/health")
        assert answer.status == 200

    def save(self) -> None:
        self.seq += 1
        now = datetime.now(UTC).isoformat()
        said = {"channel": "street", "ethos_category": "unknown", "topics": [], "note": "x", "occurred_at": now}
        operation = {
            "id": str(new_id()),
            "kind": "contact.log",
            "schema": 1,
            "seq": self.seq,
            "client_time": now,
            "body": said,
        }
        sent = json.dumps({"device": self.device, "operations": [operation]}).encode()
        answer, body = self.ask("POST", "/offline/operations", sent, "application/json")
        assert answer.status == 200
        assert json.loads(body)["results"][0]["status"] == "accepted", body


def time_of(act: Callable[[], None]) -> float:
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


def assert_served(honest: Honest) -> None:
    times = [time_of(act) for _ in range(4) for act in (honest.health, honest.save)]
    assert max(times) < SOON, times


@pytest.fixture
def honest(server: Server) -> Honest:
    return Honest(server)


@pytest.mark.parametrize("sort", SORTS)
def test_half_a_request_holds_up_nobody(server: Server, honest: Honest, sort: str) -> None:
    with attack(server, SORTS[sort]):
        assert_served(honest)


@pytest.mark.parametrize("sort", ["head", "body", "chunk"])
def test_byte_by_byte_holds_up_nobody(server: Server, honest: Honest, sort: str) -> None:
    with attack(server, SORTS[sort]) as socks:
        for _ in range(4):
            for sock in socks:
                with contextlib.suppress(OSError):
                    sock.sendall(b" ")
            assert max(time_of(honest.health), time_of(honest.save)) < SOON


def test_answer_that_nobody_reads_holds_up_nobody(server: Server, honest: Honest) -> None:
    page, html = honest.ask("GET", "/")
    assert page.status == 200
    found = re.search(rb"/static/([0-9a-f]{12}/css/onderdak\.css)", html)
    assert found
    with attack(server, GET.replace(b"%b", found[1]) * 400):
        assert_served(honest)


def test_what_is_half_sent_ends_in_time(server: Server) -> None:
    begun = time.monotonic()
    with attack(server, SORTS["head"]) as heads, attack(server, SORTS["body"]) as bodies:
        for socks, seconds in ((heads, HEAD_SECONDS), (bodies, BODY_SECONDS)):
            for sock in socks:
                assert sock.recv(1) == b"", "nothing to say, only an end"
            assert seconds - 1 < time.monotonic() - begun < seconds + 5


def test_body_that_was_not_read_closes_and_becomes_no_request(server: Server) -> None:
    hidden = b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with closing(connect(server)) as sock:
        sock.sendall(POST.replace(b"/passkeys", b"/geen") + b"Content-Length: %d\r\n\r\n" % len(hidden) + hidden)
        got = b""
        while piece := sock.recv(65536):
            got += piece
    assert got.startswith(b"HTTP/1.1 404")
    assert b"\r\nConnection: close\r\n" in got
    assert got.count(b"HTTP/1.1 ") == 1


def test_body_that_was_read_keeps_the_connection(server: Server) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)) as connection:
        for chunked in (False, True, False):
            connection.request(
                "POST",
                "/passkeys/uitnodiging/opties",
                iter([b'{"token"', b": 1}"]) if chunked else b'{"token": 1}',
                {"Content-Type": "application/json"},
                encode_chunked=chunked,
            )
            answer = connection.getresponse()
            assert answer.status == 400, "an unknown link"
            assert answer.headers["Connection"] == "keep-alive"
            answer.read()


def test_requests_in_one_piece_are_each_answered(server: Server) -> None:
    with closing(connect(server)) as sock:
        sock.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n" * 20)
        sock.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        got = b""
        while piece := sock.recv(65536):
            got += piece
    assert got.count(b"HTTP/1.1 200 OK") == 21

"""The bad network really is bad in the way it says, and good again afterwards."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.support.proxy import PORTAL, Proxy

BODY = b"0123456789" * 1000


class Echo(BaseHTTPRequestHandler):
    """Counts what reaches it."""

    protocol_version = "HTTP/1.1"
    received: list[tuple[str, str, bytes]]

    def do_GET(self) -> None:
        self.answer()

    def do_POST(self) -> None:
        self.answer()

    def answer(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.received.append((self.command, self.path, sent))
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.send_header("Set-Cookie", "a=1")
        self.send_header("Set-Cookie", "b=2")
        if "fingerprint" in self.path:
            self.send_header("Cache-Control", "max-age=315360000, immutable")
        self.send_header("Content-Length", str(len(BODY)))
        self.end_headers()
        self.wfile.write(BODY)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        pass


@pytest.fixture
def received() -> list[tuple[str, str, bytes]]:
    Echo.received = []
    return Echo.received


@pytest.fixture
def proxy(received: list[tuple[str, str, bytes]]) -> Iterator[Proxy]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    proxy = Proxy(server.server_address[1])
    yield proxy
    proxy.close()
    server.shutdown()
    server.server_close()


def ask(proxy: Proxy, path: str = "/", body: bytes | None = None, limit: float = 5) -> tuple[int, bytes]:
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=limit)) as connection:
        connection.request("POST" if body else "GET", path, body)
        response = connection.getresponse()
        return response.status, response.read()


def begin(proxy: Proxy, path: str) -> threading.Thread:
    """Ask, and go on once the question came in."""
    other = threading.Thread(target=ask, args=(proxy, path))
    other.start()
    while proxy.begun == 0:
        time.sleep(0.01)
    return other


def test_pass_keeps_connection_and_repeated_headers(proxy: Proxy):
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=5)) as connection:
        for _ in range(3):
            connection.request("GET", "/a")
            response = connection.getresponse()
            assert response.read() == BODY
            assert response.headers.get_all("Set-Cookie") == ["a=1", "b=2"]
    assert proxy.count("GET", "/a") == 3


def test_drop_refuses_connections_and_resets_open_ones(proxy: Proxy):
    with closing(http.client.HTTPConnection("127.0.0.1", proxy.port, timeout=5)) as connection:
        connection.request("GET", "/")
        connection.getresponse().read()
        proxy.set("drop")
        with pytest.raises(OSError, match="refused"):
            ask(proxy)
        with pytest.raises(ConnectionError):
            connection.request("GET", "/")
            connection.getresponse()
    proxy.set("pass")
    assert ask(proxy) == (200, BODY)


def test_hang_never_answers_until_mode_changes(proxy: Proxy, received: list[tuple[str, str, bytes]]):
    proxy.set("hang")
    with pytest.raises(TimeoutError):
        ask(proxy, limit=0.5)
    assert received == []
    proxy.set("pass")
    assert ask(proxy) == (200, BODY)


def test_hold_answers_after_the_next_mode(proxy: Proxy, received: list[tuple[str, str, bytes]]):
    proxy.set("hold", path="/held")
    other = begin(proxy, "/held")
    assert ask(proxy, "/elsewhere") == (200, BODY)
    assert [path for _, path, _ in received] == ["/elsewhere"]
    proxy.set("pass")
    other.join()
    assert [path for _, path, _ in received] == ["/elsewhere", "/held"]


def test_cut_breaks_off_in_the_middle(proxy: Proxy):
    proxy.set("cut")
    with pytest.raises(http.client.IncompleteRead) as cut:
        ask(proxy)
    assert 0 < len(cut.value.partial) < len(BODY)


def test_login_answers_with_a_page_and_asks_nobody(proxy: Proxy, received: list[tuple[str, str, bytes]]):
    proxy.set("login")
    assert ask(proxy, "/offline/operations", b"{}") == (200, PORTAL)
    assert received == []


def test_lose_lets_the_server_do_its_work(proxy: Proxy, received: list[tuple[str, str, bytes]]):
    proxy.set("lose", path="/offline/", times=1)
    assert ask(proxy, "/elsewhere") == (200, BODY)
    with pytest.raises(ConnectionError):
        ask(proxy, "/offline/operations", b"{}")
    assert received[-1] == ("POST", "/offline/operations", b"{}")
    assert ask(proxy, "/offline/operations", b"{}") == (200, BODY), "only once was asked for"


def test_slow_answers_late(proxy: Proxy):
    proxy.set("slow", delay=0.4)
    started = time.monotonic()
    assert ask(proxy) == (200, BODY)
    assert time.monotonic() - started > 0.4


def test_answer_that_is_on_its_way_is_of_before_it_was_forgotten(proxy: Proxy):
    proxy.set("slow", path="/slow", delay=0.4)
    other = begin(proxy, "/slow")
    proxy.forget()
    before = proxy.begun
    other.join()
    assert proxy.seen == []
    assert ask(proxy, "/slow") == (200, BODY)
    assert proxy.count("GET", "/slow", after=before) == 1
    assert proxy.count("GET", "/slow", after=proxy.begun) == 0


def test_nobody_else_gets_the_port_while_the_network_is_gone(proxy: Proxy):
    proxy.set("drop")
    with closing(socket.socket()) as other, pytest.raises(OSError, match="in use"):
        other.bind(("127.0.0.1", proxy.port))
    proxy.set("pass")
    assert ask(proxy) == (200, BODY)


def test_immutable_file_is_fetched_once(proxy: Proxy, received: list[tuple[str, str, bytes]]):
    for _ in range(2):
        assert ask(proxy, "/fingerprint.js") == (200, BODY)
    assert proxy.count("GET", "/fingerprint.js") == 2
    assert len(received) == 1
    proxy.set("lose")
    with pytest.raises(ConnectionError):
        ask(proxy, "/fingerprint.js")

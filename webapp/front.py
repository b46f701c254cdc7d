"""The front of the server: a thread gets whole requests only, and never waits for a network.

gunicorn's threaded worker hands a connection to a thread at its first byte; a client that sends the rest slowly, or
never reads its answer, then keeps that thread, and sixteen such clients keep them all. Here the worker's own loop
receives each request and sends each answer. A half-sent request costs a connection and its bytes, no thread: it ends at
a deadline, and it is closed first when connections run out.
"""

from __future__ import annotations

import selectors
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from webapp.intake import Intake, is_read
from webapp.wire import Wire

HEAD_SECONDS, BODY_SECONDS, LINGER_SECONDS = 10, 20, 2
SLOWEST = 1000
"""Bytes a second that lengthen the deadline of a body, and of an answer."""
MOST, MOST_OF_ONE, MOST_BYTES = 400, 64, 64 * 1024 * 1024
"""Connections of one worker, of one address among them, and the bytes of all in memory."""
_MUCH = 64 * 1024


class Line(TConn):  # type: ignore[misc]
    """One connection: the event it waits for, and its deadline."""

    def __init__(self, cfg: Any, wire: Wire, client: Any, server: Any) -> None:
        super().__init__(cfg, wire, client, server)
        self.peer = client[0] if isinstance(client, tuple) else ""
        self.intake = Intake(wire.inbox)
        self.data_ready = True  # a thread gets it with its request
        self.keep = False
        self.begun = self.until = 0.0

    def start(self, seconds: float) -> None:
        """Begin a deadline of ``seconds`` from now."""
        self.begun = time.monotonic()
        self.until = self.begun + seconds

    def allow(self, moved: int) -> None:
        """Move the deadline for bytes that moved, at the pace of the slowest network we serve."""
        self.until = self.begun + BODY_SECONDS + moved / SLOWEST

    def begin_next(self, seconds: float) -> None:
        """Wait for another request; bytes that were read beyond the last one come first."""
        self.sock.inbox[:0] = self.parser.unreader.take_buffered()
        self.intake = Intake(self.sock.inbox)
        self.start(seconds)


class FrontWorker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker with this front before its threads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.worker_connections = MOST + 1
        self.waiting: dict[Line, None] = {}  # the longest waiting first
        self.peers: Counter[str] = Counter()
        self.looked = 0.0

    def load_wsgi(self) -> None:
        """The application; a body it did not read closes the connection."""
        super().load_wsgi()
        self.wsgi: Any = _closing_unread(self.wsgi)

    def accept(self, listener: Any) -> None:
        """A new connection waits here for its request."""
        try:
            sock, client = listener.accept()
        except (BlockingIOError, ConnectionError):
            return
        line = Line(self.cfg, Wire(sock), client, listener.getsockname())
        self.nr_conns += 1
        self.peers[line.peer] += 1
        line.start(HEAD_SECONDS)
        self._await(line, selectors.EVENT_READ, self._take_in)
        self._make_room(line)

    def finish_request(self, line: Line, done: Future[Any]) -> None:
        """A thread is ready with a request: send the answer on."""
        line.keep = not done.cancelled() and done.exception() is None and done.result() is True
        line.start(BODY_SECONDS)
        line.sock.sent = 0
        self._send_on(line)

    def murder_pending(self) -> None:
        """Close every connection past its deadline; called once a second."""
        now = time.monotonic()
        if now < self.looked + 1:
            return
        self.looked = now
        for line in [line for line in self.waiting if line.until < now]:
            self._drop(line)

    def murder_keepalived(self, force: bool = False) -> None:
        """Close everything, at the end of the worker."""
        for line in list(self.waiting) if force else []:
            self._drop(line)

    def _cap_keepalive(self, deadline: float) -> None:
        for line in self.waiting:
            line.until = min(line.until, deadline)

    def _await(self, line: Line, event: int, work: Callable[[Line], None]) -> None:
        self.waiting[line] = None
        if not self.alive:
            line.until = min(line.until, time.monotonic() + STOP_KEEPALIVE_LINGER)
        self.poller.register(line.sock, event, partial(self._wake, line, work))

    def _wake(self, line: Line, work: Callable[[Line], None], _wire: Wire) -> None:
        if line in self.waiting:  # not dropped a moment ago, in the same round of the loop
            work(line)

    def _let_go(self, line: Line) -> None:
        if line in self.waiting:
            del self.waiting[line]
            self.poller.unregister(line.sock)

    def _drop(self, line: Line) -> None:
        self._let_go(line)
        line.sock.close()
        self.nr_conns -= 1
        self.peers[line.peer] -= 1
        if not self.peers[line.peer]:
            del self.peers[line.peer]

    def _take_in(self, line: Line) -> None:
        """Receive more of a request; a thread gets it when it is whole."""
        data = line.sock.receive()
        if data is None:
            return
        if not data:
            self._drop(line)
            return
        if not line.intake.has_begun:
            line.start(HEAD_SECONDS)
        line.sock.inbox += data
        self._look_at(line)

    def _look_at(self, line: Line) -> None:
        if line.intake.is_whole():
            self._let_go(line)
            line.sock.since = time.monotonic()
            self.enqueue_req(line)
            return
        if line.intake.has_head:
            line.allow(len(line.sock.inbox))
            if line.intake.take_wish():
                line.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if len(line.sock.inbox) > _MUCH:
            self._bound_bytes()

    def _send_on(self, line: Line) -> None:
        """Send as much of an answer as the network takes; after the last byte wait for the next request, or end."""
        self._let_go(line)
        sent = line.sock.send_on()
        if sent is None:
            self._drop(line)
        elif line.sock.outbox:
            line.allow(line.sock.sent)
            self._await(line, selectors.EVENT_WRITE, self._send_on)
        elif line.keep:
            line.begin_next(self.cfg.keepalive)
            self._await(line, selectors.EVENT_READ, self._take_in)
            if line.intake.has_begun:
                self._look_at(line)
        else:
            self._end(line)

    def _end(self, line: Line) -> None:
        """Close as RFC 9112 9.6 asks: stop sending, and discard incoming bytes for a moment."""
        line.start(LINGER_SECONDS)
        line.sock.inbox.clear()
        if line.sock.stop_sending():
            self._await(line, selectors.EVENT_READ, self._lose)
        else:
            self._drop(line)

    def _lose(self, line: Line) -> None:
        data = line.sock.receive()
        line.sock.sent += len(data or b"")
        if data == b"" or line.sock.sent > MOST_BYTES:
            self._drop(line)

    def _make_room(self, new: Line) -> None:
        """Keep each address to its share; without a free connection, close the longest waiting of the busiest address.

        A proxy, or this machine, is many clients at once: only the total counts there.
        """
        alone = self.peers[new.peer] > MOST_OF_ONE and not self.app.onderdak.is_many(new.peer)
        if alone or self.nr_conns > MOST:
            greediest = new.peer if alone else self.peers.most_common(1)[0][0]
            self._drop(next((line for line in self.waiting if line.peer == greediest), new))

    def _bound_bytes(self) -> None:
        """Keep half-received bodies within ``MOST_BYTES``: close the longest waiting one."""
        held = sum(len(line.sock.inbox) + len(line.sock.outbox) for line in self.waiting)
        if held > MOST_BYTES:
            self._drop(next(line for line in self.waiting if len(line.sock.inbox) + len(line.sock.outbox) > _MUCH))


def _closing_unread(application: Any) -> Any:
    """Say ``Connection: close`` when the application left a body unread: it must not become the next request."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        def begin(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if not is_read(environ["wsgi.input"]):
                start_response.__self__.force_close()
            return start_response(status, headers, *error)

        return application(environ, begin)

    return answer

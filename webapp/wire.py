"""A connection as a thread sees it: what has come in to read, and a place to leave the answer. Nothing here waits."""

from __future__ import annotations

import contextlib
import socket

_PIECE = 64 * 1024


class Wire:
    """Stands for a socket in gunicorn's parser and answers; the worker's loop does what the network is slow in."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self._sock = sock
        self.inbox = bytearray()
        self.outbox = bytearray()
        self.sent = 0

    def recv(self, size: int) -> bytes:
        """What came in already; ``b""`` (as at the end of a connection) when there is no more."""
        data = bytes(self.inbox[:size])
        del self.inbox[:size]
        return data

    def sendall(self, data: bytes) -> None:
        """Send what the network takes at once; the rest waits in ``outbox``.

        Raises:
            OSError: the other side is gone.
        """
        taken = 0
        if not self.outbox:
            with contextlib.suppress(BlockingIOError):
                taken = self._sock.send(data)
        self.outbox += memoryview(data)[taken:]

    def send(self, data: bytes) -> int:
        """Swallow gunicorn's '100 Continue': the body is here already, or was asked for by the loop."""
        return len(data)

    def receive(self) -> bytes | None:
        """More from the network: None when there is nothing yet, ``b""`` when the other side is done or gone."""
        try:
            return self._sock.recv(_PIECE)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    def send_on(self) -> int | None:
        """Send on from ``outbox``; None when the other side is gone."""
        sent = 0
        try:
            while self.outbox and (now := self._sock.send(bytes(self.outbox[:_PIECE]))):
                del self.outbox[:now]
                sent += now
        except BlockingIOError:
            pass
        except OSError:
            return None
        self.sent += sent
        return sent

    def stop_sending(self) -> bool:
        """Say that nothing more comes; False when the other side is gone."""
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            return False
        return True

    def fileno(self) -> int:
        """For the poller."""
        return self._sock.fileno()

    def close(self) -> None:
        """At once."""
        self._sock.close()

    def shutdown(self, how: int) -> None:
        """As a socket does."""
        self._sock.shutdown(how)

    def setblocking(self, _blocking: bool) -> None:
        """It never blocks."""

    def settimeout(self, _seconds: float | None) -> None:
        """It never blocks."""

    def gettimeout(self) -> float:
        """It never blocks."""
        return 0.0

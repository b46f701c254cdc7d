"""A connection as a thread sees it: received bytes to read, and a place to leave the answer. Nothing here waits."""

from __future__ import annotations

import contextlib
import socket

_PIECE = 64 * 1024


class Wire:
    """Replaces the socket in gunicorn's parser and answers; the worker's loop does the slow network work."""

    def __init__(self, sock: socket.socket) -> None:
        sock.setblocking(False)
        self._sock = sock
        self.inbox = bytearray()
        self.outbox = bytearray()
        self.sent = 0
        self.since: float | None = None
        """The moment, by ``time.monotonic``, from which a whole request waits for a thread."""

    def recv(self, size: int) -> bytes:
        """The bytes received so far; ``b""`` (as at the end of a connection) when there are no more."""
        data = bytes(self.inbox[:size])
        del self.inbox[:size]
        return data

    def sendall(self, data: bytes) -> None:
        """Send as much as the network takes at once; the rest waits in ``outbox``.

        Raises:
            OSError: the other side is gone.
        """
        taken = 0
        if not self.outbox:
            with contextlib.suppress(BlockingIOError):
                taken = self._sock.send(data)
        self.outbox += memoryview(data)[taken:]

    def send(self, data: bytes) -> int:
        """Swallow gunicorn's '100 Continue': the body is here already, or the loop has sent that line."""
        return len(data)

    def receive(self) -> bytes | None:
        """Receive from the network: None when there is nothing yet, ``b""`` when the other side is done or gone."""
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
        """Announce the end of sending; False when the other side is gone."""
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            return False
        return True

    def fileno(self) -> int:
        """The descriptor of the socket, for the poller."""
        return self._sock.fileno()

    def close(self) -> None:
        """Close the socket at once."""
        self._sock.close()

    def shutdown(self, how: int) -> None:
        """Shut the socket down."""
        self._sock.shutdown(how)

    def setblocking(self, _blocking: bool) -> None:
        """Ignore this: it never blocks."""

    def settimeout(self, _seconds: float | None) -> None:
        """Ignore this: it never blocks."""

    def gettimeout(self) -> float:
        """Always 0: it never blocks."""
        return 0.0

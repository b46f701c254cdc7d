"""The bad network of the street: a proxy before the server that can fail in each way a network does.

    proxy.set("lose", path="/offline/operations", times=1)   # the server commits, the answer is lost
    proxy.set("pass")

Modes: ``pass``; ``drop`` nothing listens; ``hang`` takes the request and never answers; ``cut`` breaks
off in the middle of the answer; ``login`` answers with the page of a captive portal; ``lose`` lets the
server do its work and closes without an answer; ``slow`` waits ``delay`` seconds first; ``hold`` waits until the next
``set``, for a test that does something meanwhile, however long that takes.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from tests.support.http import Message, read_request, read_response

MODES = ("pass", "drop", "hang", "hold", "cut", "login", "lose", "slow")
PORTAL = b"<!doctype html><html lang=nl><title>Gratis wifi</title><h1>Ga akkoord om verder te gaan</h1></html>"
T = TypeVar("T")


@dataclass(frozen=True)
class Seen:
    """One request: address, mode, the server's answer (None: it was not asked), and its number in order of arrival."""

    method: str
    path: str
    mode: str
    status: int | None
    number: int


class Proxy:
    """Listens on its own port; every request goes to ``upstream``, in the mode of that moment."""

    def __init__(self, upstream: int) -> None:
        self.upstream = upstream
        self._place = socket.socket()
        self._place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        self._place.bind(("127.0.0.1", 0))  # never listens: in a drop nobody else gets the port
        self.port = int(self._place.getsockname()[1])
        self.begun = 0
        """How many requests came in so far; the number of the last one."""
        self.seen: list[Seen] = []
        self.pages: list[tuple[str, Message]] = []
        """Every HTML answer that passed, with its address: for the lint of pages."""
        self._immutable: dict[tuple[str, str], Message] = {}
        self._forgotten = 0
        self._mode, self._path, self._times, self._delay = "pass", "", 0, 0.0
        self._clients: set[asyncio.StreamWriter] = set()
        self._listener: asyncio.Server | None = None
        self._changed = asyncio.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._thread.start()
        self._call(self._listen())

    @property
    def url(self) -> str:
        """The origin that browsers use."""
        return f"http://localhost:{self.port}"

    def set(self, mode: str, *, path: str = "", times: int = 0, delay: float = 3.0) -> None:
        """Change the mode from now on.

        Args:
            mode: one of ``MODES``.
            path: only for requests whose path begins with this; the others pass. Not for ``drop``.
            times: only for so many requests, then ``pass`` again; 0 means until the next call.
            delay: seconds of ``slow``.
        """
        if mode not in MODES:
            raise ValueError(f"no such mode: {mode}")
        self._call(self._set(mode, path, times, delay))

    def count(self, method: str, path: str, *, after: int = 0) -> int:
        """How many such requests reached the server and were answered; those that came in ``after`` a number."""
        asked = [one for one in self.seen if (one.method, one.path) == (method, path) and one.number > after]
        return sum(1 for one in asked if one.status is not None)

    def forget(self) -> None:
        """See nothing of what came in before this moment, nor of its answer when that is still on its way."""
        self._call(self._forget())

    async def _forget(self) -> None:
        self._forgotten = self.begun
        self.seen.clear()

    def close(self) -> None:
        """Stop listening and end the thread."""
        self._call(self._finish())
        self._place.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _set(self, mode: str, path: str, times: int, delay: float) -> None:
        self._mode, self._path, self._times, self._delay = mode, path, times, delay
        self._changed.set()  # hanging requests are let go
        self._changed = asyncio.Event()
        if mode == "drop":
            await self._hang_up()
        elif self._listener is None:
            await self._listen()

    async def _listen(self) -> None:
        self._listener = await asyncio.start_server(self._serve, "127.0.0.1", self.port, reuse_port=True)

    async def _hang_up(self) -> None:
        """From now on nothing answers here: new connections are refused, open ones reset."""
        if self._listener:
            self._listener.close()
            self._listener = None
        for client in list(self._clients):
            _reset(client)
        await asyncio.sleep(0)

    async def _finish(self) -> None:
        await self._hang_up()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, client: asyncio.StreamWriter) -> None:
        self._clients.add(client)
        try:
            while (request := await read_request(reader)) and await self._exchange(request, client):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, TimeoutError):
            pass  # a browser that leaves, or a server that was killed: both are what the tests are about
        finally:
            self._clients.discard(client)
            client.close()

    async def _exchange(self, request: Message, client: asyncio.StreamWriter) -> bool:
        """Answer one request; False when the connection is done."""
        self.begun += 1
        number = self.begun
        mode = self._take_mode(request.path)
        response = None
        if mode == "hang":
            self._note(request, mode, number, None)
            await self._changed.wait()
            return _reset(client)
        if mode == "slow":
            await asyncio.sleep(self._delay)
        if mode == "hold":
            await self._changed.wait()
        if mode == "login":
            response = Message.answer(200, "text/html; charset=utf-8", PORTAL)
            self._note(request, mode, number, None)
        else:
            response = await self._ask_server(request)
            self._note(request, mode, number, response)
        if mode == "lose":
            return _reset(client)
        data = response.data(with_body=request.method != "HEAD")
        if mode == "cut":
            client.write(data[: len(response.head()) + len(response.body) // 2])
            await client.drain()
            return _reset(client, gently=True)
        client.write(data)
        await client.drain()
        return request.keep_alive

    def _take_mode(self, path: str) -> str:
        mode = self._mode if path.startswith(self._path) else "pass"
        if mode != "pass" and self._times:
            self._times -= 1
            if not self._times:
                self._mode = "pass"
        return mode

    async def _ask_server(self, request: Message) -> Message:
        """The server's answer; a fingerprinted file is fetched once, as each new phone wants the same hundred."""
        named = (request.path, request.headers.get("accept-encoding", ""))
        if request.method == "GET" and named in self._immutable:
            return self._immutable[named]
        response = await self._fetch(request)
        if response.status == 200 and "immutable" in response.headers.get("cache-control", ""):
            self._immutable[named] = response
        return response

    async def _fetch(self, request: Message) -> Message:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        except OSError:
            return Message.answer(502, "text/plain", b"the server does not answer")
        try:
            writer.write(request.to_server())
            await writer.drain()
            return await read_response(reader, request.method)
        finally:
            writer.close()

    def _note(self, request: Message, mode: str, number: int, response: Message | None) -> None:
        path = request.path.split("?")[0]
        if number > self._forgotten:
            self.seen.append(Seen(request.method, path, mode, response.status if response else None, number))
        is_page = response and response.headers.get("content-type", "").startswith("text/html")
        if response and is_page and not 300 <= response.status < 400:
            self.pages.append((path, response))


def _reset(client: asyncio.StreamWriter, *, gently: bool = False) -> bool:
    """End a connection: with a reset as a lost network does, or gently so that what was sent arrives."""
    if gently:
        client.close()
    else:
        with contextlib.suppress(OSError):  # the browser closed it a moment ago
            client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.transport.abort()
    return False

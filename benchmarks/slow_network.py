"""A slow network before a server: slow 4G, also for the worker, which a browser's own brake leaves out."""

from __future__ import annotations

import asyncio
import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from scripts.demo_server import free_port

ROUND_TRIP = 0.15
"""Seconds; a new connection costs one before its first byte."""
DOWN, UP = 1.6e6 / 8, 750e3 / 8
"""Bytes a second, shared by all connections."""
CHUNK = 1460


class Line:
    """One direction: each chunk leaves after those before it and arrives half a round trip later."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self._free_at = 0.0

    async def carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        """Copy until the end of ``source``."""
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, target))
        while chunk := await source.read(CHUNK):
            now = asyncio.get_running_loop().time()
            self._free_at = max(now, self._free_at) + len(chunk) / self.rate
            under_way.put_nowait((self._free_at + ROUND_TRIP / 2, chunk))
        under_way.put_nowait((0.0, b""))
        await arriving

    @staticmethod
    async def _arrive(under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter) -> None:
        while True:
            at, chunk = await under_way.get()
            if not chunk or target.is_closing():
                break
            await asyncio.sleep(at - asyncio.get_running_loop().time())
            target.write(chunk)
        target.close()


@contextmanager
def slow_network(upstream: int) -> Iterator[int]:
    """The port at which the server on port ``upstream`` is as slow as on the street."""
    port = free_port()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(port, upstream), daemon=True)
    process.start()
    _wait(port)
    try:
        yield port
    finally:
        process.terminate()
        process.join(5)


def _serve(port: int, upstream: int) -> None:
    asyncio.run(_pass_on(port, upstream))


async def _pass_on(port: int, upstream: int) -> None:
    down, up = Line(DOWN), Line(UP)

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(ROUND_TRIP)
        there, back = await asyncio.open_connection("127.0.0.1", upstream)
        with suppress(OSError):
            await asyncio.gather(up.carry(reader, back), down.carry(there, writer))

    server = await asyncio.start_server(connect, "127.0.0.1", port)
    await server.serve_forever()


def _wait(port: int) -> None:
    for _ in range(300):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the slow network does not answer")

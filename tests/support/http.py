"""Just enough HTTP/1.1 for the proxy: whole messages, read and written again."""

from __future__ import annotations

import asyncio
import gzip
import sys
from dataclasses import dataclass
from http import HTTPStatus

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from werkzeug.datastructures import Headers

LIMIT_SECONDS = 120
HOP_BY_HOP = {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "content-length"}


@dataclass(frozen=True)
class Message:
    """A request or a response, with its whole body. Header names are lower case; repeats keep their order."""

    first: str
    fields: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def answer(cls, status: int, kind: str, body: bytes) -> Message:
        """A response of our own."""
        fields = (("content-type", kind), ("cache-control", "no-store"))
        return cls(f"HTTP/1.1 {status} {HTTPStatus(status).phrase}", fields, body)

    @property
    def headers(self) -> Headers:
        """All of them, found in upper or lower case."""
        return Headers(list(self.fields))

    @property
    def method(self) -> str:
        """Of a request."""
        return self.first.split(" ")[0]

    @property
    def path(self) -> str:
        """Of a request, with its query."""
        return self.first.split(" ")[1]

    @property
    def status(self) -> int:
        """Of a response."""
        return int(self.first.split(" ")[1])

    @property
    def keep_alive(self) -> bool:
        """True when the client wants to ask more."""
        return self.headers.get("connection", "").lower() != "close"

    @property
    def text(self) -> str:
        """The body, unpacked."""
        packing = self.headers.get("content-encoding", "")
        unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "zstd": zstd.decompress}.get(packing, bytes)
        return str(unpack(self.body), "utf-8")

    def head(self) -> bytes:
        """The first line and the headers, with the length of the body."""
        sized = [f"{name}: {value}" for name, value in self.fields if name not in HOP_BY_HOP]
        is_answer = self.first.startswith("HTTP/")
        if self.body or (is_answer and self.status not in (204, 304)):
            sized.append(f"content-length: {len(self.body)}")
        return "\r\n".join([self.first, *sized, "", ""]).encode("latin-1")

    def data(self, *, with_body: bool = True) -> bytes:
        """As it goes over the line."""
        return self.head() + (self.body if with_body else b"")

    def to_server(self) -> bytes:
        """A request as the server gets it: one per connection."""
        return self.head()[:-2] + b"connection: close\r\n\r\n" + self.body


async def read_request(reader: asyncio.StreamReader) -> Message | None:
    """The next request on a connection; None when the client is done."""
    try:
        first, fields = _parse(await reader.readuntil(b"\r\n\r\n"))
    except asyncio.IncompleteReadError:
        return None
    return Message(first, fields, await _body(dict(fields), reader) or b"")


async def read_response(reader: asyncio.StreamReader, method: str) -> Message:
    """A whole response from a server that was asked to close."""
    async with asyncio.timeout(LIMIT_SECONDS):
        first, fields = _parse(await reader.readuntil(b"\r\n\r\n"))
        body = b"" if method == "HEAD" else await _body(dict(fields), reader)
        return Message(first, fields, await reader.read() if body is None else body)


def _parse(head: bytes) -> tuple[str, tuple[tuple[str, str], ...]]:
    first, *lines = head.decode("latin-1").removesuffix("\r\n\r\n").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    return first, tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)


async def _body(headers: dict[str, str], reader: asyncio.StreamReader) -> bytes | None:
    """A body whose end is told; None when only the end of the connection tells it."""
    if headers.get("transfer-encoding", "").lower() == "chunked":
        return await _chunks(reader)
    return await reader.readexactly(int(headers["content-length"])) if "content-length" in headers else None


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readuntil(b"\r\n")
    return body

"""Tells when a request has arrived in whole: enough of HTTP/1.1 to know its end. gunicorn itself judges and reads it.

An end found too early is no danger (gunicorn finds it and refuses); one found too late meets the deadline.
"""

from __future__ import annotations

import re
from typing import Any

from gunicorn.http.body import ChunkedReader, LengthReader

from webapp.web.body import MAX_BODY  # the application's limit: it refuses a larger body unread

MAX_HEAD = 64 * 1024
_LENGTH = re.compile(rb"\r\ncontent-length[ \t]*:[ \t]*(\d{1,18})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding[ \t]*:", re.IGNORECASE)
_WISH = re.compile(rb"\r\nexpect[ \t]*:[ \t]*100-continue", re.IGNORECASE)


class Intake:
    """One request as its bytes come into ``inbox``."""

    def __init__(self, inbox: bytearray) -> None:
        self._inbox = inbox
        self._searched = 0
        self._head = 0
        self._until = 0
        self._chunk: int | None = None
        self._wish = False

    @property
    def has_begun(self) -> bool:
        """True when at least one byte has arrived."""
        return bool(self._inbox)

    @property
    def has_head(self) -> bool:
        """True when all headers have arrived."""
        return bool(self._head)

    def take_wish(self) -> bool:
        """True, once, when the client waits for '100 Continue' before it sends the body."""
        wish, self._wish = self._wish, False
        return wish

    def is_whole(self) -> bool:
        """True when nothing of this request is still to come, or nothing that we would read."""
        if not self._head and not self._read_head():
            return len(self._inbox) > MAX_HEAD
        if self._chunk is not None:
            return self._are_chunks_whole(self._chunk)
        return len(self._inbox) >= self._until

    def _read_head(self) -> bool:
        end = self._inbox.find(b"\r\n\r\n", max(0, self._searched - 3))
        self._searched = len(self._inbox)
        if end < 0:
            return False
        self._head = end + 4
        head = bytes(self._inbox[: self._head])
        stated = _LENGTH.search(head)
        length = int(stated[1]) if stated else 0
        self._until = self._head + (length if length <= MAX_BODY else 0)
        self._chunk = self._head if _CHUNKED.search(head) else None
        self._wish = length <= MAX_BODY and bool(_WISH.search(head))
        return True

    def _are_chunks_whole(self, start: int) -> bool:
        """Follow the sizes to the last one; an odd size is for gunicorn to refuse."""
        while (end := self._inbox.find(b"\r\n", start)) >= 0:
            try:
                size = int(bytes(self._inbox[start:end]).split(b";")[0], 16)
            except ValueError:
                return True
            if size == 0:
                return self._inbox.find(b"\r\n\r\n", end) >= 0 or self._is_too_much()
            if size < 0:
                return True
            self._chunk = start = end + 2 + size + 2
        return self._is_too_much()

    def _is_too_much(self) -> bool:
        return len(self._inbox) > self._head + MAX_BODY + MAX_HEAD


def is_read(body: Any) -> bool:
    """True when an application read all of gunicorn's request body."""
    reader = body.reader
    if isinstance(reader, LengthReader):
        return bool(reader.length == 0)
    return isinstance(reader, ChunkedReader) and reader.parser is None

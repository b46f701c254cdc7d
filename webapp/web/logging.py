"""One structured line per request: id, method, endpoint, status, milliseconds. No personal data.

The endpoint's name is logged, not the address: an address can hold somebody's search words.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import sys
import time
import traceback
from functools import lru_cache

import uuid_utils
from flask import Flask, Response, g, request

log = logging.getLogger("onderdak")
_STANDARD_ERROR = 2
_FRAMES = 6
_encode = json.JSONEncoder(ensure_ascii=False).encode


class JsonLines(logging.Formatter):
    """A log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Level, message, request id and the fields given by ``extra``; of an error its kind and its place.

        Never an error's message: a store and a model repeat a person's text in it.
        """
        line: dict[str, object] = {
            "at": self.formatTime(record),
            "level": record.levelname,
            "message": record.getMessage(),
        }
        line.update(getattr(record, "fields", {}))
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            frames = traceback.extract_tb(record.exc_info[2])[-_FRAMES:]
            line["where"] = [f"{one.filename}:{one.lineno} {one.name}: {one.line}" for one in frames]
        return _encode(line)


def install(app: Flask) -> None:
    """Give every request an id and a line."""
    if not log.handlers:
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        log.addHandler(handler)
        log.setLevel(logging.INFO)
        log.propagate = False

    @app.before_request
    def begin() -> None:
        g.request_id = new_request_id()
        g.started = time.monotonic()

    @app.after_request
    def finish(response: Response) -> Response:
        request_id = g.get("request_id", "")
        response.headers["X-Request-Id"] = request_id
        begun = g.get("started", time.monotonic())
        note(request_id, request.method, request.endpoint, response.status_code, begun)
        return response


def new_request_id() -> str:
    """The id that an answer and its line in the log share; sorts by time."""
    return uuid_utils.uuid7().hex


def note(request_id: str, method: str, endpoint: str | None, status: int, begun: float) -> None:
    """Write the line of one request; ``begun`` by ``time.monotonic``.

    Straight to standard error: the road through ``logging`` costs a fifth of an answer that says 'unchanged'.
    """
    now = time.time()
    line = {
        "at": f"{_second(int(now))},{int(now % 1 * 1000):03}",
        "level": "INFO",
        "message": "request",
        "request_id": request_id,
        "method": method,
        "endpoint": endpoint,
        "status": status,
        "ms": round((time.monotonic() - begun) * 1000, 1),
    }
    with contextlib.suppress(OSError):  # a reader of the log that went away is no reason to fail
        os.write(_STANDARD_ERROR, (_encode(line) + "\n").encode())


@lru_cache(maxsize=2)
def _second(now: int) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(now))

"""Reads the body of a request whole before its view begins, because a network may be slow for ever.

A client without access gets its answer without reading; the connection is then closed (``webapp.front``), so that the
unread bytes are never taken for the next request.
"""

from __future__ import annotations

from typing import IO, cast

from flask import Flask, abort, request
from htmx_flask.extension import HtmxAwareRequest
from werkzeug.utils import cached_property

from webapp.db import is_writing
from webapp.web.headers import SAFE

MAX_BODY = 2 * 1024 * 1024


class ReadInsideTransaction(RuntimeError):
    """A view waited for the network while it held the write lock: everybody else waits with it."""


class WholeRequest(HtmxAwareRequest):  # type: ignore[misc]  # htmx_flask ships no types
    """A request whose body is never first touched inside a write transaction."""

    @cached_property
    def stream(self) -> IO[bytes]:
        """The body as it comes in.

        Raises:
            ReadInsideTransaction: the write lock is held.
        """
        if is_writing():
            raise ReadInsideTransaction(self.endpoint)
        return cast(IO[bytes], super().stream)


def install(app: Flask) -> None:
    """Read the body of every unsafe request after its access was checked."""
    app.request_class = WholeRequest

    @app.before_request
    def read_whole() -> None:
        if request.method not in SAFE and request.endpoint is not None:
            request.get_data(parse_form_data=True)
            if None in request.form:
                abort(400)  # a part of a form without a name belongs to no field

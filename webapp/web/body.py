"""Reads the body of a request whole before its view begins, because a network may be slow for ever.

A client without access gets its answer without reading; the connection is then closed (``webapp.front``), so that the
unread bytes are never taken for the next request.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import IO, Any, TypeVar, cast

from flask import Flask, abort, request
from htmx_flask.extension import HtmxAwareRequest
from werkzeug.utils import cached_property

from webapp.db import is_writing
from webapp.web.headers import SAFE

View = TypeVar("View", bound=Callable[..., Any])
MAX_BODY = 2 * 1024 * 1024


def large_body(most_bytes: int) -> Callable[[View], View]:
    """A view whose body may be larger than ``MAX_BODY``: a form with a file."""

    def mark(view: View) -> View:
        view.most_bytes = most_bytes  # type: ignore[attr-defined]
        return view

    return mark


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

    def _get_file_stream(self, *_: object, **__: object) -> IO[bytes]:
        """A file of a form stays in memory: werkzeug would write it to the disk as it came, unsealed."""
        return BytesIO()


def install(app: Flask) -> None:
    """Read the body of every unsafe request after its access was checked."""
    app.request_class = WholeRequest

    @app.before_request
    def read_whole() -> None:
        if request.method not in SAFE and request.endpoint is not None:
            most = getattr(app.view_functions[request.endpoint], "most_bytes", None)
            if most:
                request.max_content_length = most
            request.get_data(parse_form_data=True)
            if None in request.form:
                abort(400)  # a part of a form without a name belongs to no field

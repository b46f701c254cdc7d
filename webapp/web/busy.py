"""Turns a request away that waited too long for a thread: a late answer finds nobody, and the next ones come later yet.

Its sender hears when to come again, each at another moment. A phone gives up after fifteen seconds and sends the same
again; without this a crowd of phones kept two hosts busy with answers that none of them waited for.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

import psycopg
from flask import Flask, Response, g, request
from flask_login import AnonymousUserMixin
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnection

from webapp.config import THREADS
from webapp.errors import N_, Busy

PATIENCE_SECONDS = 5
"""A third of what a phone waits: the work itself comes after it."""
TURN_SECONDS = 2
"""The wait for another's long answer."""
WAIT = "gunicorn.socket"
"""The key of the connection that knows since when its request waits (``wire``)."""
SOONEST, LATEST = 10, 30
"""Seconds after which one may come again."""
_SENTENCE = N_("Het is nu te druk. Wat op je telefoon bewaard was, staat er nog. Probeer het zo opnieuw.")
_SMALL = ("/health", "/static/")
_POSTGRESQL_IS_BUSY = ("53300", "57P01", "57P03", "55P03", "40001", "40P01")
"""No connection is free, it starts or stops, a lock was not free, or two waited for each other."""
_SQLITE_IS_BUSY = ("database is locked", "database table is locked")


def install(app: Flask) -> None:
    """Look at each request before anything else does."""

    @app.before_request
    def turn_away() -> None:
        since = getattr(request.environ.get(WAIT), "since", None)
        waited = time.monotonic() - since if since else 0
        if waited > PATIENCE_SECONDS and not request.path.startswith(_SMALL):
            raise refusal()


def half_of_the_threads(view: Callable[..., Response]) -> Callable[..., Response]:
    """Let a long answer take half of the threads: the others go on taking in what phones send."""
    turns = threading.BoundedSemaphore(THREADS // 2)

    @wraps(view)
    def answer(*values: Any, **named: Any) -> Response:
        if WAIT not in request.environ:
            return view(*values, **named)  # not one of a worker's threads
        if not turns.acquire(timeout=TURN_SECONDS):
            raise refusal()
        try:
            return view(*values, **named)
        finally:
            turns.release()

    return answer


def refusal() -> Busy:
    """The refusal, with a moment to come again. From here on this request is nobody's: the store is asked nothing."""
    g._login_user = AnonymousUserMixin()  # flask-login looks no further
    return Busy(_SENTENCE, SOONEST + secrets.randbelow(LATEST - SOONEST + 1))


def is_busy(error: Exception) -> bool:
    """True when the store could not take this now, and may do so in a moment."""
    if isinstance(error, NoConnection):
        return True
    if not isinstance(error, OperationalError):
        return False
    if isinstance(error.orig, psycopg.Error):
        state = error.orig.sqlstate
        return state is None or state in _POSTGRESQL_IS_BUSY  # None: the connection was not made, or it broke
    return str(error.orig).startswith(_SQLITE_IS_BUSY)

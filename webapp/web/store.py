"""The database of the running application, for views."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from flask import current_app, g

from webapp.db import Database, Session


def database() -> Database:
    """The open store of this application."""
    return cast(Database, current_app.extensions["database"])


@contextmanager
def transaction() -> Iterator[Session]:
    """One write transaction that knows the request's id."""
    with database().transaction() as session:
        session.info["request_id"] = g.get("request_id", "")
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A read transaction; its access-log entries are committed after it."""
    with database().reading() as session:
        session.info["request_id"] = g.get("request_id", "")
        yield session

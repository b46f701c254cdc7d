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
    """One write transaction that knows the request's id and device."""
    with database().transaction() as session:
        session.info.update(_facts())
        yield session


@contextmanager
def reading() -> Iterator[Session]:
    """A read transaction; its access-log entries are committed after it."""
    with database().reading() as session:
        session.info.update(_facts())
        yield session


def _facts() -> dict[str, object]:
    """The facts of this request for the access log: its id, and the device of its session."""
    login = g.get("login_session")
    return {"request_id": g.get("request_id", ""), "device": login.device_id if login else None}

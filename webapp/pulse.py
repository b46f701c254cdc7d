"""Answers ``/health``: can the store be written now?"""

from __future__ import annotations

import threading
import time
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from webapp.db import WAIT_SECONDS, Database

PATIENCE = 2.0
_WRITE = text("insert into tries (key, since, count) values (:key, '2000-01-01 00:00:00+00:00', 0)")


class Pulse:
    """Tries the write lock and a row, and takes both back."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._beats = True

    def beats(self) -> bool:
        """True when a write gets its turn within ``PATIENCE`` seconds.

        Simultaneous callers share one try: the others get the last answer at once.
        """
        if self._turn.acquire(blocking=False):
            try:
                self._beats = self._try()
            finally:
                self._turn.release()
        return self._beats

    def _try(self) -> bool:
        end = time.monotonic() + PATIENCE
        try:
            with self._database.await_turn(PATIENCE), self._database.writing.connect() as connection:
                self._wait_at_most(connection, max(1, int((end - time.monotonic()) * 1000)))
                try:
                    self._write(connection)
                finally:
                    self._wait_at_most(connection, WAIT_SECONDS * 1000)
        except SQLAlchemyError:
            return False
        return True

    def _write(self, connection: Connection) -> None:
        with connection.begin() as doubtful:
            if self._database.kind == "postgresql":
                connection.exec_driver_sql(f"set local statement_timeout = {int(PATIENCE * 1000)}")
            connection.execute(_WRITE, {"key": f"health:{uuid4().hex}"})
            doubtful.rollback()

    def _wait_at_most(self, connection: Connection, milliseconds: int) -> None:
        """Set outside any transaction, so that it also holds for taking SQLite's one lock."""
        if self._database.kind == "sqlite":
            handle: Any = connection.connection.dbapi_connection
            handle.execute(f"pragma busy_timeout={milliseconds}")

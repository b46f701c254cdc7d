"""One small question to the store, asked as plainly as the driver can.

Hundreds of open screens ask it all day, and mostly nothing has changed. The question is a ``select`` of our own tables,
compiled once; each time it is a single statement and a transaction by itself, so it sees one moment of the store and
leaves nothing open. It has a few connections of its own: lending one from the engine's pool costs more than the
question.
"""

from __future__ import annotations

import contextlib
from collections import deque
from collections.abc import Callable
from typing import Any

from sqlalchemy import Engine, Select, event

from webapp.db import Database

_Change = Callable[[Any], Any] | None


class QuickQuery:
    """A select on one store; its values are named parameters."""

    def __init__(self, database: Database, query: Select[Any]) -> None:
        self._engine = database.engine
        dialect = self._engine.dialect
        compiled = query.compile(dialect=dialect)
        self._words = str(compiled)
        self._order = compiled.positiontup
        self._inward: dict[str, _Change] = {
            name: bound.type.dialect_impl(dialect).bind_processor(dialect) for name, bound in compiled.binds.items()
        }
        self._outward: list[_Change] = [
            column.type.dialect_impl(dialect).result_processor(dialect, None) for column in query.selected_columns
        ]
        self._idle: deque[Any] = deque()
        event.listen(self._engine, "engine_disposed", self._close)

    def first(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        given = {name: change(values[name]) if change else values[name] for name, change in self._inward.items()}
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self._open()
        try:
            cursor = connection.cursor()
            cursor.execute(self._words, given if self._order is None else [given[name] for name in self._order])
            row = cursor.fetchone()
            cursor.close()
        except Exception:
            self._close(self._engine)  # the store went away: the other connections are as dead as this one
            connection.close()
            raise
        self._idle.append(connection)
        if row is None:
            return None
        return tuple(change(value) if change else value for change, value in zip(self._outward, row, strict=True))

    def _open(self) -> Any:
        """Open one more connection, prepared as every other; there are never more than the threads that ask at once."""
        borrowed = self._engine.raw_connection()
        borrowed.detach()
        connection = borrowed.dbapi_connection
        if self._engine.dialect.name == "postgresql":
            connection.autocommit = True  # type: ignore[union-attr]  # SQLite's are so always
        return connection

    def _close(self, _engine: Engine) -> None:
        """Close them with the engine; a process that forks its workers has asked nothing yet."""
        with contextlib.suppress(IndexError):
            while True:
                self._idle.pop().close()

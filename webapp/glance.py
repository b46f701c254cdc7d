"""One small question to the store, asked as plainly as the driver can.

For what hundreds of open screens ask all day, while it has mostly not changed. The question is a ``select`` of our
own tables, made into the store's words once; each time it is a single statement, so it sees one moment of the store.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Select

from webapp.db import Database

_Change = Callable[[Any], Any] | None


class Glance:
    """A select on one store; what it is asked with are its named parameters."""

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

    def first(self, **values: Any) -> tuple[Any, ...] | None:
        """The first row, or None."""
        given = {name: change(values[name]) if change else values[name] for name, change in self._inward.items()}
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(self._words, given if self._order is None else [given[name] for name in self._order])
            row = cursor.fetchone()
            cursor.close()
        finally:
            connection.close()  # back to the pool, which ends what was begun
        if row is None:
            return None
        return tuple(change(value) if change else value for change, value in zip(self._outward, row, strict=True))

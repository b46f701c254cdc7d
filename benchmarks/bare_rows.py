"""The rows of a store without its application: what changed in it, and a bare loop that writes that into another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Table
from sqlmodel import SQLModel

from webapp.db import Database

Rows = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]
"""Table → key → the row, as the driver gives it."""
_TEXTS = ("json", "jsonb")


@dataclass(frozen=True)
class Statement:
    """One row to write."""

    text: str
    values: tuple[Any, ...]


class Store:
    """A store by its driver alone: statements in SQL, and rows of whatever type the driver gives."""

    def __init__(self, database: Database) -> None:
        self.kind = database.kind
        self._connection = database.engine.raw_connection()
        driver: Any = self._connection.dbapi_connection
        if self.kind == "postgresql":
            from psycopg.types.string import TextLoader

            for name in _TEXTS:
                driver.adapters.register_loader(name, TextLoader)
        self._cursor = driver.cursor()

    def read(self) -> Rows:
        """Every row of every table."""
        found = {table.name: self._read(table) for table in SQLModel.metadata.sorted_tables}
        if self.kind == "postgresql":
            self._cursor.execute("commit")
        return found

    def _read(self, table: Table) -> dict[tuple[Any, ...], tuple[Any, ...]]:
        keys = [at for at, column in enumerate(table.columns) if column.primary_key]
        names = ", ".join(map(_quoted, table.columns))
        self._cursor.execute(f"select {names} from {table.name}")
        return {tuple(row[at] for at in keys): tuple(row) for row in self._cursor.fetchall()}

    def statements(self, before: Rows, after: Rows) -> list[Statement]:
        """How to bring a store from one to the other: a statement for each row, none deleted."""
        made: list[Statement] = []
        for table in SQLModel.metadata.sorted_tables:
            old, new = before[table.name], after[table.name]
            changed = [(key, row) for key, row in new.items() if old.get(key) != row]
            made += [self._insert(table, row) for key, row in changed if key not in old]
            made += [self._update(table, key, row) for key, row in changed if key in old]
        return made

    def _insert(self, table: Table, row: tuple[Any, ...]) -> Statement:
        names = ", ".join(map(_quoted, table.columns))
        marks = ", ".join([self._mark] * len(row))
        return Statement(f"insert into {table.name} ({names}) values ({marks})", row)

    def _update(self, table: Table, key: tuple[Any, ...], row: tuple[Any, ...]) -> Statement:
        values = ", ".join(f"{_quoted(column)} = {self._mark}" for column in table.columns)
        where = " and ".join(f"{_quoted(column)} = {self._mark}" for column in table.primary_key.columns)
        return Statement(f"update {table.name} set {values} where {where}", (*row, *key))

    @property
    def _mark(self) -> str:
        return "?" if self.kind == "sqlite" else "%s"

    def write(self, statements: list[Statement]) -> None:
        """The bare loop: one transaction, one statement after the other."""
        execute = self._cursor.execute
        execute("begin immediate" if self.kind == "sqlite" else "begin")
        for one in statements:
            execute(one.text, one.values)
        execute("commit")


def _quoted(column: Column[Any]) -> str:
    """The name, which may be a word of SQL's own."""
    return f'"{column.name}"'

"""Rows past the application, by the hundred thousand: written as SQLite keeps them, which PostgreSQL reads as well."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, inspect, text

from webapp.db import Database
from webapp.schema import METADATA

AT_ONCE = 20_000
Row = Mapping[str, Any]
_FAST = ("foreign_keys=OFF", "synchronous=OFF", "cache_size=-1000000", "temp_store=MEMORY")
_SLOW = ("foreign_keys=ON", "synchronous=FULL", "cache_size=-2000", "temp_store=DEFAULT")


class Ids:
    """UUIDv7 of a moment in the past, as SQLite writes one; the same seed gives the same ids."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)

    def at(self, moment: datetime) -> str:
        """A new id of this moment."""
        bits = self.chance.getrandbits(74)
        stamp = int(moment.timestamp() * 1000) << 80
        return f"{stamp | 7 << 76 | (bits >> 62) << 64 | 2 << 62 | bits & (1 << 62) - 1:032x}"


def moment(at: datetime | None) -> str | None:
    """An instant as it is stored."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f") if at else None


def words(*some: str) -> str:
    """A short list as it is stored."""
    return json.dumps(some)


@contextmanager
def loading(database: Database) -> Iterator[Loader]:
    """Write many rows at once; the indexes are made after them, and PostgreSQL gathers its statistics."""
    with database.engine.connect() as connection:
        loader = Loader(connection)
        loader.begin()
        yield loader
        loader.end()
    if database.kind == "postgresql":
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))


class Loader:
    """One connection that writes rows without asking whether they belong together."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.driver: Any = connection.connection.dbapi_connection
        self.is_sqlite = connection.dialect.name == "sqlite"
        self.dropped: list[Any] = []

    def begin(self) -> None:
        """Checks of keys off, and the indexes that are only for reading away."""
        if self.is_sqlite:
            self._set(_FAST)
        else:
            self.connection.execute(text("SET session_replication_role = replica"))
        made = inspect(self.connection)
        for table in METADATA.sorted_tables:
            known = {index["name"] for index in made.get_indexes(table.name)}
            for index in table.indexes:
                if not index.unique and index.name in known:
                    index.drop(self.connection)
                    self.dropped.append(index)
        self.connection.commit()

    def write(self, table: str, rows: Iterable[Row]) -> int:
        """Insert these rows, all with the same columns; answers how many there were."""
        left, number = iter(rows), 0
        self.connection.execute(text("SELECT 1"))  # begins
        while some := list(islice(left, AT_ONCE)):
            columns = tuple(some[0])
            values = [tuple(row.values()) for row in some]
            if self.is_sqlite:
                places = ", ".join("?" * len(columns))
                self.driver.executemany(f"insert into {table} ({', '.join(columns)}) values ({places})", values)
            else:
                copy = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
                with self.driver.cursor() as cursor, cursor.copy(copy) as lines:
                    for value in values:
                        lines.write_row(value)
            number += len(some)
        self.connection.commit()
        return number

    def end(self) -> None:
        """Indexes and checks are there again."""
        for index in self.dropped:
            index.create(self.connection)
        self.connection.commit()
        if self.is_sqlite:
            self._set(_SLOW)
        else:
            self.connection.execute(text("SET session_replication_role = origin"))
            self.connection.commit()

    def _set(self, pragmas: Iterable[str]) -> None:
        """Only outside of a transaction do all of them count."""
        self.connection.rollback()
        for pragma in pragmas:
            self.driver.execute(f"pragma {pragma}")

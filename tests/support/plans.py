"""How a store carries out what it is asked: which tables it reads from one end to the other."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event, func, select

from webapp.db import Database
from webapp.schema import METADATA

MANY = 300
"""A table with more rows in a store of some weeks is one that grows."""
_READS = ("SELECT", "WITH", "UPDATE", "DELETE")
WEBAPP = str(Path(sys.modules["webapp"].__file__ or "").parent)
_SCAN = re.compile(r"(?:^SCAN |Seq Scan on )(\w+?)(?:_\d+)?(?: |$)")


@dataclass
class Asked:
    """Each question once, with the function that asked it and what it was filled in with."""

    questions: dict[str, tuple[str, Any]] = field(default_factory=dict)


@contextmanager
def listening(database: Database) -> Iterator[Asked]:
    """Note every question and change until the end of the block."""
    asked = Asked()

    def note(
        _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool
    ) -> None:
        if statement.startswith(_READS) and statement not in asked.questions and (asker := _asker()):
            asked.questions[statement] = (asker, parameters[0] if many else parameters)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def growing(database: Database) -> set[str]:
    """The tables in which much stands already."""
    with database.engine.connect() as connection:
        sizes = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in METADATA.tables.items()
        }
    return {name for name, size in sizes.items() if size > MANY}


def scans(database: Database, asked: Asked) -> Iterator[tuple[str, str, str]]:
    """The asker, the table that is read whole for it, and the question."""
    with database.engine.connect() as connection:
        if database.kind == "postgresql":
            connection.exec_driver_sql("SET enable_seqscan = off")  # what remains has no other way
        for statement, (asker, parameters) in asked.questions.items():
            for line in _plan(connection, statement, parameters):
                if found := _SCAN.search(line.strip()):
                    yield asker, found.group(1), statement


def _plan(connection: Connection, statement: str, parameters: Any) -> list[str]:
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        return [row[3] for row in rows]
    return [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", parameters).all()]


def _asker() -> str:
    """The innermost function of the application; empty for a test's own question."""
    frame = sys._getframe(1)
    while frame.f_back:
        frame = frame.f_back
        path = frame.f_code.co_filename
        if path.startswith(WEBAPP) and path != f"{WEBAPP}/db.py":
            return f"{frame.f_globals['__name__'].removeprefix('webapp.')}.{frame.f_code.co_name}"
    return ""

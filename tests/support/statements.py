"""Collects the statements to a store meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event

from webapp.db import Database


@dataclass
class Asked:
    """Every statement but those that begin a transaction, and how often one was committed."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0


@contextmanager
def asked_of(database: Database) -> Iterator[Asked]:
    """Listen until the end of the block."""
    asked = Asked()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.statements.append(statement)

    def commit(_connection: object) -> None:
        asked.commits += 1

    event.listen(database.engine, "before_cursor_execute", note)
    event.listen(database.engine, "commit", commit)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)
    event.remove(database.engine, "commit", commit)

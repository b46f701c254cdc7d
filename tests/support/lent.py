"""Counts the connections that a store has lent at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from webapp.db import Database


@contextmanager
def held(database: Database) -> Iterator[list[int]]:
    """The numbers of connections that are lent at the same time; one that leaves the pool is lent no more."""
    lent, counts = set[int](), [0]

    def take(connection: object, *_rest: object) -> None:
        lent.add(id(connection))
        counts.append(len(lent))

    def give_back(connection: object, *_rest: object) -> None:
        lent.discard(id(connection))

    event.listen(database.engine, "checkout", take)
    event.listen(database.engine, "checkin", give_back)
    event.listen(database.engine, "detach", give_back)
    yield counts
    event.remove(database.engine, "checkout", take)
    event.remove(database.engine, "checkin", give_back)
    event.remove(database.engine, "detach", give_back)

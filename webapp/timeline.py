"""One line of time about a client: each feature declares what it adds, ``caseload`` makes one list of it.

A source gives its own newest moments of some clients, as far as this actor may see them: its own room's rule decides.
It reads a client's rows by an index on the client, so its cost grows with one person's history, never with the region.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_
from sqlalchemy.orm import Mapped
from sqlmodel import and_

from webapp.accounts.actor import Actor
from webapp.db import Session

Question = TypeVar("Question")


class Point(NamedTuple):
    """A place in the line. Two moments at the same time stand in the order of their ids."""

    at: datetime
    id: UUID


@dataclass(frozen=True)
class Moment:
    """One row of the line, in the reader's language. ``of`` is its record, for the access log."""

    client_id: UUID
    point: Point
    icon: str
    title: str
    of: Any
    where: str = ""
    """The place of it, beside the title: left out on a phone for somebody with a safety flag."""
    url: str = ""
    lines: tuple[str, ...] = ()
    """What people wrote; each stands apart in its own direction."""
    by: str = ""
    """The person who did it."""
    is_secret: bool = False
    """True when no phone keeps it: it is about a house with a secret address."""


@dataclass(frozen=True)
class Asked:
    """A question to a source: the newest ``limit`` moments of each of these clients, before a point."""

    clients: tuple[UUID, ...]
    limit: int
    before: Point | None = None

    def precedes(self, at: datetime, id_: UUID) -> bool:
        """True when this place is before the asked point."""
        return self.before is None or (at, id_) < self.before

    def newest(self, question: Question, client: Mapped[Any], at: Mapped[Any], id_: Mapped[Any]) -> Question:
        """Narrow a question to these moments. Of one client the index by time is walked until there are enough."""
        every: Any = question
        asked = every.where(client.in_(self.clients), *self._before(at, id_))
        if len(self.clients) == 1:
            one: Question = asked.order_by(at.desc(), id_.desc()).limit(self.limit)
            return one
        place = func.row_number().over(partition_by=client, order_by=(at.desc(), id_.desc()))
        places = asked.with_only_columns(id_.label("moment"), place.label("place")).subquery()
        newest = places.select().where(places.c.place <= self.limit).with_only_columns(places.c.moment)
        of_each: Question = asked.where(id_.in_(newest))
        return of_each

    def _before(self, at: Mapped[Any], id_: Mapped[Any]) -> list[ColumnElement[bool]]:
        if self.before is None:
            return []
        return [at <= self.before.at, or_(at < self.before.at, and_(at == self.before.at, id_ < self.before.id))]


Read = Callable[[Session, Actor, Asked], Iterable[Moment]]


@dataclass(frozen=True)
class Line:
    """What a feature adds. ``word`` is the value of ``?soort=``; lines of several features may share one."""

    word: str
    label: str
    read: Read
    order: int = 0
    """Its place among the kinds that a reader can choose, low first."""
    is_whereabouts: bool = False
    """True when it may say where a person is: a phone keeps none of it about somebody with a safety flag."""


class OfClient(Protocol):
    """A record that may be about a client."""

    client_id: UUID | None


def client_of(record: OfClient) -> UUID:
    """The client of a record that was asked by clients."""
    if record.client_id is None:
        raise TypeError("a moment is of a client")
    return record.client_id


def newest_first(moments: Iterable[Moment], limit: int) -> Sequence[Moment]:
    """The newest of several sources; moments of one place stay together, so that the next page begins after it."""
    found = sorted(moments, key=lambda one: one.point, reverse=True)
    end = limit
    while 0 < end < len(found) and found[end].point == found[end - 1].point:
        end += 1
    return found[:end]

"""Queries on the access log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.audit.models import AccessEntry
from webapp.audit.service import Action
from webapp.db import Session

AT_ONCE = 1000
"""Entries of a chain in memory."""


def find_last_save(session: Session, subject: str, subject_id: UUID, since: datetime) -> tuple[UUID, datetime] | None:
    """The last user who saved a record, and when; the log is ordered by time alone, so only from ``since`` on."""
    saved = (Action.create.value, Action.update.value)
    query = (
        select(AccessEntry.user_id, AccessEntry.at)
        .where(col(AccessEntry.at) >= since, AccessEntry.subject == subject, AccessEntry.subject_id == subject_id)
        .where(col(AccessEntry.action).in_(saved), col(AccessEntry.outcome).is_(None))
        .order_by(col(AccessEntry.at).desc(), col(AccessEntry.n).desc())
        .limit(1)
    )
    found = session.exec(query).first()
    return (found[0], found[1]) if found and found[0] else None


@dataclass(frozen=True)
class Chain:
    """The chain of one writer: its numbers and how many entries have one."""

    writer: UUID
    entries: int
    first: int
    last: int

    @property
    def is_whole(self) -> bool:
        """True when no number from 1 to the last is missing."""
        return self.first == 1 and self.entries == self.last


def list_chains(session: Session) -> list[Chain]:
    """Every chain, by its index alone."""
    n = col(AccessEntry.n)
    query = select(AccessEntry.writer, func.count(), func.min(n), func.max(n)).group_by(col(AccessEntry.writer))
    return [Chain(*row) for row in session.exec(query.order_by(col(AccessEntry.writer)))]


def find_mac(session: Session, writer: UUID, n: int) -> bytes | None:
    """The MAC of one entry."""
    return session.exec(select(AccessEntry.mac).where(AccessEntry.writer == writer, AccessEntry.n == n)).first()


def read_chain(session: Session, writer: UUID, after: int) -> Iterator[Sequence[dict[str, Any]]]:
    """The entries of a chain beyond a number as dicts, ``AT_ONCE`` of them at a time, not all fetched at once."""
    table = AccessEntry.__table__  # type: ignore[attr-defined]
    query = select(table).where(table.c.writer == writer, table.c.n > after).order_by(table.c.n)
    rows = session.connection().execute(query, execution_options={"yield_per": AT_ONCE})
    for piece in rows.mappings().partitions():
        yield [dict(row) for row in piece]

"""Counts that follow from records: what changed is told at the end of a transaction, and counted in it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession

from webapp.db import Session

Changed = Mapping[str, Collection[UUID]]
"""What the records are about → their ids."""
_ANSWERS = "taken"


def follow(
    name: str, tables: Mapping[str, tuple[str, str]], renew: Callable[[Session, UUID, Changed], None], *, course: str
) -> None:
    """Call ``renew`` with a region and what changed there, before the commit: then one waits for others only shortly.

    ``name``: of this list within a transaction. ``tables``: table → what its rows are about, and the column that names
    it. ``course``: the kind of the answers that count; those of others are no change. What was rolled back may be told.
    """

    def note(session: OrmSession, *_rest: object) -> None:
        rows: list[Any] = [*session.new, *session.dirty, *session.deleted]
        for row in rows:
            about, column = tables.get(row.__tablename__, ("", ""))
            if about and (row.__tablename__ != _ANSWERS or row.kind == course):
                note_changed(session, name, row.region_id, about, [getattr(row, column)])

    def write(session: Session) -> None:
        if session.in_nested_transaction():
            return
        session.flush()
        changed = session.info.pop(name, {})
        for region_id in sorted(changed):
            renew(session, region_id, changed[region_id])

    event.listen(Session, "before_flush", note)
    event.listen(Session, "before_commit", write)


def note_changed(session: OrmSession, name: str, region_id: UUID, about: str, ids: Collection[UUID]) -> None:
    """Tell of records that changed by a statement of their own."""
    session.info.setdefault(name, {}).setdefault(region_id, {}).setdefault(about, set()).update(ids)

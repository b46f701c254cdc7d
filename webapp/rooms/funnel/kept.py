"""Keeps the ways of offers and matches with the records they follow from, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.orm import Session as OrmSession

from webapp.db import Session
from webapp.rooms.funnel import count_store
from webapp.rooms.pairs.kind import MATCH

_CHANGED = "room_ways"
_NAMED = {
    "room": ("rooms", "id"),
    "room_event": ("rooms", "room_id"),
    "host": ("hosts", "id"),
    "room_match": ("matches", "id"),
    "tenancy": ("matches", "match_id"),
    "taken": ("matches", "subject_id"),
}
"""Table → what its rows are about, and the column that names it."""


def count_once(session: Session, region_id: UUID) -> None:
    """Count a region whose records are older than this table."""
    if not count_store.is_counted(session, region_id):
        count_store.renew(session, region_id, (), (), ())


@event.listens_for(Session, "before_flush")
def _note(session: OrmSession, *_rest: object) -> None:
    for region_id, what, one in _changed(session):
        of_region = session.info.setdefault(_CHANGED, {}).setdefault(region_id, {})
        of_region.setdefault(what, set()).add(one)


def _changed(session: OrmSession) -> Iterator[tuple[UUID, str, UUID]]:
    rows: list[Any] = [*session.new, *session.dirty, *session.deleted]
    for row in rows:
        what, column = _NAMED.get(row.__tablename__, ("", ""))
        if what and getattr(row, "kind", MATCH.word) == MATCH.word:
            yield row.region_id, what, getattr(row, column)


@event.listens_for(Session, "before_commit")
def _renew(session: Session) -> None:
    """At the end of a transaction: whoever changes a room of this region waits for the others only then."""
    if session.in_nested_transaction():
        return
    session.flush()
    changed = session.info.pop(_CHANGED, {})
    for region_id in sorted(changed):
        of_region = changed[region_id]
        count_store.renew(
            session, region_id, of_region.get("rooms", ()), of_region.get("hosts", ()), of_region.get("matches", ())
        )

"""Keeps the ways of offers and matches with the records they follow from, in the same transaction."""

from __future__ import annotations

from uuid import UUID

from webapp.db import Session
from webapp.followed import Changed, follow
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


def count_once(session: Session, region_id: UUID) -> None:
    """Count a region whose records are older than this table."""
    if not count_store.is_counted(session, region_id):
        count_store.renew(session, region_id, (), (), ())


def _renew(session: Session, region_id: UUID, changed: Changed) -> None:
    parts = (changed.get(about, ()) for about in ("rooms", "hosts", "matches"))
    count_store.renew(session, region_id, *parts)


follow(_CHANGED, _NAMED, _renew, course=MATCH.word)

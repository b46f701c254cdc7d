"""Keeps the figures of a region with the placements that they are made of, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from webapp.db import Session
from webapp.followed import Changed, follow, note_changed
from webapp.placements.exits import count_store
from webapp.placements.kind import PLACEMENT

_NAME = "placement_counts"
_PLACEMENTS = "placements"
_TABLES = {
    "placement": (_PLACEMENTS, "id"),
    "occupation": (_PLACEMENTS, "placement_id"),
    "support_moment": (_PLACEMENTS, "placement_id"),
    "taken": (_PLACEMENTS, "subject_id"),
}


def is_counted(session: Session, region_id: UUID) -> bool:
    """True once every placement of the region is in the numbers."""
    return count_store.is_counted(session, region_id)


def count_once(session: Session, region_id: UUID) -> None:
    """Count a region whose placements are older than these numbers."""
    if not is_counted(session, region_id):
        count_store.renew(session, region_id, ())


def note_erased(session: Session, region_id: UUID, ids: Collection[UUID]) -> None:
    """Tell of placements that a statement erased."""
    note_changed(session, _NAME, region_id, _PLACEMENTS, ids)


def _renew(session: Session, region_id: UUID, changed: Changed) -> None:
    count_store.renew(session, region_id, changed[_PLACEMENTS])


follow(_NAME, _TABLES, _renew, course=PLACEMENT.word)

"""Queries on answers. The caller has read the records, and checked access to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp.db import Session
from webapp.trajectories.models import TakenRow


def list_taken(session: Session, region_ids: Collection[UUID], subject_ids: Collection[UUID]) -> Sequence[TakenRow]:
    """The answers to these records, each record's in the order they were given."""
    if not subject_ids:
        return ()
    return session.exec(
        select(TakenRow)
        .where(col(TakenRow.region_id).in_(region_ids), col(TakenRow.subject_id).in_(subject_ids))
        .order_by(col(TakenRow.at), col(TakenRow.id))
    ).all()

"""Queries on the access log that a page asks."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.audit.models import AccessEntry
from webapp.audit.service import Action
from webapp.db import Session


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

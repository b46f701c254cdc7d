"""People with access who have not been seen for long: they may have left without anybody saying so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.accounts.models import LoginSession, Organisation, User
from webapp.db import Session
from webapp.text import sort_key

Seen = tuple[User, Organisation, datetime | None]


def list_unseen(session: Session, region_id: UUID, since: datetime) -> list[Seen]:
    """Everyone of a region with access who was made before then and not seen since, the longest unseen first.

    Each person's own sessions are asked, by their index: all sessions of a region grow for years.
    """
    seen = (
        select(func.max(col(LoginSession.last_seen_at)))
        .where(col(LoginSession.user_id) == col(User.id))
        .correlate(User)
        .scalar_subquery()
    )
    rows = session.exec(
        select(User, Organisation, seen)
        .join(Organisation, col(Organisation.id) == User.organisation_id)
        .where(User.region_id == region_id, col(User.active).is_(True), col(User.created_at) < since)
    ).all()
    unseen = [(user, house, at) for user, house, at in rows if at is None or at < since]
    return sorted(unseen, key=lambda one: (one[2] or one[0].created_at, sort_key(one[0].name)))

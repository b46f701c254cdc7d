"""Queries on personal links. A link is found by the hash of its secret, or by a record that the caller may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from webapp.db import Session
from webapp.links.models import PersonalLink


def find_by_hash(session: Session, token_hash: str, *, lock: bool = False) -> PersonalLink | None:
    """The link with this secret."""
    query = select(PersonalLink).where(PersonalLink.token_hash == token_hash)
    locked = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(locked if lock else query).first()


def list_working(
    session: Session, purpose: str, subject_ids: Collection[UUID], now: datetime
) -> Sequence[PersonalLink]:
    """The links to these records that still work, by party."""
    query = select(PersonalLink).where(
        col(PersonalLink.subject_id).in_(subject_ids),
        PersonalLink.purpose == purpose,
        col(PersonalLink.ended_at).is_(None),
        col(PersonalLink.expires_at) > now,
    )
    return session.exec(query.order_by(col(PersonalLink.party), col(PersonalLink.id))).all()


def delete_expired(session: Session, before: datetime) -> None:
    """Delete the links that ran out before this moment."""
    session.exec(delete(PersonalLink).where(col(PersonalLink.expires_at) < before))


def delete_of(session: Session, subject_ids: Collection[UUID]) -> None:
    """Delete every link to these records."""
    session.exec(delete(PersonalLink).where(col(PersonalLink.subject_id).in_(subject_ids)))

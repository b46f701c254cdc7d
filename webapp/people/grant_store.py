"""Queries on what a colleague gave or gives, for the one place that writes it (``grants``) and for the access log."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp import clock
from webapp.db import Session
from webapp.people.models import WorkingRelation
from webapp.people.store import TERM, is_granted


def list_granted(session: Session, user_id: UUID, client_ids: Collection[UUID]) -> dict[UUID, str]:
    """Client → the word of the grant by which alone this user works with them now."""
    rows = session.exec(
        select(col(WorkingRelation.client_id), col(WorkingRelation.granted_as)).where(
            WorkingRelation.user_id == user_id,
            col(WorkingRelation.granted_until).is_not(None),
            is_granted(WorkingRelation, clock.now()),
            col(WorkingRelation.ended).is_not(None),
            col(WorkingRelation.client_id).in_(client_ids),
        )
    ).all()
    return {row[0]: row[1] or "" for row in rows}


def list_own_clients(session: Session, user_id: UUID, organisation_id: UUID) -> Sequence[UUID]:
    """The clients with whom this user works for an organisation by contacts of their own; also one who left it."""
    return session.exec(
        select(WorkingRelation.client_id).where(
            WorkingRelation.user_id == user_id,
            WorkingRelation.organisation_id == organisation_id,
            col(WorkingRelation.last_at) > clock.now() - TERM,
            col(WorkingRelation.ended).is_(None),
        )
    ).all()

"""Queries on consents. The caller has read the client, and so has the right to see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from webapp.db import Session
from webapp.people.consents.models import SharingConsent

MOST = 50
"""So many are shown, the latest first."""


def list_of(session: Session, client_id: UUID) -> Sequence[SharingConsent]:
    """The consents of a client, those that hold longest first."""
    question = select(SharingConsent).where(SharingConsent.client_id == client_id)
    return session.exec(question.order_by(col(SharingConsent.until).desc(), col(SharingConsent.id)).limit(MOST)).all()


def list_of_each(session: Session, client_ids: Collection[UUID], day: date) -> Sequence[SharingConsent]:
    """The consents of these clients that hold on a day or whose withdrawal is still to be told."""
    question = select(SharingConsent).where(
        col(SharingConsent.client_id).in_(client_ids),
        or_(
            col(SharingConsent.withdrawn_at).is_(None) & (SharingConsent.until >= day),
            col(SharingConsent.withdrawn_at).is_not(None) & col(SharingConsent.told_at).is_(None),
        ),
    )
    return session.exec(question.order_by(col(SharingConsent.until).desc(), col(SharingConsent.id))).all()


def hold(session: Session, consent_id: UUID) -> SharingConsent | None:
    """One consent, locked for a change. The caller checks the right to its client."""
    return session.exec(select(SharingConsent).where(SharingConsent.id == consent_id).with_for_update()).first()

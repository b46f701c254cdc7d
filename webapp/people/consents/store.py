"""Queries on consents. The caller has read the client, and so has the right to see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from webapp.db import Session
from webapp.people.consents.models import SharingConsent

MOST = 50
"""So many are shown, the latest first."""


def list_of(session: Session, client_id: UUID) -> Sequence[SharingConsent]:
    """The consents of a client, those that hold longest first."""
    question = select(SharingConsent).where(SharingConsent.client_id == client_id)
    return session.exec(question.order_by(col(SharingConsent.until).desc(), col(SharingConsent.id)).limit(MOST)).all()


def list_holding(session: Session, client_id: UUID, day: date) -> list[SharingConsent]:
    """The consents that allow sharing on a day: the choices of a referral."""
    question = select(SharingConsent).where(SharingConsent.client_id == client_id, SharingConsent.until >= day)
    return [one for one in session.exec(question.order_by(col(SharingConsent.id))).all() if one.holds_on(day)]


def hold(session: Session, consent_id: UUID) -> SharingConsent | None:
    """One consent, locked for a change. The caller checks the right to its client."""
    return session.exec(select(SharingConsent).where(SharingConsent.id == consent_id).with_for_update()).first()

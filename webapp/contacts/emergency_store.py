"""Queries on emergency readings of clinical notes; the caller judges who may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import and_, col, select
from sqlmodel.sql.expression import Select

from webapp.accounts.actor import Actor
from webapp.contacts.models import ClinicalNote, EmergencyAccess, StreetContact
from webapp.db import Session

Opened = tuple[EmergencyAccess, StreetContact]


def list_waiting(session: Session, region_id: UUID, limit: int) -> Sequence[Opened]:
    """The readings that nobody judged yet, the longest waiting first."""
    waiting = _opened(region_id).where(col(EmergencyAccess.judged_at).is_(None))
    return _rows(session, waiting.order_by(col(EmergencyAccess.at)).limit(limit))


def list_waiting_of_author(session: Session, actor: Actor, limit: int) -> Sequence[Opened]:
    """The same, of notes that this user wrote where they still work."""
    own = and_(
        col(ClinicalNote.author_id) == actor.user_id,
        col(StreetContact.organisation_id) == actor.organisation_id,
        col(EmergencyAccess.user_id) != actor.user_id,
    )
    waiting = (
        _opened(actor.region_id)
        .join(ClinicalNote, col(ClinicalNote.contact_id) == EmergencyAccess.contact_id)
        .where(col(EmergencyAccess.judged_at).is_(None), own)
    )
    return _rows(session, waiting.order_by(col(EmergencyAccess.at)).limit(limit))


def list_recent(session: Session, region_id: UUID, offset: int, limit: int) -> Sequence[Opened]:
    """Every reading of a region, the latest first."""
    newest = (col(EmergencyAccess.at).desc(), col(EmergencyAccess.id))
    return _rows(session, _opened(region_id).order_by(*newest).offset(offset).limit(limit))


def list_judged_of(session: Session, actor: Actor, begun: datetime, since: datetime) -> Sequence[EmergencyAccess]:
    """This user's own readings from ``begun`` on that were judged since then, the latest judged first."""
    mine = select(EmergencyAccess).where(
        col(EmergencyAccess.at) >= begun,
        EmergencyAccess.user_id == actor.user_id,
        col(EmergencyAccess.judged_at) >= since,
    )
    return session.exec(mine.order_by(col(EmergencyAccess.judged_at).desc())).all()


def find(session: Session, region_id: UUID, access_id: UUID, *, lock: bool = False) -> Opened | None:
    """One reading of a region with its contact."""
    question = _opened(region_id).where(EmergencyAccess.id == access_id)
    row = session.exec(question.with_for_update(of=EmergencyAccess) if lock else question).first()
    return (row[0], row[1]) if row else None


def _opened(region_id: UUID) -> Select[EmergencyAccess, StreetContact]:
    return (
        select(EmergencyAccess, StreetContact)
        .join(StreetContact, col(StreetContact.id) == EmergencyAccess.contact_id)
        .where(EmergencyAccess.region_id == region_id)
    )


def _rows(session: Session, question: Select[EmergencyAccess, StreetContact]) -> list[Opened]:
    return [(row[0], row[1]) for row in session.exec(question).all()]

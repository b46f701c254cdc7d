"""Queries on emergency readings of clinical notes; the caller judges who may know of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.contacts.models import ClinicalNote, EmergencyAccess, StreetContact
from webapp.db import Session

Opened = tuple[EmergencyAccess, StreetContact]


def list_waiting(session: Session, region_id: UUID, limit: int) -> Sequence[Opened]:
    """The readings that nobody judged yet, the longest waiting first."""
    waiting = _opened(region_id).where(col(EmergencyAccess.judged_at).is_(None))
    return _with_contacts(session, waiting.order_by(col(EmergencyAccess.at)).limit(limit))


def list_waiting_of_author(session: Session, actor: Actor, limit: int) -> Sequence[Opened]:
    """The same, of notes that this user wrote where they still work."""
    own_note = select(ClinicalNote.contact_id).where(
        col(ClinicalNote.contact_id) == EmergencyAccess.contact_id,
        ClinicalNote.author_id == actor.user_id,
        ClinicalNote.organisation_id == actor.organisation_id,
    )
    waiting = _opened(actor.region_id).where(
        col(EmergencyAccess.judged_at).is_(None), EmergencyAccess.user_id != actor.user_id, own_note.exists()
    )
    return _with_contacts(session, waiting.order_by(col(EmergencyAccess.at)).limit(limit))


def list_recent(session: Session, region_id: UUID, offset: int, limit: int) -> Sequence[Opened]:
    """Every reading of a region, the latest first."""
    newest = (col(EmergencyAccess.at).desc(), col(EmergencyAccess.id))
    return _with_contacts(session, _opened(region_id).order_by(*newest).offset(offset).limit(limit))


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
    access = session.exec(question.with_for_update() if lock else question).first()
    return (access, session.get_one(StreetContact, access.contact_id)) if access else None


def _opened(region_id: UUID) -> SelectOfScalar[EmergencyAccess]:
    return select(EmergencyAccess).where(EmergencyAccess.region_id == region_id)


def _with_contacts(session: Session, question: SelectOfScalar[EmergencyAccess]) -> list[Opened]:
    """Each with its contact, asked by id: a join would let a store begin with all contacts."""
    found = session.exec(question).all()
    ids = {access.contact_id for access in found}
    contacts = session.exec(select(StreetContact).where(col(StreetContact.id).in_(ids))).all() if ids else ()
    by_id = {contact.id: contact for contact in contacts}
    return [(access, by_id[access.contact_id]) for access in found]

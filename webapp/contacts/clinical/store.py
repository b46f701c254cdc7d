"""Queries on the term of clinical notes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.contacts import store
from webapp.contacts.models import ClinicalNote, ContactCorrection, StreetContact
from webapp.contacts.store import Entry
from webapp.db import Session, count_rows

FIELD = "clinical_note"


def list_past_term(session: Session, day: date, limit: int) -> Sequence[ClinicalNote]:
    """The notes of every region whose day has come, the oldest first; locked."""
    question = select(ClinicalNote).where(col(ClinicalNote.erased_at).is_(None), ClinicalNote.erase_on <= day)
    return session.exec(question.order_by(col(ClinicalNote.erase_on)).limit(limit).with_for_update()).all()


def list_clients(session: Session, contact_ids: Collection[UUID]) -> Mapping[UUID, UUID | None]:
    """Contact → its client."""
    rows = session.exec(
        select(StreetContact.id, StreetContact.client_id).where(col(StreetContact.id).in_(contact_ids))
    ).all()
    return {row[0]: row[1] for row in rows}


def erase_corrections(session: Session, contact_ids: Collection[UUID]) -> None:
    """Erase every earlier text of these notes."""
    texts = delete(ContactCorrection).where(
        col(ContactCorrection.contact_id).in_(contact_ids), col(ContactCorrection.field) == FIELD
    )
    session.connection().execute(texts)


def list_own_until(
    session: Session, actor: Actor, day: date, *, offset: int = 0, limit: int
) -> list[tuple[Entry, ClinicalNote]]:
    """This nurse's notes that are erased on this day or before, the first to go first."""
    question: Any = (
        store.entries(actor)
        .join(ClinicalNote, col(ClinicalNote.contact_id) == StreetContact.id)
        .add_columns(ClinicalNote)
        .where(*_own_until(actor, day))
        .order_by(col(ClinicalNote.erase_on), col(ClinicalNote.contact_id))
    )
    return [(Entry(*row[:4]), row[4]) for row in session.exec(question.offset(offset).limit(limit)).all()]


def count_unsaved_until(session: Session, actor: Actor, day: date) -> int:
    """How many of this nurse's notes are erased by this day and never left as a file."""
    unsaved = select(ClinicalNote.contact_id).where(*_own_until(actor, day), col(ClinicalNote.saved_at).is_(None))
    return count_rows(session, unsaved)


def count_unsaved_of(session: Session, user_id: UUID, organisation_id: UUID) -> int:
    """How many notes this person wrote for an organisation that are not erased and never left as a file."""
    unsaved = select(ClinicalNote.contact_id).where(
        ClinicalNote.author_id == user_id,
        ClinicalNote.organisation_id == organisation_id,
        col(ClinicalNote.erased_at).is_(None),
        col(ClinicalNote.saved_at).is_(None),
    )
    return count_rows(session, unsaved)


def _own_until(actor: Actor, day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(ClinicalNote.author_id) == actor.user_id,
        col(ClinicalNote.organisation_id) == actor.organisation_id,
        col(ClinicalNote.erased_at).is_(None),
        col(ClinicalNote.erase_on) <= day,
    )


def list_of_client(
    session: Session, actor: Actor, client_id: UUID, *, own_only: bool
) -> list[tuple[Entry, ClinicalNote]]:
    """The notes, erased ones too, at the contacts with one client that this user sees; the latest contact first."""
    question: Any = (
        store.entries(actor)
        .join(ClinicalNote, col(ClinicalNote.contact_id) == StreetContact.id)
        .add_columns(ClinicalNote)
        .where(col(StreetContact.client_id) == client_id)
        .order_by(col(StreetContact.occurred_at).desc(), col(StreetContact.id).desc())
    )
    if own_only:
        question = question.where(
            ClinicalNote.author_id == actor.user_id, ClinicalNote.organisation_id == actor.organisation_id
        )
    return [(Entry(*row[:4]), row[4]) for row in session.exec(question).all()]

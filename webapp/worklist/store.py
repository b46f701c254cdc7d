"""Queries on what people did. The caller has read the facts, and so checked access to them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.timeline import Asked
from webapp.worklist.models import DueDone


def list_done(session: Session, region_id: UUID, subject_ids: Collection[UUID]) -> Sequence[DueDone]:
    """What was done with these records and stands, each record's in the order it was."""
    if not subject_ids:
        return ()
    question = select(DueDone).where(
        DueDone.region_id == region_id, col(DueDone.subject_id).in_(subject_ids), col(DueDone.undone_at).is_(None)
    )
    return session.exec(question.order_by(col(DueDone.at), col(DueDone.id))).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[DueDone]:
    """The newest of the actor's organisation about these clients that stand. The caller has checked access to them."""
    question = select(DueDone).where(DueDone.organisation_id == actor.organisation_id, col(DueDone.undone_at).is_(None))
    return session.exec(asked.newest(question, col(DueDone.client_id), col(DueDone.at), col(DueDone.id))).all()


def set_client(session: Session, region_id: UUID, subject_id: UUID, client_id: UUID | None) -> None:
    """Say whom a record turned out to be about: its outcomes then stand in that person's line of time."""
    change = update(DueDone).where(col(DueDone.region_id) == region_id, col(DueDone.subject_id) == subject_id)
    session.connection().execute(change.values(client_id=client_id))


def erase_notes(session: Session, region_id: UUID, subject_ids: Collection[UUID]) -> None:
    """Take out the words about these records; outcomes and days stay."""
    change = update(DueDone).where(col(DueDone.region_id) == region_id, col(DueDone.subject_id).in_(subject_ids))
    session.connection().execute(change.values(note=None))

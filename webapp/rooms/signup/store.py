"""Queries on unfinished sign-ups."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import col, select

from webapp.db import Session
from webapp.rooms.models import SignupDraft


def find_draft(session: Session, token_hash: str, at: datetime, *, lock: bool = False) -> SignupDraft | None:
    """A sign-up that is not too old."""
    draft = session.get(SignupDraft, token_hash, with_for_update=lock)
    return draft if draft and draft.expires_at > at else None


def find_by_code(session: Session, code_hash: str, at: datetime) -> SignupDraft | None:
    """The unfinished sign-up with this code, locked."""
    query = select(SignupDraft).where(SignupDraft.code_hash == code_hash, SignupDraft.expires_at > at)
    return session.exec(query.with_for_update()).first()


def find_by_link(session: Session, link_hash: str, at: datetime, *, lock: bool = False) -> SignupDraft | None:
    """The unfinished sign-up with this link."""
    query = select(SignupDraft).where(SignupDraft.link_hash == link_hash, SignupDraft.expires_at > at)
    return session.exec(query.with_for_update() if lock else query).first()


def delete_old_drafts(session: Session, at: datetime) -> None:
    """Forget sign-ups nobody finished."""
    session.exec(delete(SignupDraft).where(col(SignupDraft.expires_at) <= at))

"""Queries on the queue of mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import col, func, select

from webapp.accounts.models import Region
from webapp.db import Session
from webapp.mail.models import Letter
from webapp.mail.words import LetterState

WAITING, SENT, REFUSED = (state.value for state in (LetterState.waiting, LetterState.sent, LetterState.refused))


def count_to(session: Session, address_hash: str, since: datetime) -> int:
    """How many letters to this address were made since then."""
    query = select(func.count()).select_from(Letter).where(Letter.address_hash == address_hash, Letter.made_at >= since)
    return session.exec(query).one()


def is_any_due(session: Session, at: datetime) -> bool:
    """True when a letter waits to be sent."""
    query = select(Letter.id).where(Letter.state == WAITING, Letter.due_at <= at).limit(1)
    return session.exec(query).first() is not None


def take_due(session: Session, at: datetime, most: int) -> list[tuple[Letter, str]]:
    """Letters to send now, each with the name of its region; those that another sender holds are skipped."""
    query = (
        select(Letter, Region.name)
        .join(Region, col(Region.id) == Letter.region_id)
        .where(Letter.state == WAITING, Letter.due_at <= at)
        .order_by(col(Letter.due_at))
        .limit(most)
        .with_for_update(of=Letter, skip_locked=True)
    )
    return [(letter, name) for letter, name in session.exec(query)]


def find(session: Session, letter_id: UUID, *, lock: bool = False) -> Letter | None:
    """One letter."""
    return session.get(Letter, letter_id, with_for_update=lock)


def hasten(session: Session, at: datetime) -> None:
    """Send at once what waits for the relay; a letter that a sender holds, or its own address put off, waits on."""
    held_up = (col(Letter.state) == WAITING, col(Letter.due_at) > at, col(Letter.waits_for_relay))
    session.connection().execute(update(Letter).where(*held_up).values(due_at=at))


def list_trouble(session: Session, region_id: UUID, before: datetime) -> Sequence[Letter]:
    """Letters of a region that were given up, or did not go since before that moment; the latest first, at most 100."""
    query = (
        select(Letter)
        .where(
            Letter.region_id == region_id,
            col(Letter.state).in_((REFUSED, WAITING)),
            or_(col(Letter.state) == REFUSED, col(Letter.made_at) <= before),
        )
        .order_by(col(Letter.made_at).desc())
        .limit(100)
    )
    return session.exec(query).all()


def list_latest(session: Session, most: int) -> list[tuple[Letter, str]]:
    """The newest letters of every region, for the demo."""
    query = select(Letter, Region.name).join(Region, col(Region.id) == Letter.region_id)
    return [(letter, name) for letter, name in session.exec(query.order_by(col(Letter.made_at).desc()).limit(most))]


def delete_old(session: Session, sent_before: datetime, other_before: datetime) -> None:
    """Forget old letters: sent ones soon, all others later."""
    old = or_((col(Letter.state) == SENT) & (col(Letter.made_at) < sent_before), col(Letter.made_at) < other_before)
    session.exec(delete(Letter).where(col(Letter.made_at) < sent_before, old))

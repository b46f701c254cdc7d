"""Queries on unusual reading; each stays within the overseer's region."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Region
from webapp.db import Session, insert_new
from webapp.oversight.models import OversightMark, UnusualReading


def list_region_ids(session: Session) -> Sequence[UUID]:
    """Every region, in one order."""
    return session.exec(select(Region.id).order_by(col(Region.id))).all()


def lock_mark(session: Session, region_id: UUID, begin: datetime) -> OversightMark:
    """The mark of a region, locked: of two who look at once the second waits."""
    insert_new(session, OversightMark(region_id=region_id, through=begin))
    return session.get_one(OversightMark, region_id, with_for_update=True, populate_existing=True)


def list_waiting(session: Session, actor: Actor, limit: int) -> Sequence[UnusualReading]:
    """Findings that nobody looked at yet, the latest first."""
    mine = select(UnusualReading).where(UnusualReading.region_id == actor.region_id)
    waiting = mine.where(col(UnusualReading.seen_at).is_(None))
    return session.exec(waiting.order_by(col(UnusualReading.last_at).desc()).limit(limit)).all()


def list_all(session: Session, actor: Actor, offset: int, limit: int) -> Sequence[UnusualReading]:
    """Every finding, the latest first."""
    mine = select(UnusualReading).where(UnusualReading.region_id == actor.region_id)
    newest = (col(UnusualReading.last_at).desc(), col(UnusualReading.id))
    return session.exec(mine.order_by(*newest).offset(offset).limit(limit)).all()


def find(session: Session, actor: Actor, finding_id: UUID, *, lock: bool = False) -> UnusualReading | None:
    """One finding of the overseer's region."""
    question = select(UnusualReading).where(
        UnusualReading.id == finding_id, UnusualReading.region_id == actor.region_id
    )
    return session.exec(question.with_for_update() if lock else question).first()

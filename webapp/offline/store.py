"""Queries on receipts and the epoch."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, or_
from sqlmodel import col, select

from webapp.db import Session
from webapp.offline.models import Epoch, Receipt, SnapshotIndex


def find_receipt(session: Session, operation_id: UUID) -> Receipt | None:
    """The receipt of an operation, if it ever came."""
    return session.get(Receipt, operation_id)


def find_replacements(session: Session, ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Old id → the id that replaced it."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = session.exec(
        select(Receipt.id, Receipt.replaced_by).where(
            col(Receipt.id).in_(wanted), col(Receipt.replaced_by).is_not(None)
        )
    )
    return {old: new for old, new in found if new}


def find_made(session: Session, user_id: UUID, ids: Iterable[UUID]) -> Receipt | None:
    """The accepted operation of this user that is one of these, or that replaced one of these."""
    wanted = list(ids)
    same = or_(col(Receipt.id).in_(wanted), col(Receipt.replaces).in_(wanted))
    return session.exec(
        select(Receipt).where(Receipt.user_id == user_id, Receipt.status == "accepted", same).limit(1)
    ).first()


def current_epoch(session: Session) -> Epoch:
    """The newest epoch; a fresh store starts its first."""
    epoch = session.exec(select(Epoch).order_by(col(Epoch.started_at).desc()).limit(1)).first()
    if epoch is None:
        epoch = Epoch()
        session.add(epoch)
        session.flush()
    return epoch


def find_snapshot(session: Session, user_id: UUID, taken_at: object) -> SnapshotIndex | None:
    """What one earlier snapshot of this user held."""
    return session.get(SnapshotIndex, (user_id, taken_at))


def list_snapshots(session: Session, user_id: UUID) -> list[SnapshotIndex]:
    """A user's remembered snapshots, newest first."""
    return list(
        session.exec(
            select(SnapshotIndex).where(SnapshotIndex.user_id == user_id).order_by(col(SnapshotIndex.taken_at).desc())
        )
    )


def count_missing(session: Session, device: UUID) -> int:
    """How many sequence numbers of a device never arrived."""
    highest, arrived = session.exec(
        select(func.max(Receipt.seq), func.count(func.distinct(Receipt.seq))).where(Receipt.device == device)
    ).one()
    return (highest or 0) - arrived

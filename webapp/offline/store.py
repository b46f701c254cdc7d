"""Queries on receipts and the epoch."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import delete, func
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


def find_epoch(session: Session) -> Epoch | None:
    """The newest epoch, if this store has begun one."""
    return session.exec(select(Epoch).order_by(col(Epoch.started_at).desc()).limit(1)).first()


def current_epoch(session: Session) -> Epoch:
    """The newest epoch; a fresh store starts its first."""
    epoch = find_epoch(session)
    if epoch is None:
        epoch = Epoch()
        session.add(epoch)
        session.flush()
    return epoch


def find_snapshot(session: Session, user_id: UUID, taken_at: object) -> SnapshotIndex | None:
    """What one earlier snapshot of this user held."""
    return session.get(SnapshotIndex, (user_id, taken_at))


def forget_snapshots(session: Session, user_id: UUID, kept: int) -> None:
    """Keep only a user's newest snapshots; of two at once it is no matter which forgets."""
    of_user = col(SnapshotIndex.user_id) == user_id
    newest = select(SnapshotIndex.taken_at).where(of_user).order_by(col(SnapshotIndex.taken_at).desc())
    oldest_kept = session.exec(newest.offset(kept - 1).limit(1)).first()
    if oldest_kept:
        session.connection().execute(delete(SnapshotIndex).where(of_user, col(SnapshotIndex.taken_at) < oldest_kept))


def count_missing(session: Session, device: UUID) -> int:
    """How many sequence numbers of a device never arrived."""
    highest, arrived = session.exec(
        select(func.max(Receipt.seq), func.count(func.distinct(Receipt.seq))).where(Receipt.device == device)
    ).one()
    return (highest or 0) - arrived

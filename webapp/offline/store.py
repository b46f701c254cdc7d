"""Queries on receipts and the epoch. A receipt is found by its user and its id, never by the id alone."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, Uuid, bindparam, delete, func, text
from sqlmodel import SQLModel, col, select

from webapp.db import Session
from webapp.offline.models import ACCEPTED, REFUSED, Epoch, Receipt, SnapshotIndex
from webapp.references import Repairs

_AT_ONCE = 10_000
"""So many ids fit in one question of either store."""
_NO_RECORDS = {"receipt", "submission"}
_OF_ANOTHER = f"exists (select 1 from receipt where id = :id and user_id <> :user and {ACCEPTED})"  # noqa: S608 our own
_LOCK = text("select pg_advisory_xact_lock(number) from unnest(cast(:numbers as bigint[])) as number")


def lock_ids(session: Session, ids: Iterable[UUID]) -> None:
    """Lock these ids until the commit; all at once and in one order, so that nobody blocks.

    On SQLite the transaction's own write lock covers them all.
    """
    if session.get_bind().dialect.name == "postgresql":
        numbers = sorted({int.from_bytes(one.bytes[8:], signed=True) for one in ids})
        session.connection().execute(_LOCK, {"numbers": numbers})


def find_receipt(session: Session, user_id: UUID, operation_id: UUID) -> Receipt | None:
    """The receipt of a user's operation, if it ever came; locked for the caller's decision."""
    return session.get(Receipt, (user_id, operation_id), with_for_update=True)


def list_statuses(session: Session, user_id: UUID, operation_ids: Collection[UUID]) -> dict[UUID, str]:
    """The status of each of a user's operations among these that ever came."""
    ids, found = list(operation_ids), dict[UUID, str]()
    for start in range(0, len(ids), _AT_ONCE):
        some = col(Receipt.id).in_(ids[start : start + _AT_ONCE])
        rows = session.exec(select(Receipt.id, Receipt.status).where(Receipt.user_id == user_id, some)).all()
        found |= {row[0]: row[1] for row in rows}
    return found


def list_taken(session: Session, user_id: UUID, operation_ids: Collection[UUID]) -> set[UUID]:
    """Which of these ids belong to a record of any table, or to an accepted operation of somebody else."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    asked = json.dumps([str(one) if is_postgresql else one.hex for one in operation_ids])
    found = session.connection().execute(_taken(is_postgresql), {"asked": asked, "user": user_id})
    return {UUID(row[0]) for row in found}


@cache
def _taken(is_postgresql: bool) -> TextClause:
    """One question for any number of ids, written once."""
    asked = "select value as id from json_each(:asked)"
    if is_postgresql:
        asked = "select cast(value as uuid) as id from json_array_elements_text(cast(:asked as json))"
    is_any = " or ".join(one.replace(":id", "asked.id") for one in (*_records(), _OF_ANOTHER))
    question = f"with asked as ({asked}) select cast(id as text) from asked where {is_any}"  # noqa: S608 our own
    return text(question).bindparams(bindparam("user", type_=Uuid()))


def is_accepted_of_another(session: Session, user_id: UUID, operation_id: UUID) -> bool:
    """True when this id stands for an accepted operation of somebody else."""
    return _is_true(session, (_OF_ANOTHER,), id=operation_id, user=user_id)


def is_taken(session: Session, user_id: UUID, operation_id: UUID) -> bool:
    """True when this id belongs to a record of any table, or to an accepted operation of somebody else."""
    return _is_true(session, (*_records(), _OF_ANOTHER), id=operation_id, user=user_id)


def find_repairs(session: Session, user_id: UUID, ids: Iterable[UUID]) -> Repairs:
    """Kind and old id → the accepted repair, among a user's own operations. The id of a record means that record."""
    question = select(Receipt.kind, Receipt.id, Receipt.replaced_by).where(
        Receipt.user_id == user_id, col(Receipt.id).in_(list(ids)), col(Receipt.replaced_by).is_not(None)
    )
    found = {(kind, old): new for kind, old, new in session.exec(question) if new}
    return {(kind, old): new for (kind, old), new in found.items() if not is_record(session, old)}


def is_record(session: Session, record_id: UUID) -> bool:
    """True when this is the id of a record of any table."""
    return _is_true(session, _records(), id=record_id)


def _is_true(session: Session, any_of: tuple[str, ...], **ids: UUID) -> bool:
    return bool(session.connection().execute(_question(any_of, *ids), ids).scalar())


@cache
def _question(any_of: tuple[str, ...], *names: str) -> TextClause:
    """One query: does any of these conditions hold? Written once, because the door asks it for every item."""
    question = text(f"select case when {' or '.join(any_of)} then 1 else 0 end")
    return question.bindparams(*(bindparam(name, type_=Uuid()) for name in names))


@cache
def _records() -> tuple[str, ...]:
    """One condition per table whose key is one id: it has this id."""
    tables = [table.name for table in SQLModel.metadata.sorted_tables if _has_ids_of_records(table)]
    return tuple(f"exists (select 1 from {table} where id = :id)" for table in tables)  # noqa: S608 our own


def _has_ids_of_records(table: Any) -> bool:
    keys = list(table.primary_key.columns)
    is_keyed_by_id = [key.name for key in keys] == ["id"] and isinstance(keys[0].type, Uuid)
    return is_keyed_by_id and table.name not in _NO_RECORDS


def forget_refused(session: Session, user_id: UUID, keep: int) -> None:
    """Forget a user's oldest refused and waiting operations, all but the latest ``keep``. Accepted ones stay."""
    refused = (
        select(Receipt)
        .where(Receipt.user_id == user_id, REFUSED)
        .order_by(col(Receipt.received_at).desc(), col(Receipt.id).desc())
        .offset(keep)
    )
    for receipt in session.exec(refused).all():
        session.delete(receipt)


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
    """The contents of one earlier snapshot of this user."""
    return session.get(SnapshotIndex, (user_id, taken_at))


def forget_snapshots(session: Session, user_id: UUID, kept: int) -> None:
    """Keep only a user's newest snapshots; with two at once either may do it."""
    of_user = col(SnapshotIndex.user_id) == user_id
    newest = select(SnapshotIndex.taken_at).where(of_user).order_by(col(SnapshotIndex.taken_at).desc())
    oldest_kept = session.exec(newest.offset(kept - 1).limit(1)).first()
    if oldest_kept:
        session.connection().execute(delete(SnapshotIndex).where(of_user, col(SnapshotIndex.taken_at) < oldest_kept))


def count_missing(session: Session, device: UUID) -> int:
    """Count the sequence numbers of a device that never arrived."""
    highest, arrived = session.exec(
        select(func.max(Receipt.seq), func.count(func.distinct(Receipt.seq))).where(
            Receipt.device == device, Receipt.seq > 0
        )
    ).one()
    return (highest or 0) - arrived

"""Receipts of operations from phones, the epoch of this store, and the contents of each user's snapshot."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id, partial_index

ACCEPTED = text("status = 'accepted'")
REFUSED = text("status <> 'accepted' and replaced_by is null")
"""Written exactly as in the partial indexes: a condition with other words, or with a parameter, does not use them."""


class Receipt(SQLModel, table=True):
    """One received operation of one user. Holds ids and states only; ``result`` only when it was accepted.

    Each user's receipts are separate: an id refused to one user stays free for all others. An id is accepted once.
    """

    __tablename__ = "receipt"
    __table_args__ = (
        Index("ix_receipt_device_seq", "device", "seq"),
        partial_index("uq_receipt_accepted", "id", unique=True, where=ACCEPTED),
        partial_index("ix_receipt_refused", "user_id", "received_at", where=REFUSED),
    )
    user_id: UUID = Field(foreign_key="app_user.id", primary_key=True)
    id: UUID = Field(primary_key=True)
    device: UUID
    seq: int
    """0 for an operation that never came, but was repaired already."""
    kind: str
    content_hash: str
    status: str
    code: str = ""
    result: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    replaces: UUID | None = None
    replaced_by: UUID | None = None
    """The accepted repair of this one, however many tries came before."""
    received_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class Epoch(SQLModel, table=True):
    """The life of this store: a restore from backup starts a new one."""

    __tablename__ = "epoch"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    started_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    backed_up_through: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class SnapshotIndex(SQLModel, table=True):
    """The fragments of one snapshot with their versions, so that the next can say which must go."""

    __tablename__ = "snapshot_index"
    user_id: UUID = Field(foreign_key="app_user.id", primary_key=True)
    taken_at: datetime = Field(sa_column=moment_column(primary_key=True))
    versions: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))

"""Tables of oversight: unusual reading that was found, and how far the log was looked through."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, partial_index
from webapp.people.merging.columns import Stays, merges

_OPEN = text("seen_at IS NULL")


class UnusualReading(SQLModel, table=True):
    """One finding of one rule about one person in one stretch of time; its id follows from these."""

    __tablename__ = "unusual_reading"
    __table_args__ = (
        Index("ix_unusual_reading_region", "region_id", "last_at"),
        partial_index("ix_unusual_reading_open", "region_id", "last_at", where=_OPEN),
    )
    id: UUID = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    rule: str
    user_id: UUID | None = Field(default=None, foreign_key="app_user.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Stays("as it was read: the log cannot move"))
    )
    since: datetime = Field(sa_column=moment_column())
    """The first act that counts."""
    last_at: datetime = Field(sa_column=moment_column())
    count: int
    found_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    seen_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    seen_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    words: str | None = Field(default=None, sa_column=Column(Sealed))
    """The overseer's judgement."""


class OversightMark(SQLModel, table=True):
    """The moment up to which the log of a region was looked through."""

    __tablename__ = "oversight_mark"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    through: datetime = Field(sa_column=moment_column())

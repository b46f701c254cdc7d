"""The table of late words."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, partial_index
from webapp.people.merging.columns import Moves, merges

_UNSEEN = text("seen_at IS NULL")


class LateWord(SQLModel, table=True):
    """A change or an outcome that came too late to be made: those who work with the client now decide on it.

    ``id`` is the operation's, ``kind`` its kind. ``said`` is JSON: field → value, as its sender wanted it.
    """

    __tablename__ = "late_word"
    __table_args__ = (partial_index("ix_late_word_unseen", "region_id", "came_at", where=_UNSEEN),)
    id: UUID = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    client_id: UUID = Field(foreign_key="client.id", index=True, sa_column_kwargs=merges(Moves()))
    author_id: UUID = Field(foreign_key="app_user.id")
    kind: str
    said: str = Field(sa_column=Column(Sealed, nullable=False))
    written_at: datetime = Field(sa_column=moment_column())
    came_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    known_until: datetime = Field(sa_column=moment_column())
    seen_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    seen_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("late_word", self.id, self.client_id, "working_relation"),)


Said = dict[str, Any]

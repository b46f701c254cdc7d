"""Tables of the host's own page: its links, and calls for help."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id, partial_index


class HostLink(SQLModel, table=True):
    """A secret address of a host's page; only its hash is kept. ``by_mail``: who has it read that mailbox."""

    __tablename__ = "host_link"
    token_hash: str = Field(primary_key=True)
    host_id: UUID = Field(foreign_key="host.id", index=True)
    by_mail: bool = False
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    ends_at: datetime = Field(sa_column=moment_column(index=True))


class HelpAsked(SQLModel, table=True):
    """A host asks for help; the coordinator's first page shows it until somebody answered."""

    __tablename__ = "host_help"
    __table_args__ = (partial_index("ix_host_help_open", "region_id", "asked_at", where=text("answered_at IS NULL")),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    host_id: UUID = Field(foreign_key="host.id", index=True)
    region_id: UUID = Field(foreign_key="region.id")
    asked_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    words: str | None = Field(default=None, sa_column=Column(Sealed))
    answered_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    answered_by: UUID | None = Field(default=None, foreign_key="app_user.id")

    def read_by(self, _actor: object) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("host_help", self.id, None, "region"),)

"""The table of moments of support."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges
from webapp.words import Worded


class SupportKind(Worded):
    """The kind of support."""

    peer = "peer", N_("Ervaringsdeskundige")
    financial = "financial", N_("Geldzaken")


class SupportMoment(SQLModel, table=True):
    """Somebody was supported on a day. ``id`` is the form's. No word about it is kept: only that it was."""

    __tablename__ = "support_moment"
    __table_args__ = (
        Index("ix_support_moment_placement", "placement_id", "given_on", "id"),
        Index("ix_support_moment_client", "client_id"),
        Index("ix_support_moment_region", "region_id", "given_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    placement_id: UUID = Field(foreign_key="placement.id")
    client_id: UUID | None = Field(default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves()))
    kind: str
    given_on: date
    minutes: int | None = None
    """None: nobody kept the time."""
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    undone_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

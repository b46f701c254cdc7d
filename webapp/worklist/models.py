"""The table of what people did with what was due."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges


class DueDone(SQLModel, table=True):
    """One outcome that a person gave. ``id`` is the form's; undone, it stays readable and counts no more.

    ``subject_id``: the record of the fact, in the table of its own feature.
    """

    __tablename__ = "due_done"
    __table_args__ = (
        Index("ix_due_done_subject", "region_id", "subject_id"),
        Index("ix_due_done_client", "client_id", "at"),
        Index("ix_due_done_rule", "region_id", "rule", "done_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    rule: str
    subject_id: UUID
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Afgeronde taken")))
    )
    due_on: date
    """The day it was due: the round that this outcome is about."""
    done_on: date
    outcome: str
    settles: bool
    """True when nothing is due after it, so that a question for facts can leave it out."""
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The values of the record that the outcome changed, for an undo."""
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    undone_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    undone_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

"""The table of answers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class TakenRow(SQLModel, table=True):
    """An answer to a step. Append-only: a mistake is taken back by another row.

    ``subject_id``: the record on this course, in the table of its own feature. ``region_id`` is that record's.
    """

    __tablename__ = "taken"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    subject_id: UUID = Field(primary_key=True)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    kind: str
    step: str
    answer: str
    party: str
    reason: str = ""
    until: date | None = None
    by: UUID = Field(foreign_key="app_user.id")
    link_id: UUID | None = None
    """The personal link by which the party itself answered; ``by`` is then the user who gave it to them."""
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

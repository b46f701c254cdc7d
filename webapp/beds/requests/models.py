"""The table of 'no place found'."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class NoPlace(SQLModel, table=True):
    """A person found no place tonight. No name: it is counted. ``id`` is the operation's."""

    __tablename__ = "no_place"
    __table_args__ = (Index("ix_no_place_region_night", "region_id", "night"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    night: date
    reason: str = ""
    persons: int = 1
    request_id: UUID | None = Field(default=None, foreign_key="bed_request.id", index=True)
    """The failed request it was reported from: for all its people, once."""
    told_by: UUID = Field(foreign_key="app_user.id")
    told_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    undone_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

"""The table of visits to the people of a match."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, new_id


class MatchVisit(SQLModel, table=True):
    """A visit by a volunteer; ``id`` is the operation's. A mistake is withdrawn, never changed."""

    __tablename__ = "match_visit"
    __table_args__ = (Index("ix_match_visit_match", "match_id", "on"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    match_id: UUID = Field(foreign_key="room_match.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    on: date
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

"""The terms of keeping, as dated rows of a region. They tell of nobody."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class RoomTerms(SQLModel, table=True):
    """The terms from a day on; none is ever changed. Of those whose day came, the one that was set last holds."""

    __tablename__ = "room_terms"
    __table_args__ = (Index("ix_room_terms_region", "region_id", "set_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    kept_months: int
    """After the end of a tenancy, a match, or a host who had a room on offer."""
    withdrawn_kept_weeks: int
    """After a sign-up or a request came to nothing."""
    holds_from: date
    reason: str
    source: str = ""
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

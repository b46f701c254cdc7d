"""The target of a year, as dated rows of a region. They tell of nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class RoomTarget(SQLModel, table=True):
    """The number of tenancies that a region means to begin in a year: the newest row holds, and none is changed."""

    __tablename__ = "room_target"
    __table_args__ = (Index("ix_room_target_year", "region_id", "year", "set_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    year: int
    target: int
    source: str = ""
    set_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

"""The table of count days."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column


class EthosCount(SQLModel, table=True):
    """A count day of a region: each person counts with their last contact of ``days`` days up to it."""

    __tablename__ = "ethos_count"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    day: date = Field(primary_key=True)
    days: int
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

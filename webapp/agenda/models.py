"""The table of secret addresses of calendars."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column


class CalendarFeed(SQLModel, table=True):
    """The one calendar of a user, while it is on. Only the hash of its address is kept."""

    __tablename__ = "calendar_feed"
    user_id: UUID = Field(primary_key=True, foreign_key="app_user.id")
    region_id: UUID = Field(foreign_key="region.id")
    token_hash: str = Field(unique=True)
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    read_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The last time a calendar asked for it, to the hour."""

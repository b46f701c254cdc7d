"""The points count kept with a room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column


class RoomCount(SQLModel, table=True):
    """The answers on a room, as JSON, and what they counted then; amounts are cents of bare rent a month."""

    __tablename__ = "room_count"
    room_id: UUID = Field(primary_key=True, foreign_key="room.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    answers: str
    points: int
    max_cents: int
    year: int
    counted_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """None when the host answered at the sign-up."""
    counted_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

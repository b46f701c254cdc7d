"""The weights of matching, as dated rows of a region. They tell of nobody."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id
from webapp.rooms.matching.facts import Weights


class RoomWeights(SQLModel, table=True):
    """The weights from a moment on: the newest row of a region holds, and none is ever changed."""

    __tablename__ = "room_weights"
    __table_args__ = (Index("ix_room_weights_region", "region_id", "set_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    attention: int
    rent: int
    empty: int
    stay: int
    waiting: int
    scarce_youth: int
    scarce_room: int
    travel: int = Field(default=20, sa_column_kwargs={"server_default": "20"})
    reason: str
    source: str = ""
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    @property
    def weights(self) -> Weights:
        """The same as plain numbers."""
        return Weights(**{name: getattr(self, name) for name in Weights.__dataclass_fields__})

"""The target of a year, and how far each offer and match came. They name nobody."""

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


class RoomWay(SQLModel, table=True):
    """How far one host's offer, or one match, came: what ``store.list_offers`` and ``list_matches`` tell of it.

    It follows from those records and is written anew in the transaction that changes one of them (``kept``).
    ``id``: the host, a room without one, or the match; ``record_id``: the room, or the match.
    """

    __tablename__ = "room_way"
    __table_args__ = (Index("ix_room_way_began", "region_id", "of_match", "at_1"),)
    id: UUID = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    of_match: bool
    record_id: UUID
    municipality: str
    channel: str
    at_1: datetime = Field(sa_column=moment_column())
    at_2: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    at_3: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    at_4: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    at_5: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment by which each step, and all before it, were reached."""
    days_2: int | None = None
    days_3: int | None = None
    days_4: int | None = None
    days_5: int | None = None
    """The whole days since the step before."""
    lost_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    lost_by: str = ""
    """The reason that it fell away; '' while it goes on."""

"""Pictures of rooms; the bytes stand apart, so that a list reads none."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, new_id


class RoomPicture(SQLModel, table=True):
    """A picture of a room. ``alt`` says in words what it shows."""

    __tablename__ = "room_picture"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    room_id: UUID = Field(foreign_key="room.id", index=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    alt: str = Field(sa_column=Column(Sealed, nullable=False))
    width: int
    height: int
    added_by: UUID = Field(foreign_key="app_user.id")
    added_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class RoomPictureData(SQLModel, table=True):
    """The WebP of a picture, in base64, sealed."""

    __tablename__ = "room_picture_data"
    picture_id: UUID = Field(primary_key=True, foreign_key="room_picture.id")
    webp: str = Field(sa_column=Column(Sealed, nullable=False))

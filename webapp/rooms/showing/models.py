"""What a youth agreed to show on the public page."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Words, moment_column


class YouthShowing(SQLModel, table=True):
    """A youth on the public page, as agreed on a day. Taken off, the row is gone: no other page needs it.

    It holds fixed words alone. No free text: a sentence about oneself is what one is recognised by.
    """

    __tablename__ = "youth_showing"
    request_id: UUID = Field(primary_key=True, foreign_key="room_request.id")
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    attention: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    day_activity: str = ""
    agreed_on: date
    published_by: UUID = Field(foreign_key="app_user.id")
    published_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

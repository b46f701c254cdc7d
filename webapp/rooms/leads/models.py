"""The table of leads."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id


class Lead(SQLModel, table=True):
    """Somebody who may offer a room and agreed to be called; ``id`` is the operation's.

    Name, number and note are erased some weeks after its outcome; outcome and dates stay to be counted.
    """

    __tablename__ = "room_lead"
    __table_args__ = (
        Index("ix_room_lead_open", "region_id", "outcome", "created_at"),
        Index("ix_room_lead_own", "created_by", "created_at"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    name: str | None = Field(default=None, sa_column=Column(Sealed))
    phone: str | None = Field(default=None, sa_column=Column(Sealed))
    municipality: str = ""
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    created_by: UUID = Field(foreign_key="app_user.id")
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    outcome: str | None = None
    closed_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    closed_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("room_lead", self.id, None, "region" if actor.may(Permission.coordinate_rooms) else "own"),)

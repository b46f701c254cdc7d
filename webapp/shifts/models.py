"""The tables of shifts: the moment someone last looked, and lines to the next shift."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id


class LastShift(SQLModel, table=True):
    """When a user looked what changed: ``looked_at`` in this shift, ``since`` in the one before."""

    __tablename__ = "last_shift"
    user_id: UUID = Field(primary_key=True, foreign_key="app_user.id")
    since: datetime = Field(sa_column=moment_column())
    looked_at: datetime = Field(sa_column=moment_column())


class ShiftNote(SQLModel, table=True):
    """One line to the next shift of a team, or of one house. ``id`` is the form's. It is erased after some days."""

    __tablename__ = "shift_note"
    __table_args__ = (Index("ix_shift_note_team", "organisation_id", "at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    shelter_id: UUID | None = Field(default=None, foreign_key="shelter.id")
    """The house it is for; None: the team of the organisation."""
    text: str = Field(sa_column=Column(Sealed, nullable=False))
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column(index=True))

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("shift_note", self.id, None, "own" if self.by == actor.user_id else "organisation"),)

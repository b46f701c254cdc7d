"""The table of households."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges


class HouseholdMember(SQLModel, table=True):
    """One person belongs to one household. A household is no more than its members; of one left, there is none.

    After a merge a person may have a row in two households: then those who live with either live with this person, and
    an undo gives each back its own.
    """

    __tablename__ = "household_member"
    __table_args__ = (
        Index("ix_household_member_client", "client_id", "left_at"),
        Index("ix_household_member_household", "household_id", "left_at"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    household_id: UUID
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    """The organisation that wrote it down."""
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Huishouden"))))
    added_by: UUID = Field(foreign_key="app_user.id")
    added_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    left_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    left_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

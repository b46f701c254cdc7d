"""The tables of the monitor: convenants and their partners."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class ExitCovenant(SQLModel, table=True):
    """Organisations of a region that agreed to share how exits go. ``organisation_id`` keeps it."""

    __tablename__ = "exit_covenant"
    __table_args__ = (Index("ix_exit_covenant_region", "region_id", "made_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    name: str
    source: str = ""
    """Where it was signed."""
    version: int = 1
    """Counts the changes of its partners."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class ExitPartner(SQLModel, table=True):
    """An organisation is a partner of a convenant."""

    __tablename__ = "exit_partner"
    covenant_id: UUID = Field(primary_key=True, foreign_key="exit_covenant.id")
    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id", index=True)

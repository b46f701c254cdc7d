"""The table of one region's requests to its neighbour for a night."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id


class Overflow(SQLModel, table=True):
    """Places for a night, asked of a partner region. No names: numbers, and the needs of the group.

    Both regions see this one row and nothing else of each other. ``id`` is the form's. The answers are in ``taken``.
    """

    __tablename__ = "overflow"
    __table_args__ = (
        Index("ix_overflow_region_night", "region_id", "night"),
        Index("ix_overflow_partner_night", "partner_id", "night"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    partner_id: UUID = Field(foreign_key="region.id")
    night: date
    places: int
    needs: str | None = Field(default=None, sa_column=Column(Sealed))
    asked_by: UUID = Field(foreign_key="app_user.id")
    asked_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    offered: int | None = None
    until: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    report_at: str = ""
    answer: str = ""
    transport: str = ""
    leaves_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    arrived: int | None = None

    @property
    def began(self) -> datetime:
        """The moment of the request."""
        return self.asked_at

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("overflow", self.id, None, "region"),)

    def is_over_at(self, now: datetime) -> bool:
        """True when its night has passed: nothing is asked or offered any more."""
        return clock.end_of_night(self.night) <= now

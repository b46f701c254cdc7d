"""Tables of the winter regime."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id

USUAL_THRESHOLD = -5
"""Wind chill in °C from which most regions outside the big cities consider the regime."""


class ColdRule(SQLModel, table=True):
    """The wind chill (°C) from which a region considers the regime. It warns nobody: a person decides."""

    __tablename__ = "cold_rule"
    region_id: UUID = Field(foreign_key="region.id", primary_key=True)
    threshold: int = USUAL_THRESHOLD
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class ColdActivation(SQLModel, table=True):
    """The regime in a region from one moment until another, with person, time and reason of the decision.

    Never rewritten.
    """

    __tablename__ = "cold_activation"
    __table_args__ = (Index("ix_cold_activation_region_ends", "region_id", "ends_at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    begins_at: datetime = Field(sa_column=moment_column())
    ends_at: datetime = Field(sa_column=moment_column())
    reason: str
    threshold: int
    """The region's threshold at the decision."""
    decided_by: UUID = Field(foreign_key="app_user.id")
    decided_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    ended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment a person ended it early."""
    ended_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    end_reason: str = ""

    @property
    def over_at(self) -> datetime:
        """The moment it was, or will be, over."""
        return min(self.ends_at, self.ended_at) if self.ended_at else self.ends_at

    def is_active(self, now: datetime) -> bool:
        """True when the regime holds at this moment."""
        return self.ended_at is None and self.begins_at <= now < self.ends_at

    def is_open(self, now: datetime) -> bool:
        """True when it holds or is still to begin."""
        return self.ended_at is None and now < self.ends_at


class ColdBeds(SQLModel, table=True):
    """The number of extra beds of one shelter from a minute on, while the activation holds.

    Dated rows: a change never rewrites the past. The newest is the present number. The category's kind is ``winter``.
    """

    __tablename__ = "cold_beds"
    activation_id: UUID = Field(foreign_key="cold_activation.id", primary_key=True)
    category_id: UUID = Field(foreign_key="bed_category.id", primary_key=True, index=True)
    from_at: datetime = Field(sa_column=moment_column(primary_key=True))
    """A whole minute, never before the activation begins."""
    places: int

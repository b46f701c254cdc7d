"""The tables of tenancies, their evaluations and signals."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, moment_column, new_id, partial_index
from webapp.rooms.tenancies.words import RUNNING

_RUNNING = text("state = 'running'")
_OPEN = text("done_at IS NULL AND follow_up_on IS NOT NULL")


class Tenancy(SQLModel, table=True):
    """The contract of one match. ``id`` is the form's; the law of its first day rules (``rooms.grounds``)."""

    __tablename__ = "tenancy"
    __table_args__ = (
        UniqueConstraint("match_id"),
        Index("ix_tenancy_listed", "region_id", "starts_on", "id"),
        Index("ix_tenancy_state", "region_id", "state", "starts_on", "id"),
        partial_index("ix_tenancy_running", "region_id", "id", where=_RUNNING),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    match_id: UUID = Field(foreign_key="room_match.id")
    ground: str
    has_proof: bool = False
    starts_on: date
    ends_on: date | None = None
    notice_until: date | None = None
    """The last day on which the landlord can give notice; None where the ground has none, or it is not known."""
    rent: int
    """Euros a month, all-in, as it was agreed."""
    house_rules: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    buddy_by: date | None = None
    """The day by which the support worker finds a buddy; None where the host lives in."""
    buddy_on: date | None = None
    """The day a buddy was found. Who it is stands with the worker."""
    evaluation_on: date | None = None
    """The next evaluation."""
    kept_by: UUID = Field(foreign_key="app_user.id")
    """The coordinator who sees to it now."""
    signed_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = RUNNING
    ended_on: date | None = None
    end_reason: str = ""
    went_to: str = ""


class TenancyEvaluation(SQLModel, table=True):
    """One side's answer to one evaluation. The sides read nothing of each other."""

    __tablename__ = "tenancy_evaluation"
    __table_args__ = (UniqueConstraint("tenancy_id", "due_on", "party"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    tenancy_id: UUID = Field(foreign_key="tenancy.id")
    due_on: date
    party: str
    region_id: UUID = Field(foreign_key="region.id")
    grade: str
    words: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    given_by: UUID = Field(foreign_key="app_user.id")
    """The user who wrote it down, or gave the link."""
    link_id: UUID | None = None
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class TenancySignal(SQLModel, table=True):
    """A sign that something is wrong, with what follows and by when."""

    __tablename__ = "tenancy_signal"
    __table_args__ = (
        Index("ix_tenancy_signal_tenancy", "tenancy_id", "at"),
        partial_index("ix_tenancy_signal_open", "region_id", "follow_up_on", where=_OPEN),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    tenancy_id: UUID = Field(foreign_key="tenancy.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    kind: str
    note: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    follow_up_on: date | None = None
    done_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    outcome: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

"""Tables of respite and small facilities. They stand apart from the shelters: none is a bed for tonight."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id
from webapp.errors import N_
from webapp.facilities.kinds import FacilityKind
from webapp.people.merging.columns import Moves, merges


class Facility(SQLModel, table=True):
    """A respite house or a small home."""

    __tablename__ = "facility"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    kind: str = FacilityKind.respite.value
    name: str
    municipality: str = ""
    address: str = ""
    phone: str
    note: str = ""
    longest_days: int = 14
    """The usual longest stay in days; longer is shown, never refused."""
    visitors_target: int | None = None
    """The wanted number of different visitors a week; None without a meeting place."""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class FacilityStaff(SQLModel, table=True):
    """A member of staff: keeps the guests and the numbers."""

    __tablename__ = "facility_staff"
    facility_id: UUID = Field(foreign_key="facility.id", primary_key=True)
    user_id: UUID = Field(foreign_key="app_user.id", primary_key=True, index=True)
    since: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    """A person whose present job began later must be chosen again."""


class RespiteStay(SQLModel, table=True):
    """A person who lives on their own stays here for a while. The name is sealed; ``id`` is the form's.

    A stay covers the nights from ``arrived_on`` up to, not with, ``left_on``. A mistaken one has ``undone_at``, no name
    any more, and counts nowhere.
    """

    __tablename__ = "respite_stay"
    __table_args__ = (Index("ix_respite_stay_facility_left", "facility_id", "left_on"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    facility_id: UUID = Field(foreign_key="facility.id")
    client_id: UUID | None = Field(
        default=None,
        foreign_key="client.id",
        sa_column_kwargs=merges(Moves(N_("Respijtverblijven"), is_indexed=False)),
    )
    name: str | None = Field(default=None, sa_column=Column(Sealed))
    referrer: str
    arrived_on: date
    expected_until: date
    left_on: date | None = None
    outcome: str = ""
    entered_by: UUID = Field(foreign_key="app_user.id")
    entered_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    left_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    left_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment the departure was entered."""
    undone_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: only the staff of the house see it."""
        return (Read("respite_stay", self.id, self.client_id, "facility"),)


class FacilityFigure(SQLModel, table=True):
    """A number entered for a week or a month: append-only, the highest ``version`` holds.

    ``period`` is its first day. ``value`` None marks an earlier number as wrong and the true one as unknown: unknown is
    not zero.
    """

    __tablename__ = "facility_figure"
    __table_args__ = (UniqueConstraint("facility_id", "metric", "period", "version"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    facility_id: UUID = Field(foreign_key="facility.id")
    metric: str
    period: date
    value: int | None = None
    version: int
    entered_by: UUID = Field(foreign_key="app_user.id")
    entered_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

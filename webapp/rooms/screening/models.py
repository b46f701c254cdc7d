"""Tables of screening: one row per host with the plan and the decision, and the visits, append-only."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, Words, moment_column, new_id, partial_index
from webapp.rooms.models import ground_at_host


class Screening(SQLModel, table=True):
    """The screening of a host. ``visit_open``: its visitor may see the host, from the plan until the decision."""

    __tablename__ = "host_screening"
    __table_args__ = (
        partial_index("ix_host_screening_visitor", "visitor_id", where=text("visit_open")),
        partial_index("ix_host_screening_parked", "region_id", "parked_until", where=text("parked_until IS NOT NULL")),
        partial_index("ix_host_screening_look", "region_id", "next_look_on", where=text("next_look_on IS NOT NULL")),
    )
    host_id: UUID = Field(primary_key=True, foreign_key="host.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    visitor_id: UUID | None = Field(default=None, foreign_key="app_user.id")
    visit_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    visit_where: str | None = Field(default=None, sa_column=Column(Sealed))
    """The address, for the visitor alone."""
    visit_open: bool = False
    planned: int = 0
    """Grows with each plan: the sequence of its calendar event."""
    decision: str | None = None
    reason: str | None = None
    decided_on: date | None = None
    decided_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    next_look_on: date | None = None
    parked_until: date | None = None
    park_reason: str | None = None

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("host_screening", self.host_id, None, ground_at_host(actor)),)


class HostVisit(SQLModel, table=True):
    """What somebody saw or heard of a host on a day; ``id`` is the operation's. A mistake is withdrawn, never changed.

    ``certificate_on``: the date on the VOG that was shown; no copy and no number is kept.
    """

    __tablename__ = "host_visit"
    __table_args__ = (Index("ix_host_visit_host", "host_id", "on"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    host_id: UUID = Field(foreign_key="host.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    on: date
    checks: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    lives_alone: bool | None = None
    certificate_on: date | None = None
    reference_on: date | None = None
    consent: str | None = None
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

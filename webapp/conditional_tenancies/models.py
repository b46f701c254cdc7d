"""The tables of huren onder voorwaarden: the cases, and the dated texts and targets of a region."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.conditional_tenancies.kind import OPEN, REPORTED
from webapp.db import Sealed, moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges


class ConditionalTenancy(SQLModel, table=True):
    """A household whose home is in danger. ``id`` is the form's; the answers are in ``taken``. No diagnosis is here.

    ``organisation_id`` reported it, ``desk_id`` handles it.
    """

    __tablename__ = "conditional_tenancy"
    __table_args__ = (
        Index("ix_conditional_tenancy_desk", "desk_id", "reported_at", "id"),
        Index("ix_conditional_tenancy_desk_state", "desk_id", "state", "moved_at", "id"),
        Index("ix_conditional_tenancy_ours", "organisation_id", "reported_at", "id"),
        Index("ix_conditional_tenancy_ours_state", "organisation_id", "state", "moved_at", "id"),
        Index("ix_conditional_tenancy_client", "client_id", "reported_at", "id"),
        Index("ix_conditional_tenancy_reached", "region_id", "reached_on"),
        Index("ix_conditional_tenancy_term", "erased", "ended_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    desk_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Huren onder voorwaarden")))
    )
    person: str
    """The name under which the reporter knows the tenant; '' once the term is over."""
    search_key: str = ""
    cause: str
    municipality: str = ""
    landlord: str = ""
    address: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    note: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    residents: int = 1
    """The people who live there."""
    reported_by: UUID = Field(foreign_key="app_user.id")
    reported_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = REPORTED
    """The standing by its answers, for the lists: a step, or the answer that ended it."""
    moved_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    reached_on: date | None = None
    """The day on which the desk first wrote or agreed something."""
    ended_on: date | None = None
    end_reason: str = ""
    erased: bool = False

    @property
    def began(self) -> datetime:
        """The moment of the signal."""
        return self.reported_at

    @property
    def is_open(self) -> bool:
        """True while it goes on."""
        return self.state in OPEN

    def is_at_desk(self, actor: Actor) -> bool:
        """True for the organisation that handles it."""
        return self.desk_id == actor.organisation_id

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        if self.reported_by == actor.user_id:
            return "own"
        return "organisation" if self.organisation_id == actor.organisation_id else "desk"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("conditional_tenancy", self.id, self.client_id, self.ground(actor)),)


class ConditionalTerms(SQLModel, table=True):
    """The desk of a region, the text of its letter, and its target. The newest row holds; none is rewritten."""

    __tablename__ = "conditional_terms"
    __table_args__ = (Index("ix_conditional_terms_region", "region_id", "set_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    desk_id: UUID = Field(foreign_key="organisation.id")
    letter: str
    target: int | None = None
    """The residents a year that the region aims to reach."""
    source: str = ""
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

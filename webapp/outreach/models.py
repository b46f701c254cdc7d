"""Tables of outreach: places, visits to them, the ways of youths, and the target of a year."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges


class MeetingPlace(SQLModel, table=True):
    """A place where youths are met, kept by one organisation. It tells of nobody. ``id`` is the form's."""

    __tablename__ = "meeting_place"
    __table_args__ = (Index("ix_meeting_place_organisation", "organisation_id", "ended_on"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    name: str
    municipality: str = ""
    times: str = ""
    """When youths are there, a line each, as ``directory.typed_hours`` writes them."""
    note: str = ""
    ended_on: date | None = None
    """The day from which nobody goes there any more."""
    visited_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    visited_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    met: int | None = None
    """The number of youths at the last visit; None: not told."""
    changed_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class PlaceVisit(SQLModel, table=True):
    """One visit of a worker to a place; ``met`` youths were there, None when that was not told."""

    __tablename__ = "place_visit"
    __table_args__ = (Index("ix_place_visit_place", "place_id", "at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    place_id: UUID = Field(foreign_key="meeting_place.id")
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(sa_column=moment_column())
    met: int | None = None


class OutreachCourse(SQLModel, table=True):
    """The way of one youth, once per client however often it begins again; its answers are in ``taken``."""

    __tablename__ = "outreach_course"
    __table_args__ = (
        Index("ix_outreach_course_region", "region_id", "began_on", "id"),
        Index("ix_outreach_course_organisation", "organisation_id", "began_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID = Field(
        foreign_key="client.id", unique=True, sa_column_kwargs=merges(Moves(N_("Trajecten van toeleiding")))
    )
    began_on: date
    """The day of the first contact; its year counts this person."""
    started_by: UUID = Field(foreign_key="app_user.id")
    started_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    @property
    def began(self) -> datetime:
        """The begin of its first step."""
        return datetime.combine(self.began_on, time(), clock.AMSTERDAM)

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        why = "organisation" if self.organisation_id == actor.organisation_id else "working_relation"
        return (Read("outreach_course", self.id, self.client_id, why),)


class OutreachTarget(SQLModel, table=True):
    """The number of youths that a region means to reach in a year, and where that stands."""

    __tablename__ = "outreach_target"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    year: int = Field(primary_key=True)
    target: int
    source: str = ""
    set_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

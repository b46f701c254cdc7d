"""Tables of programmes and their dated terms."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Words, moment_column, new_id
from webapp.placements.shapes import SHAPES, Shape


class Programme(SQLModel, table=True):
    """A programme of a region, of a kind declared in code. ``organisation_id`` keeps its list."""

    __tablename__ = "programme"
    __table_args__ = (Index("ix_programme_region", "region_id", "ended_on"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    kind: str
    name: str
    organisations: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    """The organisations that offer its places, by name."""
    began_on: date
    ended_on: date | None = None
    """The day from which nobody is referred to it any more."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    @property
    def shape(self) -> Shape:
        """The kind, as code."""
        return SHAPES[self.kind]

    def is_open(self, day: date) -> bool:
        """True when people can be referred to it on a day."""
        return self.ended_on is None or self.ended_on > day

    def is_kept_by(self, actor: Actor) -> bool:
        """True for the organisation that keeps its list."""
        return self.organisation_id == actor.organisation_id


class ProgrammeTerms(SQLModel, table=True):
    """The numbers of a programme from a day on. Dated rows: a change never rewrites the past."""

    __tablename__ = "programme_terms"
    programme_id: UUID = Field(primary_key=True, foreign_key="programme.id")
    from_date: date = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    decision_days: int
    """Days between a referral and its decision."""
    offer_days: int
    """Days to answer an offer."""
    stay_months: int | None = None
    """The longest stay; None: as long as needed."""
    target: int | None = None
    """People placed a year that the region aims at."""
    reasons: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    """Reasons of its own to decline an offer, beside those of the house."""
    source: str = ""
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

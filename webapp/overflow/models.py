"""The table of what one region asks of its neighbour for a night."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Moment, Sealed, new_id
from webapp.errors import N_


def _moment(*, nullable: bool = True) -> Column[datetime]:
    return Column(Moment, nullable=nullable)


class OverflowState(StrEnum):
    """Where it stands. ``expired`` comes by the clock, nobody sets it."""

    asked = "asked"
    offered = "offered"
    refused = "refused"
    moving = "moving"
    arrived = "arrived"
    cancelled = "cancelled"
    expired = "expired"


STATE_LABELS = {
    OverflowState.asked: N_("gevraagd"),
    OverflowState.offered: N_("aangeboden"),
    OverflowState.refused: N_("kan niet"),
    OverflowState.moving: N_("onderweg"),
    OverflowState.arrived: N_("aangekomen"),
    OverflowState.cancelled: N_("ingetrokken"),
    OverflowState.expired: N_("tijd is om"),
}


class Overflow(SQLModel, table=True):
    """Places for a night, asked of a partner region. No names: numbers, and what the group needs.

    Both regions see this one row and nothing else of each other. ``id`` is the form's.
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
    asked_at: datetime = Field(default_factory=clock.stamp, sa_column=_moment(nullable=False))
    state: str = OverflowState.asked.value
    offered: int | None = None
    until: datetime | None = Field(default=None, sa_column=_moment())
    report_at: str = ""
    answer: str = ""
    answered_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    answered_at: datetime | None = Field(default=None, sa_column=_moment())
    transport: str = ""
    leaves_at: datetime | None = Field(default=None, sa_column=_moment())
    moved_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    moved_at: datetime | None = Field(default=None, sa_column=_moment())
    arrived: int | None = None
    arrived_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    arrived_at: datetime | None = Field(default=None, sa_column=_moment())
    cancelled_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    cancelled_at: datetime | None = Field(default=None, sa_column=_moment())

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """What the access log notes when it is shown."""
        return (Read("overflow", self.id, None, "region"),)

    def state_at(self, now: datetime) -> OverflowState:
        """Where it stands by the server's clock: an offer that nobody took in time, or a night that is over."""
        state = OverflowState(self.state)
        if state is OverflowState.offered and self.until is not None and self.until <= now:
            return OverflowState.expired
        if state is OverflowState.asked and self.is_over_at(now):
            return OverflowState.expired
        return state

    def is_over_at(self, now: datetime) -> bool:
        """Whether its night has passed: nothing is asked or offered any more."""
        return clock.end_of_night(self.night) <= now

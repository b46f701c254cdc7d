"""The table of those who come along: the known others of a party, each by name."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id, partial_index
from webapp.people.merging.columns import Moves, merges

NOT_COME = text("name IS NOT NULL AND came_at IS NULL")
"""As the partial index says it; a parameter would not use it."""


class Companion(SQLModel, table=True):
    """One of the household for whom a bed is asked, beside the person of the request. The name is sealed.

    ``stay_id`` is the party's present stay, from arrival; each goes (``left_at``) and comes by themselves. One who
    comes again gets another row, so that the nights between are none.
    """

    __tablename__ = "bed_companion"
    __table_args__ = (
        Index("ix_bed_companion_request", "request_id"),
        Index("ix_bed_companion_stay", "stay_id"),
        Index("ix_bed_companion_client", "client_id", "night"),
        partial_index("ix_bed_companion_named", "region_id", "night", where=NOT_COME),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    request_id: UUID | None = Field(default=None, foreign_key="bed_request.id")
    stay_id: UUID | None = Field(default=None, foreign_key="bed_stay.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(follows=("request_id", "stay_id")))
    )
    name: str | None = Field(default=None, sa_column=Column(Sealed))
    night: date
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    came_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    left_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    @property
    def is_here(self) -> bool:
        """True from arrival until they go by themselves; the end of the party's stay is no part of it."""
        return self.came_at is not None and self.left_at is None

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        subject, of = ("bed_stay", self.stay_id) if self.stay_id else ("bed_request", self.request_id)
        ground = "organisation" if self.organisation_id == actor.organisation_id else "shelter"
        return (Read(subject, of or self.id, self.client_id, ground),) if self.client_id else ()

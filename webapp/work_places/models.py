"""The tables of work places: offers, candidates, and the dated settings of a region."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges
from webapp.work_places.kind import OPEN, WAITS

_LOOKED = text("state = 'works'")


class WorkOffer(SQLModel, table=True):
    """An employer offers work to some people. ``organisation_id``: the desk that keeps it."""

    __tablename__ = "work_offer"
    __table_args__ = (Index("ix_work_offer_kept", "organisation_id", "made_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    employer: str
    contact: str = ""
    phone: str = ""
    work: str
    hours: int
    """A week, about."""
    places: int
    municipality: str = ""
    from_date: date
    withdrawn_on: date | None = None
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class WorkPlacement(SQLModel, table=True):
    """Somebody who looks for a work place, or has one; the answers are in ``taken``. No diagnosis stands here.

    ``organisation_id`` brought them, ``desk_id`` looks. An employer sees ``first_name`` and ``agreed``, nothing else.
    """

    __tablename__ = "work_placement"
    __table_args__ = (
        Index("ix_work_placement_desk", "desk_id", "made_at", "id"),
        Index("ix_work_placement_desk_state", "desk_id", "state", "moved_at", "id"),
        Index("ix_work_placement_ours", "organisation_id", "made_at", "id"),
        Index("ix_work_placement_client", "client_id", "made_at", "id"),
        Index("ix_work_placement_offer", "offer_id", "state"),
        Index("ix_work_placement_first", "region_id", "first_day"),
        Index("ix_work_placement_term", "erased", "ended_on"),
        partial_index("ix_work_placement_look", "desk_id", "look_on", "id", where=_LOOKED),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    desk_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Werkplekken")))
    )
    person: str
    """The name under which the referrer knows this person; '' once the term is over."""
    search_key: str = ""
    wish: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    """The work, hours and travel that this person looks for."""
    offer_id: UUID | None = Field(default=None, foreign_key="work_offer.id")
    first_name: str = ""
    agreed: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    first_day: date | None = None
    look_on: date | None = None
    """The day on which somebody asks whether they are still at work."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = WAITS
    """The standing by its answers, for the lists: a step, or the answer that ended it."""
    moved_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    ended_on: date | None = None
    end_reason: str = ""
    erased: bool = False

    @property
    def began(self) -> datetime:
        """The moment of the referral."""
        return self.made_at

    @property
    def is_open(self) -> bool:
        """True while it goes on."""
        return self.state in OPEN

    def is_at_desk(self, actor: Actor) -> bool:
        """True for the organisation that looks for a place."""
        return self.desk_id == actor.organisation_id

    def ground(self, actor: Actor | None) -> str:
        """The ground of this reader's access, for the access log; None reads by a link."""
        if actor is None:
            return "link"
        if self.made_by == actor.user_id:
            return "own"
        return "organisation" if self.organisation_id == actor.organisation_id else "desk"

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("work_placement", self.id, self.client_id, self.ground(actor)),)


@dataclass(frozen=True)
class Agreement:
    """A placement as its employer reads it by a link, whoever else they are."""

    row: WorkPlacement

    def read_by(self, _actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.row.read_by(None)


class WorkTerms(SQLModel, table=True):
    """The desk of a region, its target, and the months until the look. The newest row holds; none is rewritten."""

    __tablename__ = "work_terms"
    __table_args__ = (Index("ix_work_terms_region", "region_id", "set_at", "id"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    desk_id: UUID = Field(foreign_key="organisation.id")
    months: int
    target: int | None = None
    """People a year who begin."""
    source: str = ""
    set_by: UUID = Field(foreign_key="app_user.id")
    set_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

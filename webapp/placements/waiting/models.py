"""The table of placements."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges
from webapp.placements.kind import LINE, REFERRAL
from webapp.placements.waiting.order import Place


class Placement(SQLModel, table=True):
    """One person for one programme, from the referral to the exit. ``id`` is the form's; the answers are in ``taken``.

    ``organisation_id`` referred, ``keeper_id`` keeps the list. No diagnosis stands here: only what the place needs.
    """

    __tablename__ = "placement"
    __table_args__ = (
        Index("ix_placement_line", "programme_id", "in_line", "rank", "referred_at", "id"),
        Index("ix_placement_waits", "keeper_id", "in_line", "referred_at", "id"),
        Index("ix_placement_state", "keeper_id", "state", "moved_at", "id"),
        Index("ix_placement_kept", "keeper_id", "referred_at", "id"),
        Index("ix_placement_referred", "organisation_id", "referred_at", "id"),
        Index("ix_placement_client", "client_id", "referred_at", "id"),
        Index("ix_placement_ended", "region_id", "ended_on", "id"),
        Index("ix_placement_placed", "programme_id", "placed_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    keeper_id: UUID = Field(foreign_key="organisation.id")
    programme_id: UUID = Field(foreign_key="programme.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Plaatsingen")))
    )
    person: str
    """The name under which the referrer knows a person who is no client."""
    search_key: str = ""
    urgency: str
    rank: int
    """The place of the urgency among the others, 0 first."""
    interim_support: bool = False
    """True when somebody helps this person while they wait."""
    municipality: str = ""
    """Where this person wants to live; '' for anywhere."""
    note: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    """What the place needs: stairs, pets, children."""
    sent_by: UUID = Field(foreign_key="app_user.id")
    referred_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = REFERRAL
    """The standing by its answers, for the lists: a step, or the answer that ended it."""
    in_line: bool = False
    moved_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    decided_on: date | None = None
    placed_on: date | None = None
    """The day of the first place, or on which the support began."""
    parked_until: date | None = None
    parked_for: str = ""
    declined: int = 0
    """Offers that were declined or lapsed."""
    ended_on: date | None = None
    end_reason: str = ""
    came_from: UUID | None = Field(default=None, foreign_key="programme.id")
    """The programme that ended while this person waited for it."""
    came_over_on: date | None = None
    followed: bool | None = None
    """After the exit: true when others go on with the support."""

    @property
    def began(self) -> datetime:
        """The moment of the referral."""
        return self.referred_at

    @property
    def referred_on(self) -> date:
        """The day since which this person waits."""
        return clock.local(self.referred_at).date()

    @property
    def place(self) -> Place:
        """The key of its place in the line."""
        return Place(self.rank, self.referred_at, self.id)

    def is_parked(self, day: date) -> bool:
        """True when nothing is offered to this person on a day."""
        return self.parked_until is not None and self.parked_until >= day

    def set_state(self, state: str, moved_at: datetime) -> None:
        """Note the standing for the lists."""
        self.state, self.in_line, self.moved_at = state, state in LINE, moved_at

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        if self.sent_by == actor.user_id:
            return "own"
        return "organisation" if self.organisation_id == actor.organisation_id else "placement"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("placement", self.id, self.client_id, self.ground(actor)),)

"""The tables of shares, covers and leavers, and of what each gave."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import moment_column, new_id, partial_index
from webapp.people.merging.columns import Stays, merges

_RUNS = text("ended_at IS NULL")


class Handover(SQLModel, table=True):
    """One person's clients go to a colleague from ``since`` up to ``until``. ``id`` is the form's.

    It names colleagues, and no client: reading it reads nobody. A share is about one client, a cover and a leaver about
    all of ``giver_id``. The access itself stands in the colleague's working relations (``people.grants``), which follow
    from this table and can be made from it again.
    """

    __tablename__ = "handover"
    __table_args__ = (
        Index("ix_handover_giver", "giver_id", "made_at"),
        Index("ix_handover_receiver", "receiver_id", "made_at"),
        partial_index("ix_handover_runs", "until", where=_RUNS),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    kind: str
    """A word of ``people.Granted``."""
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Stays("as it was given: store.list_clients"))
    )
    giver_id: UUID = Field(foreign_key="app_user.id")
    receiver_id: UUID = Field(foreign_key="app_user.id")
    since: datetime = Field(sa_column=moment_column())
    until: datetime = Field(sa_column=moment_column())
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    ended_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    ended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading; it is about a client when it is a share."""
        ground = "own" if actor.user_id in (self.giver_id, self.receiver_id) else "organisation"
        return (Read("handover", self.id, self.client_id, ground),) if self.client_id else ()

    @property
    def last_day(self) -> date:
        """The last day, in Amsterdam: it ends at the midnight after."""
        return clock.local(self.until - timedelta(seconds=1)).date()

    def runs_at(self, now: datetime) -> bool:
        """True while it is not over: also before it begins."""
        return self.ended_at is None and now < self.until


class HandoverClient(SQLModel, table=True):
    """A client whom a hand-over is about."""

    __tablename__ = "handover_client"
    __table_args__ = (Index("ix_handover_client_whom", "client_id", "handover_id"),)
    handover_id: UUID = Field(primary_key=True, foreign_key="handover.id")
    client_id: UUID = Field(
        primary_key=True, foreign_key="client.id", sa_column_kwargs=merges(Stays("as it was given: store.list_clients"))
    )


class HandoverFollowUp(SQLModel, table=True):
    """A follow-up that went along with a leaver's people, and its holder before."""

    __tablename__ = "handover_follow_up"
    handover_id: UUID = Field(primary_key=True, foreign_key="handover.id")
    contact_id: UUID = Field(primary_key=True, foreign_key="follow_up.contact_id")
    holder_before: UUID | None = Field(default=None, foreign_key="app_user.id")

"""The table of hand-overs of one client."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.handover.transfers.kind import PROPOSAL
from webapp.people.merging.columns import Moves, merges

_WAITS = text("state = 'proposal'")


class ClientTransfer(SQLModel, table=True):
    """A client is offered to a colleague (``to_user_id``), or to whoever of an organisation says yes.

    ``id`` is the form's. The answers are in ``taken``. Until the other accepts nothing moves.
    """

    __tablename__ = "client_transfer"
    __table_args__ = (
        Index("ix_client_transfer_client", "client_id", "sent_at"),
        Index("ix_client_transfer_sender", "sent_by", "sent_at"),
        Index("ix_client_transfer_receiver", "to_user_id", "sent_at"),
        partial_index("ix_client_transfer_waits", "to_organisation_id", "sent_at", where=_WAITS),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Overdrachten"))))
    to_organisation_id: UUID = Field(foreign_key="organisation.id")
    to_user_id: UUID | None = Field(default=None, foreign_key="app_user.id")
    """None: whoever of the organisation accepts."""
    person: str = Field(sa_column=Column(Sealed, nullable=False))
    """The name under which the sender knows this person."""
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    sent_by: UUID = Field(foreign_key="app_user.id")
    sent_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = PROPOSAL
    """The standing by its answers: the step, or the answer that ended it."""
    moved_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    """The moment of the last answer."""
    taken_by: UUID | None = Field(default=None, foreign_key="app_user.id")

    @property
    def began(self) -> datetime:
        """The moment it was proposed."""
        return self.sent_at

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        if actor.user_id in (self.sent_by, self.to_user_id, self.taken_by):
            return "own"
        return "organisation"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("client_transfer", self.id, self.client_id, self.ground(actor)),)

"""The table of ended support."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges

_CALLER = text("settled_on IS NULL AND caller_id IS NOT NULL")


class SupportEnd(SQLModel, table=True):
    """Support of a client ended. It tells no address: where somebody slept may be secret.

    ``ended_at``: the moment after which a contact is support again. ``outcome``: the one that settled the call.
    """

    __tablename__ = "support_end"
    __table_args__ = (
        partial_index("ix_support_end_open", "organisation_id", "ended_on", "id", where=text("settled_on IS NULL")),
        partial_index("ix_support_end_caller", "caller_id", "ended_on", "id", where=_CALLER),
        Index("ix_support_end_client", "client_id", "ended_on"),
        Index("ix_support_end_region", "region_id", "ended_on", "outcome", "settled_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    """The organisation that answered for the client then, and calls."""
    caller_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    """The organisation that kept the placement: its officers may call too."""
    programme: str = ""
    """The name of the programme that the person left; '' without one."""
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Nazorg"))))
    ended_on: date
    ended_at: datetime = Field(sa_column=moment_column())
    how: str
    noted_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """None: by the house itself, from a stay that ended."""
    noted_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    outcome: str = ""
    settled_on: date | None = None

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("support_end", self.id, self.client_id, self.ground(actor)),)

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access: those of the organisation call, or who kept the placement."""
        return "organisation" if self.organisation_id == actor.organisation_id else "placement"

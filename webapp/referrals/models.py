"""The table of referrals."""

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
from webapp.people.merging.columns import Moves, merges
from webapp.referrals.kind import SENT

IS_OPEN = text("state IN ('sent', 'accepted')")
"""Said in so many words by a question about some of these states: else SQLite does not find the index."""
_WAITS = text("state = 'sent' AND to_organisation_id IS NOT NULL")


class Referral(SQLModel, table=True):
    """A person is sent to a place of the directory or to an organisation of the region. ``id`` is the form's.

    The answers are in ``taken``. ``place`` is the name alone: of no place an address is copied.
    """

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_sent", "organisation_id", "sent_at", "id"),
        Index("ix_referral_received", "to_organisation_id", "sent_at", "id"),
        Index("ix_referral_client", "client_id", "sent_at"),
        partial_index("ix_referral_open", "organisation_id", "moved_at", where=IS_OPEN),
        partial_index("ix_referral_waits", "to_organisation_id", "sent_at", where=_WAITS),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Doorverwijzingen")))
    )
    contact_id: UUID | None = Field(default=None, foreign_key="street_contact.id")
    """The contact that it came from."""
    entry_id: UUID | None = Field(default=None, foreign_key="directory_entry.id")
    to_organisation_id: UUID | None = Field(default=None, foreign_key="organisation.id")
    """The organisation with users here that answers; None: the sender notes the answer of the place."""
    place: str
    person: str = Field(sa_column=Column(Sealed, nullable=False))
    """The name under which the sender knows this person."""
    purpose: str = Field(sa_column=Column(Sealed, nullable=False))
    consent: bool = False
    """True when the person agreed that their name goes along; else the receiver reads no name and gets no access."""
    keeps: bool = True
    """False: the person goes over to the receiver, who is their worker from then on."""
    sent_by: UUID = Field(foreign_key="app_user.id")
    sent_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = SENT
    """The standing by its answers, for the lists: a step, or the answer that ended it."""
    moved_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    """The moment of the last answer."""

    @property
    def began(self) -> datetime:
        """The moment it was sent."""
        return self.sent_at

    def is_ours(self, actor: Actor) -> bool:
        """True for the side of the sender."""
        return self.organisation_id == actor.organisation_id

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        if self.is_ours(actor):
            return "own" if self.sent_by == actor.user_id else "organisation"
        return "referral"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("referral", self.id, self.client_id, self.ground(actor)),)

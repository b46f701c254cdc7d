"""The table of consents to share."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges


class SharingConsent(SQLModel, table=True):
    """What one person agreed to; ``id`` is the operation's. It ends by itself after ``until``."""

    __tablename__ = "sharing_consent"
    __table_args__ = (Index("ix_sharing_consent_client", "client_id", "until"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Toestemmingen"))))
    with_whom: str
    purpose: str
    given_by: str
    """A word of ``inputs.GivenBy``."""
    given_on: date
    until: date
    noted_by: UUID = Field(foreign_key="app_user.id")
    noted_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    withdrawn_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    told_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment the other was told that it was withdrawn."""
    told_by: UUID | None = Field(default=None, foreign_key="app_user.id")

    def holds_on(self, day: date) -> bool:
        """True when it allows sharing that day."""
        return self.withdrawn_at is None and self.given_on <= day <= self.until

    @property
    def is_to_be_told(self) -> bool:
        """True when the other does not know yet that it was withdrawn."""
        return self.withdrawn_at is not None and self.told_at is None

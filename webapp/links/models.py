"""The table of personal links."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class PersonalLink(SQLModel, table=True):
    """A link for one party to one record. Only the hash of its secret is kept.

    ``purpose``: the word of its feature. ``made_by`` handed it on, and answers for the party who uses it.
    """

    __tablename__ = "personal_link"
    __table_args__ = (Index("ix_personal_link_subject", "subject_id", "purpose", "party"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    token_hash: str = Field(unique=True)
    purpose: str
    subject_id: UUID
    party: str
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    expires_at: datetime = Field(sa_column=moment_column(index=True))
    ended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment it was revoked, replaced by a newer one, or used up."""
    used_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The last act by it."""
    mailed_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment that it was handed to the mail, by whoever made it."""

    def works_at(self, now: datetime) -> bool:
        """True while it opens anything."""
        return self.ended_at is None and now < self.expires_at

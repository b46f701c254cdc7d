"""The table of privacy agreements."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id


class PrivacyAgreement(SQLModel, table=True):
    """Two organisations of a region agreed on privacy, from a day, until and including a day or without an end.

    ``one_id`` is the lower of the two. It is never changed: ended early it keeps its row, as history. ``id`` is the
    form's. It names no client.
    """

    __tablename__ = "privacy_agreement"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    one_id: UUID = Field(foreign_key="organisation.id", index=True)
    other_id: UUID = Field(foreign_key="organisation.id", index=True)
    since: date
    until: date | None = None
    paper: str
    """The place of the signed paper."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    ended_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    ended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    def runs_on(self, day: date) -> bool:
        """True on its days, unless somebody ended it."""
        return self.ended_at is None and self.since <= day and (self.until is None or day <= self.until)

    def may_end(self, day: date) -> bool:
        """True while it runs or is to come."""
        return self.ended_at is None and (self.until is None or day <= self.until)

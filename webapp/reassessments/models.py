"""The tables of reassessment: campaigns, the people in them, and a file until its campaign begins."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, Words, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges

_OPEN = text("settled_on IS NULL")
_ENDED = text("ended_on IS NOT NULL AND NOT erased")


class ReassessmentCampaign(SQLModel, table=True):
    """A campaign of an organisation; ``id`` is the form's. A draft until ``began_on``."""

    __tablename__ = "reassessment_campaign"
    __table_args__ = (
        Index("ix_reassessment_campaign_ours", "organisation_id", "made_at", "id"),
        Index("ix_reassessment_campaign_region", "region_id", "made_at", "id"),
        partial_index("ix_reassessment_campaign_term", "ended_on", where=_ENDED),
        partial_index("ix_reassessment_campaign_draft", "made_at", where=text("began_on IS NULL")),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    name: str
    source: str = ""
    """The decision that it follows."""
    due_on: date
    """The day on which everybody without a day of their own is due."""
    filters: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """The question to the placements; empty for a list from a file."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    began_on: date | None = None
    ended_on: date | None = None
    erased: bool = False

    @property
    def is_open(self) -> bool:
        """True while people are reassessed."""
        return self.began_on is not None and self.ended_on is None


class Reassessment(SQLModel, table=True):
    """One person in a campaign. No diagnosis stands here. ``organisation_id`` keeps the campaign."""

    __tablename__ = "reassessment"
    __table_args__ = (
        Index("ix_reassessment_list", "campaign_id", "due_on", "id"),
        Index("ix_reassessment_counts", "campaign_id", "outcome", "worker_id"),
        Index("ix_reassessment_client", "client_id"),
        partial_index("ix_reassessment_worker", "worker_id", "due_on", "id", where=_OPEN),
        partial_index(
            "ix_reassessment_nobody",
            "organisation_id",
            "due_on",
            "id",
            where=text("settled_on IS NULL AND worker_id IS NULL"),
        ),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    campaign_id: UUID = Field(foreign_key="reassessment_campaign.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Herbeoordelingen")))
    )
    linked_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """The user who said who this is; None when the campaign knew, or nobody did."""
    person: str
    """The name on the list; '' once the term is over."""
    search_key: str = ""
    reference: str = ""
    """The number of this person in the list's own system; never a BSN."""
    municipality: str = ""
    worker_id: UUID | None = Field(default=None, foreign_key="app_user.id")
    due_on: date
    outcome: str = ""
    """'' while it is open."""
    reason: str = ""
    settled_on: date | None = None
    version: int = 1
    """Counts the changes of worker and day."""

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        return "own" if self.worker_id == actor.user_id else "organisation"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("reassessment", self.id, self.client_id, self.ground(actor)),)


class ReassessmentDraft(SQLModel, table=True):
    """The file of a campaign that did not begin yet: its headings, what each is, and the rows as JSON."""

    __tablename__ = "reassessment_draft"
    campaign_id: UUID = Field(primary_key=True, foreign_key="reassessment_campaign.id")
    heads: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    columns: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    content: str = Field(sa_column=Column(Sealed, nullable=False))

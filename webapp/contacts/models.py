"""Tables of street contacts, their clinical notes, corrections and follow-ups."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, Text, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import Sealed, Words, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges

_WITHDRAWN = text("withdrawn_at IS NOT NULL")
_WAITS = text("judged_at IS NULL")
_KEPT = text("erased_at IS NULL")
_UNSAVED = text("erased_at IS NULL AND saved_at IS NULL")
_HANDED_ON = text("holder_id IS NOT NULL")
_OPEN = text("done_at IS NULL AND withdrawn_at IS NULL")
_UNSEEN = text("seen_at IS NULL")
_WHOSE_OPEN = ("region_id", "due_on", "contact_id", "author_id", "organisation_id", "client_id", "holder_id")


def _newest(name: str, column: str) -> Index:
    """Those that stand, by time: a list walks it from its end and stops when the page is full."""
    stands = text("withdrawn_at IS NULL")
    columns = (column, "occurred_at", "id")
    return partial_index(f"ix_street_contact_{name}", *columns, where=stands)


class StreetContact(SQLModel, table=True):
    """One meeting with one person, known or anonymous, with its present (corrected) values."""

    __tablename__ = "street_contact"
    __table_args__ = (
        _newest("region", "region_id"),
        _newest("organisation", "organisation_id"),
        _newest("author", "author_id"),
        Index("ix_street_contact_client", "client_id", "occurred_at"),
        partial_index(
            "ix_street_contact_withdrawn",
            "author_id",
            "withdrawn_at",
            where=_WITHDRAWN,
        ),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    author_id: UUID = Field(foreign_key="app_user.id")
    client_id: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves(N_("Contacten")))
    )
    alias: str | None = None
    legal_basis: str
    """The client's, or ``anonymous``."""
    occurred_at: datetime = Field(sa_column=moment_column())
    told_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The phone's time, when its clock was wrong; ``occurred_at`` is by the server's."""
    logged_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    channel: str
    municipality: str | None = None
    place: str | None = None
    ethos_category: str
    topics: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    note: str | None = Field(default=None, sa_column=Column(Text))
    search_key: str = Field(default="", sa_column=Column(Text, nullable=False))
    """Alias, place, note and agreement, folded as names are."""
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment its author withdrew it as a mistake. It counts nowhere then; only its trace can be read."""
    withdrawn_why: str | None = None
    version: int = 1

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        if self.author_id == actor.user_id:
            return "own"
        return "organisation" if self.organisation_id == actor.organisation_id else "working_relation"

    def read_by(self, actor: Actor, subject: str = "street_contact", why: str | None = None) -> tuple[Read, ...]:
        """The access log's note of its reading, or of a part under its own name and on another ground."""
        return (Read(subject, self.id, self.client_id, why or self.ground(actor)),)


class ClinicalNote(SQLModel, table=True):
    """A nurse's working note beside a contact: sealed, and read by nurses with the client in care only."""

    __tablename__ = "clinical_note"
    __table_args__ = (
        partial_index("ix_clinical_note_erase", "erase_on", where=_KEPT),
        partial_index("ix_clinical_note_author", "author_id", "erase_on", where=_KEPT),
        partial_index("ix_clinical_note_unsaved", "author_id", "organisation_id", "erase_on", where=_UNSAVED),
    )
    contact_id: UUID = Field(primary_key=True, foreign_key="street_contact.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    author_id: UUID = Field(foreign_key="app_user.id")
    text: str | None = Field(default=None, sa_column=Column(Sealed))
    written_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    """The last time it was written."""
    erase_on: date
    """The day the text goes, by the term of its region when it was written."""
    saved_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The last time it left as a file for the record of its organisation, since it was written."""
    erased_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class EmergencyAccess(SQLModel, table=True):
    """One opening of a clinical note by a nurse without the client in care. The reason may mention health."""

    __tablename__ = "emergency_access"
    __table_args__ = (
        Index("ix_emergency_access_at", "at"),
        partial_index("ix_emergency_access_waiting", "region_id", "at", where=_WAITS),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    contact_id: UUID = Field(foreign_key="street_contact.id", index=True)
    user_id: UUID = Field(foreign_key="app_user.id")
    reason: str = Field(sa_column=Column(Sealed, nullable=False))
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    until: datetime = Field(sa_column=moment_column())
    judged_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment a responsible person said whether it was right; None while it waits."""
    judged_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    verdict: str | None = None
    """A word of ``inputs.Verdict``."""
    verdict_words: str | None = Field(default=None, sa_column=Column(Sealed))


class ContactCorrection(SQLModel, table=True):
    """One field of one correction, before and after. Sealed, since it may hold a clinical note."""

    __tablename__ = "contact_correction"
    __table_args__ = (Index("ix_contact_correction", "contact_id", "at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    operation_id: UUID
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    contact_id: UUID = Field(foreign_key="street_contact.id")
    field: str
    before: str = Field(sa_column=Column(Sealed, nullable=False))
    after: str = Field(sa_column=Column(Sealed, nullable=False))
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class LateContact(SQLModel, table=True):
    """A contact that came from a phone after its author could know the client no more.

    It stands on the list of those who work with the client now, until one of them has seen it.
    """

    __tablename__ = "late_contact"
    __table_args__ = (partial_index("ix_late_contact_unseen", "region_id", "came_at", where=_UNSEEN),)
    contact_id: UUID = Field(primary_key=True, foreign_key="street_contact.id")
    region_id: UUID = Field(foreign_key="region.id")
    client_id: UUID = Field(foreign_key="client.id", index=True, sa_column_kwargs=merges(Moves()))
    author_id: UUID = Field(foreign_key="app_user.id")
    came_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    known_until: datetime = Field(sa_column=moment_column())
    seen_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    seen_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class FollowUp(SQLModel, table=True):
    """The agreement of a contact and its day; it has its contact's id.

    ``service.copy_whose`` keeps ``client_id`` and ``withdrawn_at`` as the contact's: so a user's open ones are counted
    in one index, without their contacts.
    """

    __tablename__ = "follow_up"
    __table_args__ = (
        partial_index("ix_follow_up_open", *_WHOSE_OPEN, where=_OPEN),
        Index("ix_follow_up_author", "author_id", "due_on"),
        partial_index("ix_follow_up_holder", "holder_id", "due_on", where=_HANDED_ON),
    )
    contact_id: UUID = Field(primary_key=True, foreign_key="street_contact.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    author_id: UUID = Field(foreign_key="app_user.id")
    client_id: UUID | None = Field(
        default=None,
        foreign_key="client.id",
        sa_column_kwargs=merges(Moves(N_("Vervolgacties"), is_indexed=False)),
    )
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    text: str = ""
    due_on: date
    holder_id: UUID | None = Field(default=None, foreign_key="app_user.id")
    """The holder after a hand-on. None: it belongs to the contact's author and everybody who works with the client."""
    tries: int = 0
    """The number of tries in vain."""
    outcome: str | None = None
    done_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    done_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    @property
    def is_open(self) -> bool:
        """True when it is still to be done."""
        return self.done_at is None


class FollowUpStep(SQLModel, table=True):
    """One time a follow-up was done, opened again, tried, moved or handed on; no step is lost."""

    __tablename__ = "follow_up_step"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    contact_id: UUID = Field(foreign_key="follow_up.contact_id", index=True)
    done: bool
    """True when it was done after this step."""
    what: str = ""
    """The kind of step: a word of ``inputs.Step``; empty for done and opened again."""
    due_before: date | None = None
    due_after: date | None = None
    holder_before: UUID | None = None
    holder_after: UUID | None = None
    taken_back: bool = False
    """Undone by its author; it stays readable, and is no try any more."""
    outcome: str | None = None
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

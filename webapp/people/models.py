"""Tables of clients, of their working relations, and of their changes."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, String, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.db import ByCodePoint, Words, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.merging.columns import Moves, Stays, merges
from webapp.text import isolate
from webapp.words import Worded


class Whereabouts(StrEnum):
    """The people who may know where a person is."""

    open = "open"
    hidden = "hidden"
    """The safety flag: only those who work with them, and the shelter they sleep in."""
    shielded = "shielded"
    """Hidden from this reader: never stored, the store sets it on the clients that it hands out."""


class Quiet(Worded):
    """The reason why nothing reminds of a person any more."""

    none = "none", N_("Gewoon herinneren")
    died = "died", N_("Overleden")
    moved = "moved", N_("Verhuisd"), N_("buiten de regio, of naar andere hulp")
    asked_for_rest = "asked_for_rest", N_("Vraagt om rust"), N_("wil voorlopig geen contact")


class Granted(Worded):
    """The reason that somebody reads about a client whom they did not meet: the ground in the access log."""

    share = "share", N_("met jou gedeeld")
    cover = "cover", N_("waarneming")
    leaver = "leaver", N_("overgenomen van een collega die weg is")


HIDDEN = text("'hidden'")
"""As the partial index says it; a parameter would not use it."""
_SECRET = text("whereabouts = 'hidden'")
_QUIET = text("quiet != 'none'")
UNQUIET = text("'none'")
"""As the partial index of the silent ones says it."""
_GRANTED = text("granted_until IS NOT NULL")


class Client(SQLModel, table=True):
    """A person someone works with: a name, an alias, or both. No BSN, ever."""

    __tablename__ = "client"
    __table_args__ = (
        Index("ix_client_in_order", "region_id", "organisation_id", "sort_key", "id"),
        partial_index("ix_client_hidden", "id", where=_SECRET),
        partial_index("ix_client_quiet", "id", where=_QUIET),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    name: str | None = None
    alias: str | None = None
    birth_year: int | None = None
    legal_basis: str
    municipality: str | None = None
    contact_ways: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    whereabouts: str = Whereabouts.open.value
    quiet: str = Field(default="none", sa_column=Column(String, nullable=False, server_default="none"))
    """A word of ``Quiet``: other than ``none``, nothing reminds of this person."""
    quiet_since: date | None = None
    """The day since which it is so, or on which somebody last said that it still is."""
    search_key: str = ""
    """Name, alias and ``also_called``, folded by ``text.fold``."""
    sort_key: str = Field(default="", sa_column=Column(ByCodePoint, nullable=False, server_default=""))
    """The place of this person in a list, by ``text.sort_key`` of ``full_name``."""
    merged_into: UUID | None = Field(
        default=None, foreign_key="client.id", sa_column_kwargs=merges(Stays("the merge itself"))
    )
    """The client this one went into. Never read directly: ``store`` follows it."""
    also_called: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False, server_default="[]"))
    """Names of the clients that went into this one, for the search."""
    version: int = 1
    created_by: UUID = Field(foreign_key="app_user.id")
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        return "organisation" if self.organisation_id == actor.organisation_id else "working_relation"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("client", self.id, self.id, self.ground(actor)),)

    @property
    def label(self) -> str:
        """The name of this person on a screen: the alias, else the name."""
        return self.alias or self.name or ""

    @property
    def is_hidden(self) -> bool:
        """True when a safety flag keeps secret where this person is."""
        return self.whereabouts != Whereabouts.open.value

    @property
    def is_quiet(self) -> bool:
        """True when nothing reminds of this person."""
        return self.quiet != Quiet.none.value

    @property
    def full_name(self) -> str:
        """Name and alias together for a screen, when both are known."""
        return f"{isolate(self.name)} ({isolate(self.alias)})" if self.name and self.alias else self.label


class WorkingRelation(SQLModel, table=True):
    """One user works with one client; made by logging a contact. Gives access, also across organisations.

    Beside that, a colleague may be given the same access for a time (``granted_…``): it counts wherever a relation
    does, and leaves the user's own relation as it is.
    """

    __tablename__ = "working_relation"
    __table_args__ = (
        UniqueConstraint("user_id", "client_id"),
        Index("ix_working_relation_latest", "user_id", "last_at"),
        partial_index("ix_working_relation_granted", "user_id", "client_id", where=_GRANTED),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    user_id: UUID = Field(foreign_key="app_user.id")
    client_id: UUID = Field(
        foreign_key="client.id", index=True, sa_column_kwargs=merges(Stays("each keeps its own: merging.relations"))
    )
    since: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    last_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    """The latest contact of this user with this client."""
    ended: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    granted_as: str | None = None
    """A word of ``Granted``."""
    granted_since: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    granted_until: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

    @property
    def is_only_granted(self) -> bool:
        """True when this user works with the client by a grant alone."""
        return self.ended is not None and self.granted_until is not None and self.granted_until > clock.now()


class FormerOrganisation(SQLModel, table=True):
    """An organisation that answered for a client before they went over: what it wrote till then may come late."""

    __tablename__ = "former_organisation"
    client_id: UUID = Field(
        primary_key=True, foreign_key="client.id", sa_column_kwargs=merges(Stays("the story of its own record"))
    )
    organisation_id: UUID = Field(primary_key=True, foreign_key="organisation.id")
    left_at: datetime = Field(sa_column=moment_column())


class Lodging(SQLModel, table=True):
    """A client has a place to sleep: the nights from ``since`` up to, not with, ``until``; None: still.

    There is one beside each stay of a client in a bed or in respite; ``stay_id`` is that stay's id.
    """

    __tablename__ = "lodging"
    __table_args__ = (
        Index("ix_lodging_client_until", "client_id", "until"),
        Index("ix_lodging_region_until", "region_id", "until"),
        partial_index(
            "ux_lodging_client_open",
            "client_id",
            unique=True,
            where=text("until IS NULL"),
        ),
    )
    kind: str = Field(primary_key=True)
    stay_id: UUID = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=merges(Moves()))
    since: date
    until: date | None = None


class ClientGram(SQLModel, table=True):
    """A part of a client's name (``search.grams_of``): finds names with a slip in them, on both stores alike."""

    __tablename__ = "client_gram"
    __table_args__ = {"sqlite_with_rowid": False}
    gram: str = Field(primary_key=True)
    client_id: UUID = Field(
        primary_key=True, foreign_key="client.id", index=True, sa_column_kwargs=merges(Stays("written anew"))
    )


class ClientChange(SQLModel, table=True):
    """One field of one edit: before and after, person and time."""

    __tablename__ = "client_change"
    __table_args__ = (Index("ix_client_change_field", "client_id", "field"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    operation_id: UUID
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=merges(Stays("the story of its own fields")))
    field: str
    before: Any = Field(default=None, sa_column=Column(JSON))
    after: Any = Field(default=None, sa_column=Column(JSON))
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

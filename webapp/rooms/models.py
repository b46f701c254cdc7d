"""Tables of Kamers met Aandacht: programmes, hosts, their rooms, youths' requests, unfinished sign-ups."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, false, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Read
from webapp.db import Sealed, Words, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.people.merging.columns import Moves, merges
from webapp.rooms.words import Accepts, RequestState, RoomState


def _words() -> Column[list[str]]:
    return Column(Words, nullable=False)


def ground_at_host(actor: Actor | None) -> str:
    """The ground of access to a host: their own, also by link without an account; the region's; or a planned visit."""
    if actor is None or actor.may(Permission.own_room):
        return "own"
    return "region" if actor.may(Permission.coordinate_rooms) else "visit"


class Programme(SQLModel, table=True):
    """The organisation of Kamers met Aandacht in a region, its number for hosts, its ages (practice: 18–27).

    ``organisation_id`` is responsible for the hosts' sign-ups. Without this row the first coordinator's organisation
    is.
    """

    __tablename__ = "room_programme"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    phone: str = ""
    min_age: int = 18
    max_age: int = 27
    kept_months: int = 24
    withdrawn_kept_weeks: int = 6
    """The terms after which hosts, youths and matches are erased: after the end, and of what came to nothing."""
    shows_youths: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """True where youths who agreed are on the public page."""
    day_hours: int = 24
    """The hours a week of school or work that the region asks of a youth (practice)."""


class Host(SQLModel, table=True):
    """A person who offers a room. Not a user, unless linked to one."""

    __tablename__ = "host"
    __table_args__ = (
        partial_index("ix_host_kept", "region_id", "created_at", where=text("erased_at IS NULL")),
        Index("ix_host_counted", "region_id", "heard"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    user_id: UUID | None = Field(default=None, foreign_key="app_user.id", index=True)
    name: str
    phone: str = Field(sa_column=Column(Sealed, nullable=False))
    email: str | None = Field(default=None, sa_column=Column(Sealed))
    municipality: str
    heard: str
    """The recruiting channel, one of ``words.Heard``; '' when the host left that open."""
    consent_at: datetime = Field(sa_column=moment_column())
    """The moment the host agreed to calls and mail about the room."""
    language: str = "nl"
    screened_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment of a yes to this host; None: not yet, or not any more. Only then are the rooms on offer."""
    email_confirmed_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment the host stopped by themself."""
    erased_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment that name and contact were erased; the rest is left to be counted."""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("host", self.id, None, ground_at_host(actor)),)


class Room(SQLModel, table=True):
    """A room on offer, with the fields of ``room.offer``; money in whole euros a month.

    ``rent`` is all-in, the youth's whole payment. ``included`` keeps the host's answer on gas, water and light; None
    when a coordinator filled the parts in.
    """

    __tablename__ = "room"
    __table_args__ = (
        Index("ix_room_state", "region_id", "state", "created_at"),
        Index("ix_room_created", "region_id", "created_at"),
        Index("ix_room_counted", "region_id", "state", "decline_reason"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    host_id: UUID | None = Field(default=None, foreign_key="host.id", index=True)
    municipality: str
    rent: int
    bare_rent: int | None = None
    service_costs: int | None = None
    deposit: int | None = None
    """At most two months of bare rent; None: not agreed yet."""
    included: str | None = None
    from_date: date
    until_date: date | None = None
    pets_present: list[str] = Field(default_factory=list, sa_column=_words())
    pets_allowed: bool
    smoking_allowed: bool
    host_lives_in: bool
    accepts: str = Accepts.anyone.value
    min_age: int
    max_age: int
    attention_offered: list[str] = Field(default_factory=list, sa_column=_words())
    house_rules: str = ""
    """For everybody who may see the room: no names."""
    note: str = ""
    state: str = RoomState.new.value
    decline_reason: str | None = None
    search_key: str = ""
    """Host's name, municipality and note, folded."""
    held_by: UUID | None = None
    """The match, or its tenancy, that holds this room now; it is in no other proposal."""
    created_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """None when the host signed up."""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    def read_by(self, actor: Actor | None) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("room", self.id, None, ground_at_host(actor)),)


class RoomEvent(SQLModel, table=True):
    """An event of a room and its host, append-only: a state, a note, or corrected facts."""

    __tablename__ = "room_event"
    __table_args__ = (Index("ix_room_event_state", "region_id", "state", "room_id", "at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    room_id: UUID = Field(foreign_key="room.id", index=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """None: the host, by a personal link."""
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str | None = None
    before: str | None = None
    """The state before this one, to go back to."""
    reason: str | None = None
    note: str | None = Field(default=None, sa_column=Column(Sealed))


class RoomRequest(SQLModel, table=True):
    """A youth who looks for a room, with the fields of ``room.request``; money in whole euros a month."""

    __tablename__ = "room_request"
    __table_args__ = (
        Index("ix_room_request_state", "region_id", "state", "created_at"),
        partial_index(
            "ix_room_request_kept",
            "region_id",
            "withdrawn_at",
            where=text("erased_at IS NULL AND withdrawn_at IS NOT NULL"),
        ),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    client_id: UUID | None = Field(
        default=None,
        foreign_key="client.id",
        index=True,
        sa_column_kwargs=merges(Moves(N_("Aanmeldingen voor een kamer"))),
    )
    alias: str
    """The name of this youth here: as typed, else the client's own label."""
    birth_year: int
    gender: str = Gender.unsaid.value
    municipalities: list[str] = Field(default_factory=list, sa_column=_words())
    max_rent: int
    from_date: date
    pets: list[str] = Field(default_factory=list, sa_column=_words())
    smoking: bool
    allergies: list[str] = Field(default_factory=list, sa_column=_words())
    support_worker: str
    attention_wanted: list[str] = Field(default_factory=list, sa_column=_words())
    motivation: str = ""
    profile_name: str | None = None
    """The name that a host reads: no surname."""
    profile: str | None = Field(default=None, sa_column=Column(Sealed))
    """The youth's own words for a host."""
    profile_agreed_on: date | None = None
    """The day the youth agreed to this version; a host sees nothing without it."""
    profile_version: int = 0
    """Counts the changes of name and words."""
    day_activity: str | None = None
    day_hours: int | None = None
    income_kind: str | None = None
    carries_rent: str | None = None
    goes_to: str | None = None
    """The municipality of school or work."""
    furthest_km: int | None = None
    furthest_is_firm: bool | None = None
    """The longest way there that the youth wants, as the crow flies, and whether a room further away is none."""
    waiting_since: date | None = None
    """None: since the request was made."""
    search_key: str = ""
    """Alias and motivation, folded."""
    held_by: UUID | None = None
    """The match, or its tenancy, that holds this youth now; it is in no other proposal."""
    state: str = RequestState.open.value
    withdraw_reason: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    erased_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment that names, words and health were erased; the rest is left to be counted."""
    created_by: UUID = Field(foreign_key="app_user.id")
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    @property
    def waits_since(self) -> date:
        """The day from which this youth waits for a room."""
        return self.waiting_since or clock.local(self.created_at).date()

    def ground(self, actor: Actor) -> str:
        """The ground of this user's access, for the access log."""
        return "region" if actor.may(Permission.coordinate_rooms) else "organisation"

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("room_request", self.id, self.client_id, self.ground(actor)),)


class RoomLists(SQLModel, table=True):
    """A new ``version`` with every change of a region's rooms or of who looks for one: proposals follow from those."""

    __tablename__ = "room_lists"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    version: UUID
    counted: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    """True once every offer and match of the region has its row in ``room_way``."""


class SignupDraft(SQLModel, table=True):
    """An unfinished sign-up, found by the token in the host's cookie; only its hash is kept here.

    ``host_id`` is filled when it was sent: the answers are gone then, and a second send finds the host.
    """

    __tablename__ = "host_signup_draft"
    token_hash: str = Field(primary_key=True)
    answers: str | None = Field(default=None, sa_column=Column(Sealed))
    """JSON: step → its answers."""
    code_hash: str | None = Field(default=None, unique=True)
    link_hash: str | None = Field(default=None, unique=True)
    """Keyed hashes of what leads another device here: a noted code, a link in a mail."""
    host_id: UUID | None = Field(default=None, foreign_key="host.id")
    expires_at: datetime = Field(sa_column=moment_column(index=True))

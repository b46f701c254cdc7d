"""Tables of people and organisations. Every personal record elsewhere names a region and an organisation here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.permissions import Permission, Role, allows
from webapp.db import Sealed, Words, moment_column, new_id


class Region(SQLModel, table=True):
    """A group of municipalities that works together; nothing is shared across it."""

    __tablename__ = "region"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    slug: str = Field(unique=True)
    name: str
    municipalities: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    help_phone: str = ""
    """The number for anyone who needs a place to sleep, shown without signing in."""
    womens_shelter_phone: str = ""
    youth_crisis_phone: str = ""
    """The region's crisis service for people under 18."""
    lock_minutes: int = 10
    """After so many minutes without a person a phone shows nothing until its passkey."""
    offline_days: int = 14
    """The days a phone may be opened without network."""
    ask_again_minutes: int = 30
    """A bed request that waited longer on a phone without network is confirmed before it is sent."""
    clinical_note_months: int = 6
    """So many months after it was last written a clinical note is erased."""


class Organisation(SQLModel, table=True):
    """The controller (verwerkingsverantwoordelijke) of the records its people make."""

    __tablename__ = "organisation"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    name: str


class Site(SQLModel, table=True):
    """A place of an organisation. ``secret`` keeps its address out of everything shared."""

    __tablename__ = "site"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    name: str
    municipality: str
    address: str = ""
    secret: bool = False


class User(SQLModel, table=True):
    """A person who signs in.

    ``username`` is the name of one of the made-up people of the demo. ``demo`` marks everyone
    in a demo, those invited there too: a demo is refused on a database that holds anybody else.
    """

    __tablename__ = "app_user"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    name: str
    roles: list[str] = Field(sa_column=Column(Words, nullable=False))
    phone: str = ""
    username: str | None = Field(default=None, unique=True)
    demo: bool = False
    active: bool = True
    placed_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The begin of this person's job with people: rights given earlier give no access. None: always."""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    def place(self, organisation_id: UUID, roles: Sequence[str], *, active: bool = True) -> None:
        """Give this person an organisation and roles there.

        Leaving, stopping or another job ends working relations, and their place in the staff of houses.
        """
        stays = self.organisation_id == organisation_id and self.active == active
        if not stays or _work_with_people(self.roles) - _work_with_people(roles):
            self.placed_at = clock.now()
        self.organisation_id, self.roles, self.active = organisation_id, list(roles), active

    @property
    def role_set(self) -> frozenset[Role]:
        """The roles as a set."""
        return frozenset(Role(role) for role in self.roles)

    @property
    def main_role(self) -> Role:
        """The role whose home screen this person gets: the first one given."""
        return Role(self.roles[0])


def _work_with_people(roles: Sequence[str]) -> set[Permission]:
    """The permissions for work with clients and guests."""
    held = frozenset(map(Role, roles))
    return {one for one in (Permission.read_clients, Permission.answer_requests) if allows(held, one)}


class Passkey(SQLModel, table=True):
    """A registered authenticator with user verification: two factors in one gesture."""

    __tablename__ = "passkey"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="app_user.id", index=True)
    credential_id: bytes = Field(unique=True)
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)  # 32 bits without a sign
    synced: bool | None = None
    """True when a password manager keeps it on several devices (backup eligible). None: unknown until its next sign-in.
    """
    label: str = ""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    last_used_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class Invitation(SQLModel, table=True):
    """A single-use way to a passkey for one user. Only the hash of its token is kept."""

    __tablename__ = "invitation"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: UUID = Field(foreign_key="app_user.id", index=True)
    invited_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """The administrator who made it; None for one made on the server's command line."""
    confirmed_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment of a second person's yes; the command line is the server's owner and needs none."""
    confirmed_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    code_hash: str | None = None
    """The hash of the code that the second person says to the invited one; None when nobody had to confirm."""
    wrong_codes: int = 0
    expires_at: datetime = Field(sa_column=moment_column())
    used_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class AccessProposal(SQLModel, table=True):
    """A change of access that an administrator asks for and a second person decides on.

    A proposal never changes: another wish is another proposal. It keeps the earlier values, so that a yes never falls
    on other facts than it showed.
    """

    __tablename__ = "access_proposal"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    user_id: UUID = Field(foreign_key="app_user.id", index=True)
    name: str
    organisation_id: UUID = Field(foreign_key="organisation.id")
    roles: list[str] = Field(sa_column=Column(Words, nullable=False))
    organisation_before: UUID = Field(foreign_key="organisation.id")
    roles_before: list[str] = Field(sa_column=Column(Words, nullable=False))
    active_before: bool = True
    invitation_id: UUID | None = None
    """The link that works after the yes. A newer link takes its place, so it may be gone."""
    proposed_by: UUID = Field(foreign_key="app_user.id")
    proposed_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    decided_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    decided_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    outcome: str | None = None
    """``confirmed``, ``declined``, ``withdrawn`` or ``replaced``; None while it waits."""

    @property
    def is_link_only(self) -> bool:
        """True when only a new link is asked: the user themself may confirm that."""
        same = (self.organisation_id, set(self.roles)) == (self.organisation_before, set(self.roles_before))
        return same and self.active_before and self.invitation_id is not None


class Challenge(SQLModel, table=True):
    """A passkey challenge: single use, five minutes, bound to a purpose (and a user)."""

    __tablename__ = "challenge"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    purpose: str
    user_id: UUID | None = None
    value: bytes = Field(unique=True)
    expires_at: datetime = Field(sa_column=moment_column())


class LoginSession(SQLModel, table=True):
    """A signed-in browser. The cookie holds a random token; this row only its hash."""

    __tablename__ = "login_session"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: UUID = Field(foreign_key="app_user.id", index=True)
    passkey_id: UUID | None = None
    """The passkey of its sign-in; it ends with that. None for the demo's people."""
    device_id: UUID | None = None
    """The id of its phone, once known; it ends with that."""
    open_until: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    turn: int = 0
    """Moves with each sign of a person at a page; the closing of an earlier page locks nothing."""
    """The moment of its lock: from then on it delivers, and shows nothing. None is locked."""
    label: str = ""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    last_seen_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    proved_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The last moment its user showed a passkey in it, for acts that need more than an open phone."""
    ended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class Device(SQLModel, table=True):
    """One user in one browser. Its id is made by the phone and belongs to its first sender."""

    __tablename__ = "device"
    __table_args__ = (Index("ix_device_user", "user_id"),)
    id: UUID = Field(primary_key=True)
    user_id: UUID = Field(foreign_key="app_user.id")
    label: str = ""
    vault_secret: str | None = Field(default=None, sa_column=Column(Sealed))
    """Opens the phone's vault for a signed-in user; None after revocation."""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    last_seen_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    sent_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment of its last delivery."""
    revoked_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

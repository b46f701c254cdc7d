"""Tables of who is who. Every personal record elsewhere names a region and an organisation here."""

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
    """The region's crisis service for someone under 18."""
    lock_minutes: int = 10
    """After so long without a person a phone shows nothing more until its passkey."""
    offline_days: int = 14
    """So long a phone may be opened without having been on the network."""
    ask_again_minutes: int = 30
    """A bed that was asked on a phone without network for longer is asked about before it is sent."""


class Organisation(SQLModel, table=True):
    """Answers for the records its people make (verwerkingsverantwoordelijke)."""

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

    ``username`` is the name of one of the twenty made-up people of the demo. ``demo`` marks everyone
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
    """When this person came to work with people here: what they were given before gives no access. None: always."""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    def place(self, organisation_id: UUID, roles: Sequence[str], *, active: bool = True) -> None:
        """Give this person an organisation and roles there.

        Leaving, stopping or other work ends working relations, and makes nobody staff of a house any more.
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
    """With clients, with guests."""
    held = frozenset(map(Role, roles))
    return {one for one in (Permission.read_clients, Permission.answer_requests) if allows(held, one)}


class Passkey(SQLModel, table=True):
    """A registered authenticator with user verification: two factors in one gesture."""

    __tablename__ = "passkey"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    user_id: UUID = Field(foreign_key="app_user.id", index=True)
    credential_id: bytes = Field(unique=True)
    public_key: bytes
    sign_count: int = Field(default=0, sa_type=BigInteger)  # of 32 bits, without a sign
    synced: bool | None = None
    """Kept by a password manager on several devices (backup eligible). None until it signs in again: older ones."""
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
    """When a second person said yes; the command line is the server's owner and needs none."""
    confirmed_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    code_hash: str | None = None
    """Of the code that the second person says to whom the link is for; None where nobody had to confirm it."""
    wrong_codes: int = 0
    expires_at: datetime = Field(sa_column=moment_column())
    used_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class AccessProposal(SQLModel, table=True):
    """A change of access that an administrator asks for and a second person decides on.

    What is asked stays as it was asked: another wish is another proposal. What stood before is kept beside it,
    so that a yes never falls on something else than what was read.
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
        """Whether nothing is asked but a new link: the person concerned may say yes to that."""
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
    """A signed-in browser. The cookie holds a random token; here stands only its hash."""

    __tablename__ = "login_session"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    token_hash: str = Field(unique=True)
    user_id: UUID = Field(foreign_key="app_user.id", index=True)
    passkey_id: UUID | None = None
    """The passkey that signed in; it ends with that. None for the demo's people."""
    device_id: UUID | None = None
    """The phone's own id, once it has said it; it ends with that."""
    open_until: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    turn: int = 0
    """Moves on whenever a page says that its person is here; the closing of an earlier page locks nothing."""
    """From here on it is locked: it delivers, and shows nothing. None is locked."""
    label: str = ""
    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    last_seen_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    proved_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """When its user last showed a passkey within it, for what an open phone alone may not do."""
    ended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class Device(SQLModel, table=True):
    """One user in one browser. Its id is made by the phone and belongs to the first who sends it."""

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
    """When it last delivered anything."""
    revoked_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

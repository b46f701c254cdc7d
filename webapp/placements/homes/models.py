"""Tables of homes, their offers and their occupants. Their numbers of places are in ``unit_places``."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel, col

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Sealed, Words, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.merging.columns import Moves, merges
from webapp.units.store import Occupancy
from webapp.words import Worded

OPEN = "open"
_LIVE = text("state = 'open'")
_STAYS = text("until IS NULL AND undone_at IS NULL")


class HomeKind(Worded):
    """The kind of a home or place."""

    room = "room", N_("Kamer")
    studio = "studio", N_("Studio")
    flat = "flat", N_("Appartement")
    house = "house", N_("Huis")
    group = "group", N_("Plek in een groep")
    small_home = "small_home", N_("Kleine woning op afstand")
    work = "work", N_("Werkplek")


class Suits(Worded):
    """The people that a home suits, for an offer."""

    single = "single", N_("Eén persoon")
    couple = "couple", N_("Twee personen")
    children = "children", N_("Met kinderen")
    wheelchair = "wheelchair", N_("Rolstoel")
    ground_floor = "ground_floor", N_("Zonder trappen")
    pet = "pet", N_("Huisdier")


class LeaseHolder(Worded):
    """The holder of the lease."""

    tenant = "tenant", N_("de bewoner zelf")
    care = "care", N_("de zorgorganisatie, tot de omklap")


class Home(SQLModel, table=True):
    """A home, a room or a place of a programme, by its keeper. ``id`` is the form's."""

    __tablename__ = "home"
    __table_args__ = (
        Index("ix_home_kept", "organisation_id", "withdrawn_on", "id"),
        Index("ix_home_region", "region_id", "withdrawn_on"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    programme_id: UUID | None = Field(default=None, foreign_key="programme.id")
    """The only programme that it is for; None: any of the keeper's."""
    kind: str
    name: str
    municipality: str
    corporation: str = ""
    address: str = Field(default="", sa_column=Column(Sealed, nullable=False))
    suits: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    from_date: date
    until_date: date | None = None
    withdrawn_on: date | None = None
    added_by: UUID = Field(foreign_key="app_user.id")
    added_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

    def is_on_offer(self, day: date) -> bool:
        """True when it can be offered on a day."""
        return self.withdrawn_on is None and (self.until_date is None or self.until_date > day)

    def is_kept_by(self, actor: Actor) -> bool:
        """True for the organisation that keeps it."""
        return self.organisation_id == actor.organisation_id


class UnitOffer(SQLModel, table=True):
    """One home, offered to one person; of a home and of a person one at a time is open. ``id`` is the form's."""

    __tablename__ = "unit_offer"
    __table_args__ = (
        partial_index("ux_unit_offer_unit", "unit_id", unique=True, where=_LIVE),
        partial_index("ux_unit_offer_placement", "placement_id", unique=True, where=_LIVE),
        Index("ix_unit_offer_placement", "placement_id", "made_at"),
        Index("ix_unit_offer_unit", "unit_id", "state", "made_at"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    unit_id: UUID = Field(foreign_key="home.id")
    placement_id: UUID = Field(foreign_key="placement.id")
    state: str = OPEN
    """``open``, or the answer that closed it."""
    until: date
    """The last day to answer."""
    lease_holder: str = ""
    turn_over_on: date | None = None
    """The day the lease goes over to the tenant."""
    coupled: bool = False
    """True when lease and care stand or fall together (koppelbeding)."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class Occupation(SQLModel, table=True):
    """Somebody lives in a home from one day up to, not with, another; None: still."""

    __tablename__ = "occupation"
    __table_args__ = (
        partial_index("ux_occupation_placement", "placement_id", unique=True, where=_STAYS),
        Index("ix_occupation_unit", "unit_id", "until"),
        Index("ix_occupation_client", "client_id", "until"),
        Index("ix_occupation_placement", "placement_id", "since"),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    unit_id: UUID = Field(foreign_key="home.id")
    placement_id: UUID = Field(foreign_key="placement.id")
    client_id: UUID | None = Field(default=None, foreign_key="client.id", sa_column_kwargs=merges(Moves()))
    since: date
    until: date | None = None
    undone_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    lease_holder: str = ""
    turn_over_on: date | None = None


OCCUPANCY = Occupancy(col(Occupation.unit_id), col(Occupation.since), col(Occupation.until), col(Occupation.undone_at))

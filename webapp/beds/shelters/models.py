"""Tables of the shelters: houses, staff, kinds of beds and their dated capacity."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.beds import rules
from webapp.beds.kinds import HoldRule, Kind
from webapp.beds.shelters import hours
from webapp.db import moment_column, new_id


class Shelter(SQLModel, table=True):
    """A house where people sleep tonight. ``confidential``: a women's shelter, in nothing that is shared."""

    __tablename__ = "shelter"
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id", index=True)
    site_id: UUID = Field(foreign_key="site.id")
    name: str
    phone: str
    confidential: bool = False
    hold_rule: str = HoldRule.by_hand.value
    hold_minutes: int = 45
    old_minutes: int = 120
    """From this age on a count is shown as getting old."""
    stale_minutes: int = 240
    """From this age on: call first."""
    answer_minutes: int = 15
    """The time a shelter has to answer a request by hand; then its asker is sent on."""
    count_times: str = ""
    """The hours of its reminders to count: '17:00, 21:00', Amsterdam time."""
    min_age: int | None = None
    max_age: int | None = None
    pets: bool = False
    wheelchair: bool = False
    safe: bool = False
    """True when it takes people who need a safe place: someone at the door day and night, a room that locks."""
    note: str = ""
    doors_open: str = ""
    """The hour from which new guests come in, '17:00' Amsterdam time; '' is always."""
    doors_close: str = ""
    season_from: str = ""
    """First night of its season, month and day ('11-01') of every year; '' is all year."""
    season_until: str = ""
    """Its last night."""
    closes_on: date | None = None
    """The first night it is closed for good."""

    def is_open_on(self, night: date) -> bool:
        """True when it is in its season and not closed yet."""
        closed = self.closes_on is not None and self.closes_on <= night
        return not closed and hours.in_season(self.season_from, self.season_until, night)

    @property
    def ages(self) -> rules.Ages:
        """The lowest and the highest age."""
        return self.min_age, self.max_age

    @property
    def offers(self) -> rules.Offers:
        """The needs it meets as a matter of course."""
        return rules.Offers(pets=self.pets, wheelchair=self.wheelchair, safe=self.safe)

    def lets_in_at(self, now: datetime) -> bool:
        """True when new guests come in at this moment without a call."""
        return hours.within_hours(self.doors_open, self.doors_close, now)

    def last_arrival(self, now: datetime) -> datetime:
        """The last moment that a guest on the way still gets in: the doors close, or the house does."""
        night = clock.night_of(now)
        ends = [hours.doors_close_at(self.doors_open, self.doors_close, now)]
        ends.append(None if self.is_open_on(night + timedelta(days=1)) else clock.end_of_night(night))
        return min((end for end in ends if end), default=datetime.max.replace(tzinfo=UTC))

    created_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class ShelterStaff(SQLModel, table=True):
    """A person who works at a shelter: may count and answer there."""

    __tablename__ = "shelter_staff"
    shelter_id: UUID = Field(foreign_key="shelter.id", primary_key=True)
    user_id: UUID = Field(foreign_key="app_user.id", primary_key=True, index=True)
    since: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    """A person whose present job began later must be chosen again."""


class Category(SQLModel, table=True):
    """A kind of beds in a shelter. ``version`` moves with every count, hold and end of a hold."""

    __tablename__ = "bed_category"
    __table_args__ = (UniqueConstraint("shelter_id", "kind"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    shelter_id: UUID = Field(foreign_key="shelter.id", index=True)
    kind: str = Kind.mixed.value
    version: int = 0
    last_count_id: UUID | None = None
    """The newest row of ``bed_count``; no foreign key, the two tables would need each other first."""
    closes_on: date | None = None


class CategoryCapacity(SQLModel, table=True):
    """The places of a category from a date on. Dated rows: a change never rewrites the past."""

    __tablename__ = "bed_category_capacity"
    category_id: UUID = Field(foreign_key="bed_category.id", primary_key=True)
    from_date: date = Field(primary_key=True)
    capacity: int

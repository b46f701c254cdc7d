"""Tables of the changes of the beds. No row holds the free places: ``tally`` works them out of these rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Read
from webapp.beds.kinds import NEWS, AgeGroup, State
from webapp.db import Sealed, Words, moment_column, new_id, partial_index
from webapp.errors import N_
from webapp.people.gender import Gender
from webapp.people.merging.columns import Moves, merges

LATE_NAME = timedelta(hours=12)
"""How long a request that arrived after its night keeps its name, so that its asker can read it."""
HAS_CARE = text("(note IS NOT NULL OR bed IS NOT NULL OR CAST(needs AS VARCHAR) != '[]')")
"""As the partial index says it; a parameter would not use it."""


class Count(SQLModel, table=True):
    """A count: append-only. ``seen`` is the version the counting person looked at, ``version`` its own.

    ``own``: places this person took between the two before counting, less those given back.
    """

    __tablename__ = "bed_count"
    __table_args__ = (Index("ix_bed_count_category_counted", "category_id", "counted_at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    category_id: UUID = Field(foreign_key="bed_category.id")
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    free: int
    seen: int
    version: int
    own: int = 0
    counted_by: UUID = Field(foreign_key="app_user.id")
    counted_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())


class BedRequest(SQLModel, table=True):
    """A bed asked for one night. The person's facts for the shelter are sealed. ``id`` is the operation's."""

    __tablename__ = "bed_request"
    __table_args__ = (
        Index("ix_bed_request_region_night", "region_id", "night"),
        partial_index(
            "ix_bed_request_category_ended",
            "category_id",
            "ended",
            where=text("granted IS NOT NULL"),
        ),
        partial_index(
            "ix_bed_request_held",
            "organisation_id",
            "night",
            where=text("state = 'held'"),
        ),
        Index("ix_bed_request_shelter_night", "shelter_id", "night"),
        Index("ix_bed_request_asker_night", "asked_by", "night"),
        partial_index(
            "ix_bed_request_named",
            "region_id",
            "night",
            where=text("name IS NOT NULL OR note IS NOT NULL"),
        ),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    shelter_id: UUID = Field(foreign_key="shelter.id")
    category_id: UUID = Field(foreign_key="bed_category.id")
    night: date
    persons: int = 1
    places: int = 1
    age_group: str = AgeGroup.adult.value
    gender: str = Gender.unsaid.value
    needs: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    client_id: UUID | None = Field(
        default=None,
        foreign_key="client.id",
        index=True,
        sa_column_kwargs=merges(Moves(N_("Aanvragen voor een bed"))),
    )
    name: str | None = Field(default=None, sa_column=Column(Sealed))
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    asked_by: UUID = Field(foreign_key="app_user.id")
    asked_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = State.requested.value
    held_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    held_until: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    granted: int | None = None
    """The category's version that the hold made."""
    ended: int | None = None
    """The category's version that ended the hold."""
    decided_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    decided_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    reason: str = ""
    """The reason of a refusal: a word of ``Refusal``."""
    alternative: str = ""
    """The shelter's alternative with its refusal: a word of ``Alternative``."""
    answer_by: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The shelter's deadline for an answer; None when the rule answered at once."""
    extended_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment of the extension of the hold; once at most."""
    second_bed: bool = False
    """True when the asker decided that this client needs it beside another held bed."""
    seen_state: str = ""
    """Its state when its asker last opened its page, on any phone."""

    def is_news(self, now: datetime) -> bool:
        """True when it reached a state that its asker has not seen."""
        state = self.state_at(now)
        return state in NEWS and self.seen_state != state.value

    def asked_on(self, actor: Actor) -> str | None:
        """The ground of the actor's access as its asker or a colleague; None for others: the shelter."""
        if self.asked_by == actor.user_id:
            return "own"
        return "organisation" if self.organisation_id == actor.organisation_id else None

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("bed_request", self.id, self.client_id, self.asked_on(actor) or "shelter"),)

    def name_at(self, now: datetime) -> str | None:
        """The name while it may be shown: until the night is over and no hold runs any more.

        A request that arrived after its night shows it a while to its asker, who must know whom it was for.
        """
        running = self.state == State.held.value and self.held_until is not None and self.held_until > now
        end = clock.end_of_night(self.night)
        came_late = self.asked_at >= end and self.asked_at + LATE_NAME > now
        return self.name if running or came_late or end > now else None

    def state_at(self, now: datetime) -> State:
        """Its state by the server's clock: a hold past its time has expired, without any job."""
        if self.state == State.held.value and self.held_until is not None and self.held_until <= now:
            return State.expired
        if self.state == State.requested.value and self.answer_by is not None and self.answer_by <= now:
            return State.unanswered
        if self.state == State.requested.value and clock.end_of_night(self.night) <= now:
            return State.lapsed
        return State(self.state)


class RequestStep(SQLModel, table=True):
    """A step of a request, with its moment and person: append-only. ``words`` are the person's reason."""

    __tablename__ = "bed_request_step"
    __table_args__ = (partial_index("ix_bed_request_step_words", "at", where=text("words IS NOT NULL")),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    request_id: UUID = Field(foreign_key="bed_request.id", index=True)
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    by: UUID | None = Field(default=None, foreign_key="app_user.id")
    state: str
    until: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    reason: str = ""
    words: str | None = Field(default=None, sa_column=Column(Sealed))


class Stay(SQLModel, table=True):
    """A guest sleeps here, from arrival to departure. Name, bed and remark are sealed; ``id`` is the operation's.

    ``started`` and ``ended`` are versions of the category, as of a hold. A move within the house ends one stay and
    begins the next, which names it in ``moved_from``.
    """

    __tablename__ = "bed_stay"
    __table_args__ = (
        Index("ix_bed_stay_category_ended", "category_id", "ended"),
        Index("ix_bed_stay_shelter_arrived", "shelter_id", "arrived_at"),
        Index("ix_bed_stay_shelter_left", "shelter_id", "left_at"),
        partial_index("ix_bed_stay_care", "left_at", where=HAS_CARE),
        partial_index(
            "ux_bed_stay_client_open",
            "client_id",
            unique=True,
            where=text("left_at IS NULL"),
        ),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    shelter_id: UUID = Field(foreign_key="shelter.id")
    category_id: UUID = Field(foreign_key="bed_category.id")
    request_id: UUID | None = Field(default=None, foreign_key="bed_request.id", unique=True)
    moved_from: UUID | None = Field(default=None, foreign_key="bed_stay.id", unique=True)
    client_id: UUID | None = Field(
        default=None,
        foreign_key="client.id",
        sa_column_kwargs=merges(Moves(N_("Verblijven"), is_indexed=False, follows=("request_id", "moved_from"))),
    )
    name: str | None = Field(default=None, sa_column=Column(Sealed))
    bed: str | None = Field(default=None, sa_column=Column(Sealed))
    """The number of the bed or the room."""
    needs: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False, server_default="[]"))
    note: str | None = Field(default=None, sa_column=Column(Sealed))
    """A remark for the staff of the house: medicine, a dog, a wheelchair."""
    persons: int = 1
    places: int = 1
    arrived_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    expected_departure: date | None = None
    own_contribution: int | None = None
    """Euro cents a night; None when nothing was agreed."""
    left_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    started: int
    ended: int | None = None
    entered_by: UUID = Field(foreign_key="app_user.id")
    left_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    """The person who ended it: by checking the guest out or moving them."""

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: only the staff of the house see it."""
        return (Read("bed_stay", self.id, self.client_id, "shelter"),)


class Closure(SQLModel, table=True):
    """Beds out of use since ``from_date``. ``until`` is expected; a person opens them again after a look."""

    __tablename__ = "bed_closure"
    __table_args__ = (Index("ix_bed_closure_category_ended", "category_id", "ended"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    category_id: UUID = Field(foreign_key="bed_category.id")
    places: int
    reason: str
    from_date: date
    until: date | None = None
    started: int
    ended: int | None = None
    closed_by: UUID = Field(foreign_key="app_user.id")
    opened_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    opened_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class BoardVersion(SQLModel, table=True):
    """Moves with every change of a region's board: one small read shows that a board is still current."""

    __tablename__ = "bed_board_version"
    region_id: UUID = Field(foreign_key="region.id", primary_key=True)
    version: int = 1

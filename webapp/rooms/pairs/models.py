"""The table of matches: a youth and a room that people decide on."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id, partial_index
from webapp.rooms.pairs.kind import PROPOSAL

_HOLDS = text("released_at IS NULL")
_LIVE = text("state IN ('proposal', 'introduction', 'thinking', 'contract')")
_NO = text("state = 'no'")
_ALONG = text("volunteer_id IS NOT NULL AND released_at IS NULL")
_PARKED = text("parked_until IS NOT NULL")
_OPENS = text("opens_at IS NOT NULL")
_KEPT = text("erased_at IS NULL AND released_at IS NOT NULL")


class RoomMatch(SQLModel, table=True):
    """One youth and one room. ``id`` is the form's; the answers are in ``taken``.

    ``state``, ``moved_at``, ``due_at``, ``opens_at`` and the parking repeat their standing, for the lists.
    """

    __tablename__ = "room_match"
    __table_args__ = (
        Index("ix_room_match_listed", "region_id", "proposed_at", "id"),
        Index("ix_room_match_state", "region_id", "state", "proposed_at", "id"),
        Index("ix_room_match_request", "request_id", "proposed_at"),
        Index("ix_room_match_room", "room_id", "proposed_at"),
        partial_index("ux_room_match_room", "room_id", where=_HOLDS, unique=True),
        partial_index("ux_room_match_request", "request_id", where=_HOLDS, unique=True),
        partial_index("ix_room_match_held", "region_id", "id", where=_HOLDS),
        partial_index("ix_room_match_due", "region_id", "due_at", where=_LIVE),
        partial_index("ix_room_match_volunteer", "volunteer_id", "proposed_at", where=_ALONG),
        partial_index("ix_room_match_parked", "region_id", "parked_until", where=_PARKED),
        partial_index("ix_room_match_no", "region_id", "request_id", "room_id", where=_NO),
        partial_index("ix_room_match_opens", "opens_at", where=_OPENS),
        partial_index("ix_room_match_kept", "region_id", "released_at", where=_KEPT),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    request_id: UUID = Field(foreign_key="room_request.id")
    room_id: UUID = Field(foreign_key="room.id")
    proposed_by: UUID = Field(foreign_key="app_user.id")
    kept_by: UUID = Field(foreign_key="app_user.id")
    """The coordinator who sees to it now."""
    volunteer_id: UUID | None = Field(default=None, foreign_key="app_user.id")
    """The volunteer who goes along: she sees this match while it holds room and youth."""
    proposed_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    state: str = PROPOSAL
    """A step, or the answer that ended it."""
    moved_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    due_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    opens_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment that sealed answers open, once everybody gave one."""
    parked_until: date | None = None
    """The day that a person looks at it again; it waits until they bring it back. ``parked_for``: the reason."""
    parked_for: str = ""
    reason: str = ""
    """The reason of its end."""
    released_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment that room and youth became free again; None while this match, or its tenancy, holds them."""
    search_key: str = ""
    """The youth's alias, the room's municipality and the host's name, folded; '' once erased."""
    erased_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))
    """The moment that its names and words, and those of its tenancy, were erased; states and reasons stay."""

    @property
    def began(self) -> datetime:
        """The moment of the proposal."""
        return self.proposed_at


class RoomReason(SQLModel, table=True):
    """A reason that a region added, or one of the house that it offers no more. Never rewritten: another text is a row.

    ``word`` is what an answer keeps: the text itself of an own reason, so old answers read as they were given.
    """

    __tablename__ = "room_reason"
    __table_args__ = (UniqueConstraint("region_id", "answer", "word"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    answer: str
    """The answer that it is given with: ``no``, ``stopped`` or ``parked``."""
    word: str
    party: str = ""
    """The side that chooses from it; '' is every side."""
    ended_on: date | None = None
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

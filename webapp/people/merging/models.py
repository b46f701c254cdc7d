"""Tables of merges and of possible duplicates."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, text
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import moment_column, new_id, partial_index
from webapp.people.merging.columns import Stays, merges

_PAIR = merges(Stays("a pair ends with a merge, and is found again"))
_STORY = merges(Stays("the story of the merge itself"))
_STANDS = text("undone_at IS NULL")
_OPEN = text("settled_at IS NULL")


class ClientMerge(SQLModel, table=True):
    """``client_id`` went into ``into_id``. Undone, it is history; a client goes into one other at a time."""

    __tablename__ = "client_merge"
    __table_args__ = (
        partial_index("ux_client_merge_client", "client_id", unique=True, where=_STANDS),
        Index("ix_client_merge_client", "client_id"),
        partial_index("ix_client_merge_into", "into_id", where=_STANDS),
    )
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    client_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=_STORY)
    into_id: UUID = Field(foreign_key="client.id", sa_column_kwargs=_STORY)
    changed: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Field → the value before and after, of each field of the one that stays that the merge changed."""
    relations: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Id of a working relation with the one that stays → what the merge made of it; see ``relations``."""
    by: UUID = Field(foreign_key="app_user.id")
    at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    undone_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    undone_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))


class MergedRow(SQLModel, table=True):
    """A row that belongs to the one that went: it moved with the merge, or a phone sent it for that client later."""

    __tablename__ = "client_merge_row"
    __table_args__ = {"sqlite_with_rowid": False}
    merge_id: UUID = Field(primary_key=True, foreign_key="client_merge.id")
    row_id: UUID = Field(primary_key=True)


class PossibleDuplicate(SQLModel, table=True):
    """Two clients of one organisation with names alike, found when one of them was written.

    ``settled_at``: a person said that these are two people.
    """

    __tablename__ = "possible_duplicate"
    __table_args__ = (
        partial_index("ix_possible_duplicate_open", "region_id", "organisation_id", "apart", "one_id", where=_OPEN),
        Index("ix_possible_duplicate_other", "other_id"),
    )
    one_id: UUID = Field(primary_key=True, foreign_key="client.id", sa_column_kwargs=_PAIR)
    """The older of the two ids."""
    other_id: UUID = Field(primary_key=True, foreign_key="client.id", sa_column_kwargs=_PAIR)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    apart: int
    """The distance between the names, as ``search.likeness`` has it."""
    noted_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    settled_by: UUID | None = Field(default=None, foreign_key="app_user.id")
    settled_at: datetime | None = Field(default=None, sa_column=moment_column(nullable=True))

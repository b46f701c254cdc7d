"""The table of the directory. It holds no personal data: a person is named only as who last checked an entry."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Words, moment_column, new_id
from webapp.directory.kinds import Status


class Entry(SQLModel, table=True):
    """A place to refer someone to; one organisation keeps it up to date. ``id`` is the form's.

    A secret one has no address, here or in any file.
    """

    __tablename__ = "directory_entry"
    __table_args__ = (Index("ix_directory_entry_checked", "region_id", "checked_on"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id", index=True)
    organisation_id: UUID = Field(foreign_key="organisation.id")
    """Keeps the entry; the help itself may be another's (``provider``)."""
    name: str
    provider: str = ""
    needs: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    municipalities: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    """Where it helps; empty is the whole region."""
    phone: str = ""
    is_crisis: bool = False
    """Its number stands on top, for now and at once."""
    email: str = ""
    website: str = ""
    is_secret: bool = False
    street: str = ""
    postcode: str = ""
    town: str = ""
    hours: str = ""
    """Opening hours, a line each, as ``typed_hours`` writes them."""
    min_age: int | None = None
    max_age: int | None = None
    for_whom: str = ""
    how: str = ""
    """How to go there or to sign someone up."""
    costs: str = ""
    languages: str = ""
    accessible: str = ""
    note: str = ""
    state: str = Status.active.value
    checked_on: date
    checked_by: str = ""
    changed_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())

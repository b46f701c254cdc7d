"""Tables of imports: the file in blocks of rows until it is written, and what a heading means in a region."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index
from sqlmodel import Field, SQLModel

from webapp import clock
from webapp.db import Sealed, Words, moment_column, new_id


class LineImport(SQLModel, table=True):
    """One file. ``done`` of its ``blocks`` went through the present ``step``; ``counts``: kind of row → number."""

    __tablename__ = "line_import"
    __table_args__ = (Index("ix_line_import_kept", "organisation_id", "made_at"),)
    id: UUID = Field(default_factory=new_id, primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    organisation_id: UUID = Field(foreign_key="organisation.id")
    programme_id: UUID = Field(foreign_key="programme.id")
    """For rows that name none."""
    made_by: UUID = Field(foreign_key="app_user.id")
    made_at: datetime = Field(default_factory=clock.stamp, sa_column=moment_column())
    heads: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    columns: list[str] = Field(default_factory=list, sa_column=Column(Words, nullable=False))
    """Beside each heading the field that it fills; '' for none."""
    step: str
    done: int = 0
    blocks: int
    rows: int
    counts: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class LineImportBlock(SQLModel, table=True):
    """Rows of a file, as JSON; after writing only the numbers of the placements, and what they were before."""

    __tablename__ = "line_import_block"
    import_id: UUID = Field(primary_key=True, foreign_key="line_import.id")
    number: int = Field(primary_key=True)
    content: str = Field(sa_column=Column(Sealed, nullable=False))


class LineColumn(SQLModel, table=True):
    """The field that a heading (folded) means in a region; '' for one that is left out."""

    __tablename__ = "line_column"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    head: str = Field(primary_key=True)
    field: str

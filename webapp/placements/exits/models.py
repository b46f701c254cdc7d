"""The figures of a region as numbers, kept with the placements they are made of."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from webapp.db import ByCodePoint


class PlacementsCounted(SQLModel, table=True):
    """A region of which every placement is counted. Who counts locks this row: one after the other."""

    __tablename__ = "placements_counted"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    is_whole: bool = False


class PlacementCount(SQLModel, table=True):
    """One number: ``shares.Count``, with its key as JSON."""

    __tablename__ = "placement_count"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    name: str = Field(primary_key=True)
    programme_id: UUID = Field(primary_key=True, foreign_key="programme.id")
    key: str = Field(sa_column=Column(ByCodePoint, primary_key=True))
    number: int


class PlacementShare(SQLModel, table=True):
    """The part of one placement in the numbers: name, programme, key and number of each."""

    __tablename__ = "placement_share"
    region_id: UUID = Field(primary_key=True, foreign_key="region.id")
    placement_id: UUID = Field(primary_key=True)
    counts: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))

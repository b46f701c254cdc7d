"""The table of numbers of places."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlmodel import Field, SQLModel


class UnitPlaces(SQLModel, table=True):
    """The places of a unit from a date on. Dated rows: a change never rewrites the past.

    ``unit_id`` is the id that the unit has in the table of its feature.
    """

    __tablename__ = "unit_places"
    unit_id: UUID = Field(primary_key=True)
    from_date: date = Field(primary_key=True)
    region_id: UUID = Field(foreign_key="region.id")
    places: int

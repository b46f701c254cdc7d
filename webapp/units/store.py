"""Queries on places and their occupants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, or_
from sqlalchemy.orm import Mapped
from sqlmodel import col, select

from webapp import clock
from webapp.db import Session
from webapp.units.models import UnitPlaces
from webapp.units.supply import Supply, Taken


@dataclass(frozen=True)
class Occupancy:
    """The columns in which a feature keeps the occupants of its units. ``undone`` is None for a row that counts."""

    unit: Mapped[UUID]
    since: Mapped[date]
    until: Mapped[date | None]
    undone: Mapped[Any]


def read_supply(session: Session, unit: UUID) -> Supply:
    """The places of a unit, by date."""
    return read_supplies(session, [unit])[unit]


def read_supplies(session: Session, units: Iterable[UUID]) -> dict[UUID, Supply]:
    """The same for each of these units."""
    ids = list(units)
    query = select(UnitPlaces.unit_id, col(UnitPlaces.from_date), UnitPlaces.places)
    rows = session.exec(query.where(col(UnitPlaces.unit_id).in_(ids)).order_by(col(UnitPlaces.from_date))).all()
    return {one: Supply(tuple((since, places) for unit, since, places in rows if unit == one)) for one in ids}


def count_present(session: Session, occupancy: Occupancy, units: Iterable[UUID]) -> dict[UUID, int]:
    """Count the present occupants of each of these; no entry for an empty one."""
    present = occupancy.unit.in_(list(units)), occupancy.until.is_(None), occupancy.undone.is_(None)
    return dict(session.exec(select(occupancy.unit, func.count()).where(*present).group_by(occupancy.unit)).all())


def count_free(session: Session, occupancy: Occupancy, units: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """The free places of each of these now, by its occupants, and all its places."""
    supply = read_supplies(session, units)
    present = count_present(session, occupancy, supply)
    numbers = {one: (places.on(clock.today()), present.get(one, 0)) for one, places in supply.items()}
    return {one: (max(0, places - here), places) for one, (places, here) in numbers.items()}


def list_taken(session: Session, occupancy: Occupancy, unit: UUID, first: date) -> list[Taken]:
    """The occupants of a unit on a day or later, as periods."""
    there = or_(occupancy.until.is_(None), occupancy.until >= first)
    query = select(occupancy.since, occupancy.until).where(occupancy.unit == unit, occupancy.undone.is_(None), there)
    return [Taken(since, until) for since, until in session.exec(query).all()]

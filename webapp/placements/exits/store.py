"""Queries for figures of a region: numbers, and the nominations to count by what they wait for. Nobody is named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.placements.homes.models import Home, Occupation
from webapp.placements.homes.store import MOST, count_free
from webapp.placements.kind import CONTRACT, NOMINATION
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.models import Placement


def list_nominated(session: Session, actor: Actor, programmes: Collection[UUID]) -> Sequence[Placement]:
    """The nominations of these programmes of the region, only for counting: found by their step, not in the lines."""
    keepers = select(Programme.organisation_id).where(col(Programme.id).in_(programmes))
    query = select(Placement).where(
        Placement.region_id == actor.region_id,
        col(Placement.keeper_id).in_(keepers),
        col(Placement.state).in_((NOMINATION, CONTRACT)),
        col(Placement.programme_id).in_(programmes),
    )
    return session.exec(query).all()


def count_free_by_town(session: Session, actor: Actor) -> dict[str, int]:
    """Municipality → free places of the region, work places left out."""
    query = select(Home).where(
        Home.region_id == actor.region_id, col(Home.withdrawn_on).is_(None), col(Home.kind) != "work"
    )
    homes = session.exec(query.limit(MOST)).all()
    free, found = count_free(session, [one.id for one in homes]), Counter[str]()
    for one in homes:
        found[one.municipality] += free[one.id][0]
    return dict(found)


def count_in_line(session: Session, programmes: Collection[UUID]) -> dict[UUID, int]:
    """Programme → the people in line."""
    query = select(Placement.programme_id, func.count()).where(
        col(Placement.programme_id).in_(programmes), col(Placement.in_line).is_(True)
    )
    return dict(session.exec(query.group_by(col(Placement.programme_id))).all())


def count_placed(session: Session, programmes: Collection[UUID], first: date, last: date) -> dict[UUID, int]:
    """Programme → the people placed in a time."""
    query = select(Placement.programme_id, func.count()).where(
        col(Placement.programme_id).in_(programmes), col(Placement.placed_on).between(first, last)
    )
    return dict(session.exec(query.group_by(col(Placement.programme_id))).all())


def count_exits(session: Session, actor: Actor, first: date, last: date) -> dict[str, int]:
    """Reason → the exits of the region in a time."""
    query = select(Placement.end_reason, func.count()).where(
        Placement.region_id == actor.region_id,
        col(Placement.ended_on).between(first, last),
        Placement.state == "exit",
    )
    return dict(session.exec(query.group_by(col(Placement.end_reason))).all())


def list_housed(session: Session, programmes: Collection[UUID]) -> list[tuple[str, str, int, str]]:
    """Of everybody placed by these programmes: state, reason of the end, number of homes, holder of the lease now."""
    query: Any = (
        select(Placement, Occupation)
        .join(Occupation, col(Occupation.placement_id) == Placement.id, isouter=True)
        .where(col(Placement.programme_id).in_(programmes), col(Placement.placed_on).is_not(None))
    )
    found: dict[UUID, tuple[str, str, int, str]] = {}
    for row, stay in session.exec(query).all():
        _, _, homes, holder = found.get(row.id, ("", "", 0, ""))
        if stay is not None and stay.until is None:
            holder = stay.lease_holder
        found[row.id] = (row.state, row.end_reason, homes + (stay is not None), holder)
    return list(found.values())

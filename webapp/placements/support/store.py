"""Queries on moments of support."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.placements.support.models import SupportMoment

_SHOWN = 200


class Counted(NamedTuple):
    """Support of one kind in a time. ``minutes`` is of the moments whose time somebody kept."""

    kind: str
    people: int
    moments: int
    minutes: int


def list_moments(session: Session, placement_id: UUID) -> Sequence[SupportMoment]:
    """The moments of a placement that stand, the newest first. The caller has checked access to it."""
    query = select(SupportMoment).where(
        SupportMoment.placement_id == placement_id, col(SupportMoment.undone_at).is_(None)
    )
    query = query.order_by(col(SupportMoment.given_on).desc(), col(SupportMoment.id).desc())
    return session.exec(query.limit(_SHOWN)).all()


def find_moment(session: Session, actor: Actor, moment_id: UUID) -> SupportMoment | None:
    """A moment that this user noted, locked."""
    query = select(SupportMoment).where(
        SupportMoment.id == moment_id, SupportMoment.by == actor.user_id, SupportMoment.region_id == actor.region_id
    )
    return session.exec(query.with_for_update()).first()


def count_moments(session: Session, actor: Actor, first: date, last: date) -> list[Counted]:
    """Support in the region in a time, by kind."""
    query: Any = (
        select(
            SupportMoment.kind,
            func.count(func.distinct(col(SupportMoment.placement_id))),
            func.count(),
            func.coalesce(func.sum(col(SupportMoment.minutes)), 0),
        )
        .where(
            SupportMoment.region_id == actor.region_id,
            col(SupportMoment.given_on).between(first, last),
            col(SupportMoment.undone_at).is_(None),
        )
        .group_by(col(SupportMoment.kind))
    )
    return [Counted(row[0], row[1], row[2], int(row[3])) for row in session.exec(query).all()]

"""Queries on past nights: their requests, counts and reports. Numbers and columns, no names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import col, select

from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, Count
from webapp.beds.requests.models import NoPlace
from webapp.beds.shelters.models import Category, Shelter
from webapp.db import Session

Span = tuple[datetime, datetime]
"""After the first moment, until the second."""


def list_requests(session: Session, region_id: UUID, night: date) -> Sequence[tuple[BedRequest, Shelter]]:
    """The requests for these nights, at shelters that may be shared."""
    found = session.exec(
        select(BedRequest, Shelter)
        .join(Shelter, col(Shelter.id) == BedRequest.shelter_id)
        .where(BedRequest.region_id == region_id, BedRequest.night == night, col(Shelter.confidential).is_(False))
        .order_by(col(BedRequest.asked_at))
    ).all()
    return list(found)


def count_requests(
    session: Session, region_id: UUID, first: date, last: date, now: datetime
) -> list[tuple[date, State, str, int]]:
    """Count the requests for these nights, at shelters that may be shared, by night, state and reason.

    A question without an answer in time is ``unanswered``; other states that the clock makes count as the last
    decision.
    """
    late: Any = (col(BedRequest.state) == State.requested.value) & (col(BedRequest.answer_by) <= now)
    columns: Any = (BedRequest.night, BedRequest.state, BedRequest.reason, func.coalesce(late, False).label("late"))
    question: Any = (
        sqlalchemy_select(*columns, func.count())
        .join(Shelter, col(Shelter.id) == BedRequest.shelter_id)
        .where(
            col(BedRequest.region_id) == region_id,
            col(BedRequest.night).between(first, last),
            col(Shelter.confidential).is_(False),
        )
        .group_by(*columns[:3], "late")
    )
    return [
        (night, State.unanswered if is_late else State(state), reason, number)
        for night, state, reason, is_late, number in session.exec(question)
    ]


def last_counts(
    session: Session, categories: Iterable[UUID], spans: Sequence[Span]
) -> dict[UUID, Sequence[datetime | None]]:
    """When each category was counted last in each of these spans; one question for a whole month."""
    if not spans:
        return {}
    asked = [
        sqlalchemy_select(func.max(Count.counted_at))
        .where(col(Count.category_id) == col(Category.id), col(Count.counted_at) > begin, col(Count.counted_at) <= end)
        .scalar_subquery()
        for begin, end in spans
    ]
    question: Any = sqlalchemy_select(col(Category.id), *asked).where(col(Category.id).in_(list(categories)))
    return {category: moments for category, *moments in session.exec(question)}


def first_request(session: Session, shelters: Sequence[UUID]) -> date | None:
    """The first night for which a bed was asked in these shelters."""
    night = sqlalchemy_select(func.min(BedRequest.night)).where(col(BedRequest.shelter_id) == col(Shelter.id))
    return _lowest(session, sqlalchemy_select(night.scalar_subquery()).where(col(Shelter.id).in_(shelters)))


def first_count(session: Session, shelters: Sequence[UUID]) -> datetime | None:
    """When somebody first counted beds in these shelters."""
    moment = sqlalchemy_select(func.min(Count.counted_at)).where(col(Count.category_id) == col(Category.id))
    return _lowest(session, sqlalchemy_select(moment.scalar_subquery()).where(col(Category.shelter_id).in_(shelters)))


def first_without_a_place(session: Session, region_id: UUID) -> date | None:
    """The first night in which somebody found no place."""
    reports = (NoPlace.region_id == region_id, col(NoPlace.undone_at).is_(None))
    return session.exec(select(func.min(NoPlace.night)).where(*reports)).one()


def _lowest(session: Session, question: Any) -> Any:
    """The lowest of few values; each is the first of an index."""
    return min((value for (value,) in session.exec(question) if value is not None), default=None)

"""Queries on beds out of use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.beds.ledger.models import Closure
from webapp.beds.shelters.models import Category
from webapp.db import Session


def list_closures(session: Session, actor: Actor, shelter_id: UUID) -> Sequence[tuple[Closure, Category]]:
    """The closed beds of a shelter of the actor, oldest first."""
    rows = session.exec(
        select(Closure, Category)
        .join(Category, col(Category.id) == Closure.category_id)
        .where(Category.shelter_id == shelter_id, Closure.region_id == actor.region_id, col(Closure.ended).is_(None))
        .order_by(Category.kind, col(Closure.from_date), col(Closure.id))
    ).all()
    return list(rows)


def count_overdue(session: Session, shelter_ids: Iterable[UUID], today: date) -> dict[UUID, int]:
    """Count, per shelter, the closed beds that were expected back before today; no entry for a shelter without any."""
    rows = session.exec(
        select(Category.shelter_id, func.sum(Closure.places))
        .join(Category, col(Category.id) == Closure.category_id)
        .where(
            col(Category.shelter_id).in_(list(shelter_ids)),
            col(Closure.ended).is_(None),
            col(Closure.until) < today,
        )
        .group_by(col(Category.shelter_id))
    ).all()
    return dict(rows)


def find_closure(session: Session, closure_id: UUID, *, lock: bool = False) -> tuple[Closure, Category] | None:
    """A closed bed with its category."""
    closure = session.get(Closure, closure_id, with_for_update=lock or None, populate_existing=lock)
    return (closure, session.get_one(Category, closure.category_id)) if closure else None

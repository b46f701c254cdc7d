"""What one category has left at this moment, for who stands in the line and decides on it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from webapp.beds import board, ledger
from webapp.beds.board import CategoryNow
from webapp.beds.models import Category, Shelter
from webapp.db import Session


def locked_category(session: Session, category_id: UUID) -> Category:
    """The category as it is now, locked."""
    return session.get_one(Category, category_id, with_for_update=True, populate_existing=True)


def state_of(session: Session, category: Category, now: datetime) -> CategoryNow:
    """How a category stands."""
    shelter = session.get_one(Shelter, category.shelter_id)
    [(_, state)] = board.read_categories(session, [category], {shelter.id: shelter}, now)
    return state


def settled(session: Session, category: Category, now: datetime) -> CategoryNow:
    """How a category stands, with the holds that ran out unseen written down. What is free is the same before it."""
    state = state_of(session, category, now)
    if state.version > category.version:
        ledger.settle(session, category, now)
    return state

"""The free places of one kind of beds at one moment; and the same for a decision, with expired holds settled first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.beds import rules
from webapp.beds.kinds import Kind
from webapp.beds.ledger import store as ledger_store
from webapp.beds.ledger import tally, turns
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.models import Category, Shelter
from webapp.db import Session


@dataclass(frozen=True)
class CategoryNow:
    """One kind of beds at this moment. ``counted_free`` is the number of the last count, before any hold."""

    id: UUID
    kind: Kind
    capacity: int
    free: int
    held: int
    version: int
    counted_at: datetime | None
    counted_by: str
    counted_free: int
    is_old: bool
    call_first: bool
    tags: tuple[str, ...]
    stays: int = 0
    out_of_use: int = 0
    book: int = 0
    """Free places by the records: capacity − out of use − stays − holds."""
    counted_now: int | None = None
    """The last count carried on to now."""
    difference: int = 0
    """counted_now − book: for a person to settle."""

    @property
    def is_empty(self) -> bool:
        """True for no places on this night and nobody in them: a kind that has ended, or has not begun."""
        return not (self.capacity or self.held or self.stays)

    @property
    def label(self) -> str:
        """The kind in Dutch."""
        return self.kind.label


@dataclass
class _Around:
    """The changes of a category around its last count, by the kinds of ``taken_around``."""

    holds: list[tally.Hold] = field(default_factory=list)
    stays: list[tally.Taken] = field(default_factory=list)
    closures: list[tally.Taken] = field(default_factory=list)


def locked_category(session: Session, category_id: UUID) -> Category:
    """The category as it is now, locked."""
    return session.get_one(Category, category_id, with_for_update=True, populate_existing=True)


def state_of(session: Session, category: Category, now: datetime) -> CategoryNow:
    """The state of one category."""
    shelter = session.get_one(Shelter, category.shelter_id)
    [(_, state)] = read_categories(session, [category], {shelter.id: shelter}, now)
    return state


def settled(session: Session, category: Category, now: datetime) -> CategoryNow:
    """The state of a category, after writing down its expired holds. The free places are the same before and after."""
    state = state_of(session, category, now)
    if state.version > category.version:
        turns.settle(session, category, now)
    return state


def read_categories(
    session: Session, categories: Sequence[Category], shelters: dict[UUID, Shelter], now: datetime
) -> list[tuple[UUID, CategoryNow]]:
    """The shelter's id and the state of each of these categories."""
    night = clock.night_of(now)
    capacities = shelter_store.capacities(session, [category.id for category in categories], night)
    capacities |= winter_places.places(session, categories, now)
    counts = ledger_store.last_counts(session, categories)
    around = _around(session, categories)
    return [
        (
            category.shelter_id,
            _category(
                category,
                shelters[category.shelter_id],
                capacities.get(category.id, 0),
                counts.get(category.id),
                around[category.id],
                now,
            ),
        )
        for category in categories
    ]


def capacity_on(session: Session, category: Category, night: date) -> int:
    """The places of a category on a night; extra winter beds exist only while the regime holds."""
    if category.kind == Kind.winter.value:
        return winter_places.places(session, [category], clock.now()).get(category.id, 0)
    return shelter_store.capacities(session, [category.id], night).get(category.id, 0)


def _around(session: Session, categories: Sequence[Category]) -> dict[UUID, _Around]:
    """Per category the holds, stays and closed beds that count for its free places."""
    around: dict[UUID, _Around] = defaultdict(_Around)
    for category, kind, one in ledger_store.taken_around(session, categories):
        getattr(around[category], kind).append(one)
    return around


def _category(
    category: Category,
    shelter: Shelter,
    capacity: int,
    counted: tuple[tally.LastCount, str] | None,
    around: _Around,
    now: datetime,
) -> CategoryNow:
    count = counted[0] if counted else None
    result = tally.tally(capacity, count, around.holds, now, around.stays, around.closures)
    counted_at = count.at if count else None
    kind = Kind(category.kind)
    return CategoryNow(
        id=category.id,
        kind=kind,
        capacity=capacity,
        free=result.free,
        held=result.held,
        version=tally.version_now(category.version, around.holds, now),
        counted_at=counted_at,
        counted_by=counted[1] if counted else "",
        counted_free=count.free if count else 0,
        is_old=counted_at is not None and now - counted_at >= timedelta(minutes=shelter.old_minutes),
        call_first=tally.is_stale(counted_at, shelter.stale_minutes, now),
        tags=tuple(rules.tags(kind, shelter.ages, shelter.offers, free=result.free > 0)),
        stays=result.stays,
        out_of_use=result.out_of_use,
        book=result.book,
        counted_now=result.counted,
        difference=result.difference,
    )

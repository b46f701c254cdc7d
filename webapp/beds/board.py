"""What stands on the board: every category with what is free now, worked out at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.models import Site
from webapp.beds import arithmetic, rules, stay_store, store, winter_store
from webapp.beds.kinds import KIND_LABELS, HoldRule, Kind
from webapp.beds.models import Category, Closure, Count, Shelter, Stay
from webapp.db import Session
from webapp.errors import N_

CONFIDENTIAL_NAME = N_("Vrouwenopvang")
"""What a confidential shelter is called everywhere; its own name stands in the database only."""


def told_name(shelter: Shelter) -> str:
    """What a shelter is called wherever others than its administrator read it."""
    return CONFIDENTIAL_NAME if shelter.confidential else shelter.name


@dataclass(frozen=True)
class CategoryNow:
    """One kind of beds at this moment. ``counted_free`` is what the last count said, before any hold."""

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
    """What is free by what is written down: capacity − out of use − stays − holds."""
    counted_now: int | None = None
    """The last count carried on to now."""
    difference: int = 0
    """counted_now − book: for a person to settle."""

    @property
    def is_empty(self) -> bool:
        """No places on this night and nobody in them: a kind that has ended, or has not begun."""
        return not (self.capacity or self.held or self.stays)

    @property
    def label(self) -> str:
        """The kind in Dutch."""
        return KIND_LABELS[self.kind]


_Counts = dict[UUID, tuple[Count, str]]


@dataclass
class _Around:
    """What happened in a category around its last count."""

    holds: list[arithmetic.Hold] = field(default_factory=list)
    stays: list[arithmetic.Taken] = field(default_factory=list)
    closures: list[arithmetic.Taken] = field(default_factory=list)


@dataclass(frozen=True)
class ShelterNow:
    """One shelter at this moment."""

    id: UUID
    name: str
    municipality: str
    address: str
    confidential: bool
    phone: str
    hold: HoldRule
    hold_minutes: int
    ages: rules.Ages
    note: str
    doors: tuple[str, str] | None
    """From when to when new guests come in, None at any time."""
    lets_in: bool
    """Whether they do now; else a person of the shelter decides."""
    offers: rules.Offers
    categories: tuple[CategoryNow, ...]

    @property
    def hold_now(self) -> HoldRule:
        """Who decides at this moment: behind a closed door always a person."""
        return self.hold if self.lets_in else HoldRule.by_hand

    def hold_of(self, category: CategoryNow) -> HoldRule:
        """Who decides on these beds now: of an old count, too, a person."""
        return HoldRule.by_hand if category.call_first else self.hold_now

    @property
    def free(self) -> int:
        """Free places one can count on."""
        return sum(category.free for category in self.categories if not category.call_first)

    @property
    def held(self) -> int:
        """Places kept for someone on the way."""
        return sum(category.held for category in self.categories)

    @property
    def counted_free(self) -> int:
        """What the last counts said together."""
        return sum(category.counted_free for category in self.categories if category.counted_at)

    @property
    def counted_at(self) -> datetime | None:
        """The oldest of the last counts, to the minute; None when any category was never counted."""
        times = [category.counted_at for category in self.categories]
        known = [moment for moment in times if moment]
        return min(known).replace(second=0, microsecond=0) if known and len(known) == len(times) else None

    @property
    def counted_by(self) -> str:
        """Who made the oldest of the last counts."""
        known = [category for category in self.categories if category.counted_at]
        return min(known, key=lambda category: category.counted_at or clock.now()).counted_by if known else ""

    @property
    def is_old(self) -> bool:
        """Whether any count is getting old."""
        return any(category.is_old for category in self.categories)

    @property
    def call_first(self) -> bool:
        """Whether no count can be trusted: the whole shelter is to be called."""
        return all(category.call_first for category in self.categories)

    def category(self, kind: str) -> CategoryNow | None:
        """Its category of a kind."""
        return next((category for category in self.categories if category.kind == kind), None)


def this_minute() -> datetime:
    """The moment a board is worked out for: a whole minute, so that its bytes hold for all of it.

    Holds end on whole minutes, so nothing ends between this moment and the next.
    """
    return clock.now().replace(second=0, microsecond=0)


def read_board(session: Session, region_id: UUID, now: datetime) -> list[ShelterNow]:
    """Every shelter of a region that may be shared: with room first, then whom to call, then the full ones.

    A shelter without categories has nothing to show.
    """
    found = store.list_shared_shelters(session, region_id, clock.night_of(now))
    shelters = [shelter for shelter in read_shelters(session, found, now) if shelter.categories]
    return sorted(shelters, key=lambda shelter: 0 if shelter.free else 1 if shelter.call_first else 2)


def read_shelters(session: Session, found: Iterable[tuple[Shelter, Site]], now: datetime) -> list[ShelterNow]:
    """These shelters with their categories at ``now``."""
    pairs = list(found)
    shelters = {shelter.id: shelter for shelter, _ in pairs}
    categories = [
        category
        for category in store.list_categories(session, shelters)
        if category.closes_on is None or category.closes_on > clock.night_of(now)
    ]
    categories = winter_store.without_closed(session, categories, now)
    by_shelter = defaultdict(list)
    for category in read_categories(session, categories, shelters, now):
        if not category[1].is_empty:
            by_shelter[category[0]].append(category[1])
    return [_shelter(shelter, site, by_shelter[shelter.id], now) for shelter, site in pairs]


def read_categories(
    session: Session, categories: Sequence[Category], shelters: dict[UUID, Shelter], now: datetime
) -> list[tuple[UUID, CategoryNow]]:
    """The shelter's id and the state of each of these categories."""
    night = clock.night_of(now)
    capacities = store.capacities(session, [category.id for category in categories], night)
    capacities |= winter_store.places(session, categories, now)
    counts = store.last_counts(session, categories)
    around = _around(session, categories, counts)
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


def _around(session: Session, categories: Sequence[Category], counts: _Counts) -> dict[UUID, _Around]:
    """Per category the holds, stays and closed beds that matter to what is free."""
    seen = {one.id: counts[one.id][0].seen if one.id in counts else -1 for one in categories}
    around: dict[UUID, _Around] = defaultdict(_Around)
    for category, hold in store.holds_around(session, seen):
        around[category].holds.append(hold)
    for category, stay in stay_store.taken_around(session, Stay, seen):
        around[category].stays.append(stay)
    for category, closure in stay_store.taken_around(session, Closure, seen):
        around[category].closures.append(closure)
    return around


def _category(
    category: Category,
    shelter: Shelter,
    capacity: int,
    counted: tuple[Count, str] | None,
    around: _Around,
    now: datetime,
) -> CategoryNow:
    count = counted[0] if counted else None
    last = arithmetic.LastCount(count.free, count.seen, count.counted_at, count.own) if count else None
    result = arithmetic.tally(capacity, last, around.holds, now, around.stays, around.closures)
    counted_at = count.counted_at if count else None
    kind = Kind(category.kind)
    return CategoryNow(
        id=category.id,
        kind=kind,
        capacity=capacity,
        free=result.free,
        held=result.held,
        version=arithmetic.version_now(category.version, around.holds, now),
        counted_at=counted_at,
        counted_by=counted[1] if counted else "",
        counted_free=count.free if count else 0,
        is_old=counted_at is not None and now - counted_at >= timedelta(minutes=shelter.old_minutes),
        call_first=arithmetic.is_stale(counted_at, shelter.stale_minutes, now),
        tags=tuple(rules.tags(kind, shelter.ages, shelter.offers, free=result.free > 0)),
        stays=result.stays,
        out_of_use=result.out_of_use,
        book=result.book,
        counted_now=result.counted,
        difference=result.difference,
    )


def _shelter(shelter: Shelter, site: Site, categories: Iterable[CategoryNow], now: datetime) -> ShelterNow:
    hidden = shelter.confidential
    place = () if hidden else (rules.place_tag(site.municipality),)
    return ShelterNow(
        id=shelter.id,
        name=told_name(shelter),
        municipality="" if hidden else site.municipality,
        address="" if hidden or site.secret else site.address,
        confidential=hidden,
        phone=shelter.phone,
        hold=HoldRule(shelter.hold_rule),
        hold_minutes=shelter.hold_minutes,
        ages=shelter.ages,
        note="" if hidden else shelter.note,
        doors=(shelter.doors_open, shelter.doors_close) if shelter.doors_open and shelter.doors_close else None,
        lets_in=shelter.lets_in_at(now),
        offers=shelter.offers,
        categories=tuple(replace(category, tags=(*category.tags, *place)) for category in categories),
    )


def capacity_on(session: Session, category: Category, night: date) -> int:
    """How many places a category has on a night; extra winter beds are there as long as the regime holds."""
    if category.kind == Kind.winter.value:
        return winter_store.places(session, [category], clock.now()).get(category.id, 0)
    return store.capacities(session, [category.id], night).get(category.id, 0)

"""The shelters of the board: each with its free places, worked out at one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.models import Site
from webapp.beds import rules
from webapp.beds.availability.categories import CategoryNow, read_categories
from webapp.beds.kinds import HoldRule
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.models import Shelter
from webapp.beds.shelters.store import shown_name
from webapp.db import Session


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
    """The hours for new guests (from, until); None at any time."""
    lets_in: bool
    """True while new guests come in; else a person of the shelter decides."""
    offers: rules.Offers
    categories: tuple[CategoryNow, ...]

    @property
    def hold_now(self) -> HoldRule:
        """The rule that decides now: behind a closed door always a person."""
        return self.hold if self.lets_in else HoldRule.by_hand

    def hold_of(self, category: CategoryNow) -> HoldRule:
        """The rule that decides on these beds now: with an old count, too, a person."""
        return HoldRule.by_hand if category.call_first else self.hold_now

    @property
    def free(self) -> int:
        """Free places that one can count on."""
        return sum(category.free for category in self.categories if not category.call_first)

    @property
    def held(self) -> int:
        """Places kept for someone on the way."""
        return sum(category.held for category in self.categories)

    @property
    def counted_free(self) -> int:
        """The last counts of all categories together."""
        return sum(category.counted_free for category in self.categories if category.counted_at)

    @property
    def counted_at(self) -> datetime | None:
        """The oldest of the last counts, to the minute; None when any category was never counted."""
        times = [category.counted_at for category in self.categories]
        known = [moment for moment in times if moment]
        return min(known).replace(second=0, microsecond=0) if known and len(known) == len(times) else None

    @property
    def counted_by(self) -> str:
        """The name of the person who made the oldest of the last counts."""
        known = [category for category in self.categories if category.counted_at]
        return min(known, key=lambda category: category.counted_at or clock.now()).counted_by if known else ""

    @property
    def is_old(self) -> bool:
        """True when any count is getting old."""
        return any(category.is_old for category in self.categories)

    @property
    def call_first(self) -> bool:
        """True when no count can be trusted: the whole shelter is to be called."""
        return all(category.call_first for category in self.categories)

    def category(self, kind: str) -> CategoryNow | None:
        """Its category of a kind."""
        return next((category for category in self.categories if category.kind == kind), None)


def this_minute() -> datetime:
    """The moment of a board: a whole minute, so that its bytes hold for all of it.

    Holds end on whole minutes, so nothing ends between this moment and the next.
    """
    return clock.now().replace(second=0, microsecond=0)


def read_board(session: Session, region_id: UUID, now: datetime) -> list[ShelterNow]:
    """Every shelter of a region that may be shared: first those with room, then those to call, then the full ones.

    A shelter without categories has nothing to show.
    """
    found = shelter_store.list_shared_shelters(session, region_id, clock.night_of(now))
    shelters = [shelter for shelter in read_shelters(session, found, now) if shelter.categories]
    return sorted(shelters, key=lambda shelter: 0 if shelter.free else 1 if shelter.call_first else 2)


def read_shelters(session: Session, found: Iterable[tuple[Shelter, Site]], now: datetime) -> list[ShelterNow]:
    """These shelters with their categories at ``now``."""
    pairs = list(found)
    shelters = {shelter.id: shelter for shelter, _ in pairs}
    categories = [
        category
        for category in shelter_store.list_categories(session, shelters)
        if category.closes_on is None or category.closes_on > clock.night_of(now)
    ]
    categories = winter_places.without_closed(session, categories, now)
    by_shelter = defaultdict(list)
    for category in read_categories(session, categories, shelters, now):
        if not category[1].is_empty:
            by_shelter[category[0]].append(category[1])
    return [_shelter(shelter, site, by_shelter[shelter.id], now) for shelter, site in pairs]


def _shelter(shelter: Shelter, site: Site, categories: Iterable[CategoryNow], now: datetime) -> ShelterNow:
    hidden = shelter.confidential
    place = () if hidden else (rules.place_tag(site.municipality),)
    return ShelterNow(
        id=shelter.id,
        name=shown_name(shelter),
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

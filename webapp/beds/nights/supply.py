"""The offer of each night of a period, read once for all of them: dated places, winter beds, fresh counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.beds.ledger import tally
from webapp.beds.nights import store
from webapp.beds.nights.moments import judged_at
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.models import Category, Shelter
from webapp.db import Session


@dataclass(frozen=True)
class Supply:
    """The places of one night by category, and when each was counted last before that was judged."""

    night: date
    capacities: dict[UUID, int]
    counted: dict[UUID, datetime]

    def places(self, categories: Sequence[Category]) -> Counter[UUID]:
        """How many places each shelter had, extra winter beds with them."""
        places: Counter[UUID] = Counter()
        for category in categories:
            if category.closes_on is None or category.closes_on > self.night:
                places[category.shelter_id] += self.capacities.get(category.id, 0)
        return places

    def freshness(self, categories: Sequence[Category], shelters: Mapping[UUID, Shelter]) -> tuple[int, int]:
        """How many kinds of beds had a count at 23:00 that was not too old to rely on, of how many."""
        moment, longest_ago = _judged(self.night)
        asked = [category for category in categories if self.capacities.get(category.id)]
        fresh = [
            category
            for category in asked
            if not tally.is_stale(
                self.counted.get(category.id, longest_ago), shelters[category.shelter_id].stale_minutes, moment
            )
        ]
        return len(fresh), len(asked)


def read_supply(
    session: Session, region_id: UUID, categories: Sequence[Category], nights: Sequence[date]
) -> list[Supply]:
    """The offer of each of these nights, oldest first."""
    ids = [category.id for category in categories]
    dated = [(one.category_id, one.from_date, one.capacity) for one in shelter_store.list_capacities(session, ids)]
    winter = winter_places.list_beds_of(session, region_id, nights[0], nights[-1])
    spans = [(longest_ago, moment) for moment, longest_ago in map(_judged, nights)]
    counted = store.last_counts(session, ids, spans)
    return [
        Supply(
            night,
            {category: capacity for category, since, capacity in dated if since <= night}
            | winter_places.most_in_night(winter, night),
            {category: moments[n] for category, moments in counted.items() if moments[n]},  # type: ignore[misc]
        )
        for n, night in enumerate(nights)
    ]


def _judged(night: date) -> tuple[datetime, datetime]:
    """The moment at which counts are judged, and before which none matters."""
    return min(clock.now(), judged_at(night)), clock.end_of_night(night - timedelta(days=2))

"""The occupancy of the shelters: every night of a month, with refusals, 'geen plek gevonden' and fresh counts.

From the books: the guests with a bed at 04:00. A shelter that keeps no book has no guests here, and is marked so. A
reader of aggregates gets the region's nights and no number under five. They get a sum of the month only when none of
its nights has such a number, because the page of every night is theirs too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission, sees_small_numbers
from webapp.audit.service import Action, record
from webapp.beds.kinds import State
from webapp.beds.nights import report, store
from webapp.beds.nights.moments import asleep_at, is_judged, is_running
from webapp.beds.nights.supply import read_supply
from webapp.beds.requests import no_place
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.stays import store as stay_store
from webapp.beds.stays.store import Slept
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures import small_numbers
from webapp.figures.columns import Column, column
from webapp.figures.periods import last_day_of
from webapp.text import sort_key

_NO_MONTH = N_("Deze maand is er nog niet.")


@dataclass(frozen=True)
class ShelterMonth:
    """One shelter: per night the places taken and the places there were.

    ``begun``: its first night in the book; nobody knows the guests of earlier nights. ``over``: the number of nights
    whose guests are settled.
    """

    name: str
    nights: tuple[tuple[int, int], ...]
    begun: int
    over: int

    @property
    def keeps_book(self) -> bool:
        """True when its book began in this month or before it; a night without guests was then an empty one."""
        return self.begun < len(self.nights)

    @property
    def settled(self) -> tuple[tuple[int, int], ...]:
        """The nights of the share: settled ones in the book; in the book's first night, that one so far."""
        return self.nights[self.begun : self.over] or self.nights[self.begun :]

    @property
    def share(self) -> int:
        """The taken share of all places over these nights, in whole percents."""
        places = sum(places for _, places in self.settled)
        return round(100 * sum(taken for taken, _ in self.settled) / places) if places else 0


@dataclass(frozen=True)
class Month:
    """A month in numbers; ``nights`` up to tonight. ``small_hidden``: numbers under five are hidden.

    ``share``, ``all_without`` and the number of a reason are hidden (None) when a small number could be computed from
    them. ``running`` is the night whose guests are not settled yet. ``begins``: the first month with any facts;
    ``is_known``: True when this month has any.
    """

    first: date
    begins: date | None
    is_known: bool
    nights: tuple[date, ...]
    running: date | None
    region: ShelterMonth
    share: int | None
    shelters: tuple[ShelterMonth, ...]
    reasons: list[tuple[str, int | None]]
    without: tuple[int, ...]
    all_without: int | None
    fresh_share: int | None
    """None when there was nothing to count."""
    small_hidden: bool

    def tell(self, number: int | None) -> str:
        """Format a number as this reader may see it."""
        return small_numbers.show(number, hidden=self.small_hidden)

    def columns(self, shelter: ShelterMonth) -> list[Column]:
        """The nights of a shelter as a chart; nights before its book are unknown."""
        return [
            column(
                night,
                taken if n >= shelter.begun else None,
                places,
                hidden=self.small_hidden,
                running=night == self.running,
            )
            for n, (night, (taken, places)) in enumerate(zip(self.nights, shelter.nights, strict=True))
        ]


def read_month(session: Session, actor: Actor, first: date) -> Month:
    """A month of the actor's region, from its first night to its last or tonight.

    Raises:
        NotAllowed: for an actor who may not see it.
        NotFound: for a month to come.
    """
    actor.require(Permission.see_nights)
    tonight = clock.tonight()
    if first > tonight:
        raise NotFound(_NO_MONTH)
    last = min(last_day_of(first), tonight)
    nights = tuple(first + timedelta(days=n) for n in range((last - first).days + 1))
    public = [shelter for shelter, _ in shelter_store.list_public_shelters(session, actor.region_id)]
    ids = [shelter.id for shelter in public]
    categories = shelter_store.list_categories(session, ids)
    asleep_in = _asleep(stay_store.list_between(session, ids, asleep_at(first), asleep_at(last)), nights)
    supplies = read_supply(session, actor.region_id, categories, nights)
    arrivals = stay_store.first_arrivals(session, ids)
    names: dict[UUID, Shelter] = {}
    taken, places, counted = [], [], []
    for night, supply, asleep in zip(nights, supplies, asleep_in, strict=True):
        open_then = report.houses_of(public, asleep, night)
        kinds = [category for category in categories if category.shelter_id in open_then]
        names |= open_then
        taken.append(_taken(asleep))
        places.append(supply.places(kinds))
        counted.append(supply.freshness(kinds, open_then))
    fresh, countable = map(sum, zip(*_settled(counted, nights), strict=True))
    over = sum(not is_running(night) for night in nights)
    requests = store.count_requests(session, actor.region_id, first, last, clock.now())
    reported = Counter[date]()
    for row in no_place.list_reports_between(session, actor.region_id, first, last):
        reported[row.night] += row.persons
    shelters = [
        ShelterMonth(
            shelter.name,
            tuple((taken[n][id_], places[n][id_]) for n in range(len(nights))),
            sum(not report.is_in_book(arrivals.get(id_), night) for night in nights),
            over,
        )
        for id_, shelter in names.items()
    ]
    record(session, actor, Action.read, "bed_stay", None, ground="region")
    hidden = not sees_small_numbers(actor.roles)
    region = _together([shelter for shelter in shelters if shelter.keeps_book], len(nights), over)
    without = tuple(reported[night] for night in nights)
    return Month(
        first=first,
        begins=_begins(session, actor.region_id, ids, arrivals.values()),
        is_known=region.keeps_book or bool(requests or reported) or _was_counted(session, categories, first, last),
        nights=nights,
        running=last if is_running(last) else None,
        region=region,
        share=small_numbers.visible_sum(region.share, (taken for taken, _ in region.settled), hidden=hidden),
        shelters=() if hidden else tuple(sorted(shelters, key=lambda one: sort_key(one.name))),
        reasons=_reasons(requests, nights, hidden=hidden),
        without=without,
        all_without=small_numbers.visible_sum(sum(without), without, hidden=hidden),
        fresh_share=round(100 * fresh / countable) if countable else None,
        small_hidden=hidden,
    )


def _begins(session: Session, region_id: UUID, shelters: Sequence[UUID], arrivals: Iterable[datetime]) -> date | None:
    """The first month in which somebody slept, counted, asked or found no place; None when none did."""
    nights = [store.first_request(session, shelters), store.first_without_a_place(session, region_id)]
    counted = store.first_count(session, shelters)
    moments = [*arrivals, *([counted] if counted else [])]
    known = [night for night in nights if night] + [clock.night_of(moment) for moment in moments]
    return min(known).replace(day=1) if known else None


def _was_counted(session: Session, categories: Sequence[Category], first: date, last: date) -> bool:
    """True when anybody counted beds in these nights."""
    span = clock.end_of_night(first - timedelta(days=1)), clock.end_of_night(last)
    return any(any(moments) for moments in store.last_counts(session, [one.id for one in categories], [span]).values())


def _reasons(
    requests: Sequence[tuple[date, State, str, int]], nights: Sequence[date], *, hidden: bool
) -> list[tuple[str, int | None]]:
    """How often each reason was given in these nights, as this reader may see it beside the nights themselves."""
    given = Counter[tuple[date, str]]()
    for night, state, word, number in requests:
        if reason := report.reason_of(state, word):
            given[night, reason] += number
    per_night = {reason: [given[night, reason] for night in nights] for _, reason in given}
    shown = [(reason, small_numbers.visible_sum(sum(each), each, hidden=hidden)) for reason, each in per_night.items()]
    return sorted(shown, key=partial(small_numbers.rank, hidden=hidden))


def _settled(counted: list[tuple[int, int]], nights: Sequence[date]) -> list[tuple[int, int]]:
    """The counts of the nights in which it has been 23:00; in the first one, those so far."""
    return [one for one, night in zip(counted, nights, strict=True) if is_judged(night)] or counted


def _together(shelters: list[ShelterMonth], nights: int, over: int) -> ShelterMonth:
    """The shelters that keep a book, as one: a missing book is not an empty house."""
    return ShelterMonth(
        "",
        tuple(
            (sum(one.nights[n][0] for one in shelters), sum(one.nights[n][1] for one in shelters if n >= one.begun))
            for n in range(nights)
        ),
        min((one.begun for one in shelters), default=nights),
        over,
    )


def _asleep(stays: Sequence[Slept], nights: Sequence[date]) -> list[list[Slept]]:
    """The stays of each of these successive nights."""
    moments = [asleep_at(night) for night in nights]
    found: list[list[Slept]] = [[] for _ in nights]
    for stay in stays:
        end = bisect_left(moments, stay.left_at) if stay.left_at else len(moments)
        for n in range(bisect_left(moments, stay.arrived_at), end):
            found[n].append(stay)
    return found


def _taken(asleep: Sequence[Slept]) -> Counter[UUID]:
    """The places that were slept in, per shelter."""
    found: Counter[UUID] = Counter()
    for stay in asleep:
        found[stay.shelter_id] += stay.places
    return found

"""The occupancy of the shelters: every night of a month, with refusals, 'geen plek gevonden' and fresh counts.

From the books: the guests with a bed at 04:00. A shelter that keeps no book has no guests here, and is marked so. A
reader of aggregates gets the region's nights and no number under five. They get a sum of the month only when none of
its nights has such a number, because the page of every night is theirs too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlmodel import col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission, sees_small_numbers
from webapp.audit.service import Action, record
from webapp.beds.ledger.models import BedRequest, Count, Stay
from webapp.beds.nights import report
from webapp.beds.requests import no_place
from webapp.beds.requests.models import NoPlace
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.stays import store as stay_store
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
    def told(self) -> tuple[tuple[int, int], ...]:
        """The nights of the share: settled ones in the book; in the book's first night, that one so far."""
        return self.nights[self.begun : self.over] or self.nights[self.begun :]

    @property
    def share(self) -> int:
        """The taken share of all places over these nights, in whole percents."""
        places = sum(places for _, places in self.told)
        return round(100 * sum(taken for taken, _ in self.told) / places) if places else 0


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
        return small_numbers.tell(number, hidden=self.small_hidden)

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
    told_of = [shelter for shelter, _ in shelter_store.list_told_shelters(session, actor.region_id)]
    ids = [shelter.id for shelter in told_of]
    categories = shelter_store.list_categories(session, ids)
    stays = stay_store.list_between(session, ids, report.asleep_at(first), report.asleep_at(last))
    arrivals = stay_store.first_arrivals(session, ids)
    names: dict[UUID, Shelter] = {}
    taken, places, counted = [], [], []
    for night in nights:
        winter = winter_places.places_in_night(session, actor.region_id, night)
        asleep = _asleep(stays, night)
        open_then = report.there(told_of, asleep, night)
        kinds = [category for category in categories if category.shelter_id in open_then]
        names |= open_then
        taken.append(_taken(asleep))
        places.append(report.places_on(session, kinds, night, winter))
        counted.append(report.freshness(session, kinds, open_then, night, winter))
    fresh, countable = map(sum, zip(*_settled(counted, nights), strict=True))
    over = sum(not report.is_running(night) for night in nights)
    requests = [row for row, _ in report.requests_of(session, actor.region_id, first, last)]
    told = Counter[date]()
    for row in no_place.list_told_between(session, actor.region_id, first, last):
        told[row.night] += row.persons
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
    without = tuple(told[night] for night in nights)
    return Month(
        first=first,
        begins=_begins(session, actor.region_id, ids, arrivals.values()),
        is_known=region.keeps_book or bool(requests or told) or _was_counted(session, ids, first, last),
        nights=nights,
        running=last if report.is_running(last) else None,
        region=region,
        share=small_numbers.told_sum(region.share, (taken for taken, _ in region.told), hidden=hidden),
        shelters=() if hidden else tuple(sorted(shelters, key=lambda one: sort_key(one.name))),
        reasons=_reasons(requests, nights, hidden=hidden),
        without=without,
        all_without=small_numbers.told_sum(sum(without), without, hidden=hidden),
        fresh_share=round(100 * fresh / countable) if countable else None,
        small_hidden=hidden,
    )


def _begins(session: Session, region_id: UUID, shelters: Sequence[UUID], arrivals: Iterable[datetime]) -> date | None:
    """The first month with a stay, a count, a request or a person without a place; None when there is none."""
    days = (
        select(func.min(BedRequest.night)).where(col(BedRequest.shelter_id).in_(shelters)),
        select(func.min(NoPlace.night)).where(NoPlace.region_id == region_id, col(NoPlace.undone_at).is_(None)),
    )
    nights: list[date | None] = [session.exec(query).one() for query in days]
    counted: datetime | None = session.exec(_counts(func.min(Count.counted_at), shelters)).one()
    moments = [*arrivals, *([counted] if counted else [])]
    known = [night for night in nights if night] + [clock.night_of(moment) for moment in moments]
    return min(known).replace(day=1) if known else None


def _was_counted(session: Session, shelters: Sequence[UUID], first: date, last: date) -> bool:
    """True when anybody counted beds in these nights."""
    begin, end = clock.end_of_night(first - timedelta(days=1)), clock.end_of_night(last)
    query = _counts(Count.id, shelters).where(col(Count.counted_at) >= begin, col(Count.counted_at) < end)
    return session.exec(query.limit(1)).first() is not None


def _counts(what: Any, shelters: Sequence[UUID]) -> SelectOfScalar[Any]:
    return (
        select(what)
        .join(Category, col(Category.id) == col(Count.category_id))
        .where(col(Category.shelter_id).in_(shelters))
    )


def _reasons(requests: Sequence[BedRequest], nights: Sequence[date], *, hidden: bool) -> list[tuple[str, int | None]]:
    """How often each reason was given in these nights, as this reader may see it beside the nights themselves."""
    given = report.reasons_of(requests)
    per_night = {reason: [given[night, reason] for night in nights] for _, reason in given}
    told = [(reason, small_numbers.told_sum(sum(each), each, hidden=hidden)) for reason, each in per_night.items()]
    return sorted(told, key=partial(small_numbers.rank, hidden=hidden))


def _settled(counted: list[tuple[int, int]], nights: Sequence[date]) -> list[tuple[int, int]]:
    """The counts of the nights in which it has been 23:00; in the first one, those so far."""
    return [one for one, night in zip(counted, nights, strict=True) if report.is_judged(night)] or counted


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


def _asleep(stays: list[Stay], night: date) -> list[Stay]:
    """The stays with a bed in this night."""
    moment = report.asleep_at(night)
    return [stay for stay in stays if stay.arrived_at <= moment and (stay.left_at is None or stay.left_at > moment)]


def _taken(asleep: list[Stay]) -> Counter[UUID]:
    """The occupied places, per shelter."""
    found: Counter[UUID] = Counter()
    for stay in asleep:
        found[stay.shelter_id] += stay.places
    return found

"""The figures of a night: places, guests, every refusal with its reason, and people without a place.

A refusal for a person's origin cannot exist: that is on no list. A reader of aggregates gets '<5' for a number under
five, and no sum from which it could be computed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission, sees_small_numbers
from webapp.audit.service import Action, record
from webapp.beds.kinds import Refusal, State
from webapp.beds.ledger.models import BedRequest
from webapp.beds.nights import store
from webapp.beds.nights.moments import asleep_at
from webapp.beds.nights.supply import read_supply
from webapp.beds.requests import no_place
from webapp.beds.requests import store as request_store
from webapp.beds.requests.no_place import NoPlaceReason
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters import winter_places
from webapp.beds.shelters.models import Shelter
from webapp.beds.stays import store as stay_store
from webapp.beds.stays.store import Slept
from webapp.beds.winter import store as winter_store
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.figures import small_numbers
from webapp.people import store as people

_HAS_A_BED = (State.held, State.arrived)
"""States in which a refused person has a bed after all. An expired or missed hold is none."""
_NO = {State.refused: "", State.full: N_("Vol"), State.unanswered: N_("Geen antwoord op tijd")}
_NEVER, _LATER = N_("schrijft niet in"), N_("niet bekend")
_COLD, _WAS_COLD = N_("De winterkouderegeling is aan."), N_("De winterkouderegeling was aan.")
_NO_NIGHT = N_("Deze nacht is er nog niet.")


@dataclass(frozen=True)
class ShelterNight:
    """One shelter in a night: its places, its holds, and its guests by its book.

    ``kept`` are holds, not people: a name is erased after its night, so two requests of one person look like two
    people. ``taken`` and ``held`` are places: a family of five takes one. ``held`` are the holds at the moment that
    decides on guests. ``no_book``: the reason that the guests are unknown, '' when they are known.
    """

    name: str
    places: int
    kept: int
    held: int
    guests: int
    taken: int
    no_book: str = ""


@dataclass(frozen=True)
class RefusalLine:
    """The refusals for one reason, and the beds that the same people have afterwards."""

    shelter: str
    reason: str
    alternative: str
    number: int


@dataclass(frozen=True)
class NightReport:
    """A night in numbers. ``small_hidden``: this reader sees no numbers under five.

    ``asked`` is hidden (None) when a number under five could be computed from it: it includes every refusal and every
    hold.
    """

    night: date
    shelters: list[ShelterNight]
    asked: int | None
    refusals: list[RefusalLine]
    reasons: list[tuple[str, int]]
    without: int
    without_reasons: list[tuple[str, int]]
    fresh: int
    countable: int
    winter: str
    """The sentence on the winter regime, '' when it did not hold."""
    small_hidden: bool
    is_over: bool
    places: int = field(init=False, default=0)
    kept: int = field(init=False, default=0)
    guests: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Sum the shelters up once."""
        for name in ("places", "kept", "guests"):
            object.__setattr__(self, name, sum(getattr(shelter, name) for shelter in self.shelters))

    def tell(self, number: int | None) -> str:
        """Format a number of people as this reader may see it."""
        return small_numbers.show(number, hidden=self.small_hidden)

    @property
    def has_book(self) -> bool:
        """True when the guests of any shelter are known."""
        return any(not shelter.no_book for shelter in self.shelters)

    @property
    def fresh_share(self) -> int:
        """The kinds of beds with a fresh count, in whole percents."""
        return round(100 * self.fresh / self.countable) if self.countable else 0


def night_report(session: Session, actor: Actor, night: date) -> NightReport:
    """The report of a night in the actor's region; it grows while the night lasts.

    Raises:
        NotAllowed: for an actor who may not see it.
        NotFound: for a night to come.
    """
    actor.require(Permission.see_nights)
    if night > clock.tonight():
        raise NotFound(_NO_NIGHT)
    public = [shelter for shelter, _ in shelter_store.list_public_shelters(session, actor.region_id)]
    stays = stay_store.list_between(session, [one.id for one in public], asleep_at(night), asleep_at(night))
    shelters = houses_of(public, stays, night)
    categories = shelter_store.list_categories(session, shelters)
    rows = store.list_requests(session, actor.region_id, night)
    reports = no_place.list_reports(session, actor.region_id, night)
    [supply] = read_supply(session, actor.region_id, categories, [night])
    books = _books(session, shelters, night)
    held = request_store.places_held(session, shelters, night, asleep_at(night))
    houses = _shelters(shelters, rows, stays, supply.places(categories), books, held)
    now = clock.now()
    given = Counter(reason for row, _ in rows if (reason := reason_of(row.state_at(now), row.reason)))
    reasons = list(given.items())
    hidden = not sees_small_numbers(actor.roles)
    fresh, countable = supply.freshness(categories, shelters)
    record(session, actor, Action.read, "bed_request", None, ground="region")
    return NightReport(
        night=night,
        shelters=houses,
        asked=_visible_asked(len(rows), [number for _, number in reasons], houses, hidden=hidden),
        refusals=_refusals(session, rows),
        reasons=sorted(reasons, key=partial(small_numbers.rank, hidden=hidden)),
        without=sum(row.persons for row in reports),
        without_reasons=Counter(_why(row.reason) for row in reports for _ in range(row.persons)).most_common(),
        fresh=fresh,
        countable=countable,
        winter=_regime(session, actor.region_id, night),
        small_hidden=hidden,
        is_over=clock.end_of_night(night) <= clock.now(),
    )


def houses_of(shelters: Sequence[Shelter], stays: Sequence[Slept], night: date) -> dict[UUID, Shelter]:
    """The shelters of a night: open by present knowledge, or slept in."""
    lived_in = {stay.shelter_id for stay in stays}
    return {one.id: one for one in shelters if one.id in lived_in or one.is_open_on(night)}


def _shelters(
    shelters: dict[UUID, Shelter],
    rows: Sequence[tuple[BedRequest, Shelter]],
    stays: Sequence[Slept],
    places: Counter[UUID],
    books: dict[UUID, str],
    held: dict[UUID, int],
) -> list[ShelterNight]:
    kept, guests, taken = Counter[UUID](), Counter[UUID](), Counter[UUID]()
    for row, shelter in rows:
        kept[shelter.id] += row.granted is not None
    for stay in stays:
        guests[stay.shelter_id] += stay.persons
        taken[stay.shelter_id] += stay.places
    return [
        ShelterNight(one.name, places[id_], kept[id_], held.get(id_, 0), guests[id_], taken[id_], books[id_])
        for id_, one in shelters.items()
    ]


def _books(session: Session, shelters: Iterable[UUID], night: date) -> dict[UUID, str]:
    """Per shelter the reason that its guests are unknown: nobody is ever checked in, or not yet in that night."""
    found = stay_store.first_arrivals(session, shelters)
    return {one: _NEVER if one not in found else "" if is_in_book(found[one], night) else _LATER for one in shelters}


def is_in_book(first_arrival: datetime | None, night: date) -> bool:
    """True when the guests of a shelter are known: its first guest ever had come before the deciding moment."""
    return first_arrival is not None and first_arrival <= asleep_at(night)


def _regime(session: Session, region_id: UUID, night: date) -> str:
    now = clock.now()
    if night == clock.tonight() and winter_store.find_active(winter_store.read_cold(session, region_id, now), now):
        return _COLD
    return _WAS_COLD if winter_places.was_active(session, region_id, night) else ""


def reason_of(state: State, reason: str) -> str | None:
    """The reason that there was no bed; None for a request with another end."""
    if state not in _NO:
        return None
    return Refusal(reason).label if reason else _NO[state]


def _visible_asked(asked: int, refused: Sequence[int], houses: Sequence[ShelterNight], *, hidden: bool) -> int | None:
    """The number of requests as a reader may see it beside the refusals and the holds; None when it must be hidden.

    Beside the refusals it also gives away the number that were not refused.
    """
    kept = sum(house.kept for house in houses)
    return small_numbers.visible_sum(asked, [*refused, asked - sum(refused), kept], hidden=hidden)


def _refusals(session: Session, rows: Sequence[tuple[BedRequest, Shelter]]) -> list[RefusalLine]:
    """Every refusal, with its reason and outcome; without the outcome for a person whose whereabouts are secret."""
    secret = people.hidden_among(session, [row.client_id for row, _ in rows])
    found: Counter[tuple[str, str, str]] = Counter()
    now = clock.now()
    beds = [(row, shelter) for row, shelter in rows if row.state_at(now) in _HAS_A_BED]
    for row, shelter in rows:
        if reason := reason_of(row.state_at(now), row.reason):
            found[(shelter.name, reason, _bed_after(row, beds, secret))] += 1
    return [RefusalLine(*line, number) for line, number in sorted(found.items())]


def _bed_after(refused: BedRequest, beds: Sequence[tuple[BedRequest, Shelter]], secret: set[UUID]) -> str:
    """The shelter where the same person has a bed requested later; '' when it is unknown or secret."""
    if refused.client_id in secret:
        return ""
    for row, shelter in beds:
        if row.client_id in secret:
            continue
        same = row.client_id == refused.client_id if refused.client_id else _same_name(row, refused)
        if same and row.asked_at >= refused.asked_at:
            return shelter.name
    return ""


def _same_name(row: BedRequest, refused: BedRequest) -> bool:
    """Compare names within one organisation only: elsewhere there are two Jans."""
    return bool(refused.name) and row.name == refused.name and row.organisation_id == refused.organisation_id


def _why(reason: str) -> str:
    return NoPlaceReason(reason).label if reason else N_("Niet gezegd")

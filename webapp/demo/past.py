"""The nights before tonight in the demo: guests, counts and refusals. Nobody has a name.

Made for the last four weeks at the first start, and for each night that passed since, so that a month is never empty.
Every guest of these nights has left by the morning after the last one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import col, select

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.accounts.models import Region, User
from webapp.beds.kinds import Alternative, Kind, Refusal, State
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import BedRequest, Count, RequestStep, Stay
from webapp.beds.requests.models import NoPlace
from webapp.beds.requests.no_place import NoPlaceReason
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.db import Session
from webapp.demo.beds import NAMES, has_guests
from webapp.demo.regions import REGIONS

NIGHTS = 28
_COUNTED, _ASKED, _ARRIVE, _LEAVE = time(22, 40), time(21, 15), time(19), time(8, 30)
_LONGEST = 6
_KINDS_WITH_A_BOOK = {Kind.mixed, Kind.men, Kind.women, Kind.youth, Kind.families}
_REASONS = (Refusal.last_bed_given, Refusal.needs_not_met, Refusal.suspended, Refusal.last_bed_given)


@dataclass(frozen=True)
class _Staff:
    """The people who acted in these nights."""

    region: Region
    worker: User
    nurse: User


def make(session: Session) -> bool:
    """Fill each region's nights since the last filled one; True at the first time."""
    is_first = False
    for row in REGIONS:
        region = accounts.find_region_by_slug(session, str(row["slug"]))
        worker = accounts.find_demo_user(session, f"opvang{row['suffix']}")
        nurse = accounts.find_demo_user(session, f"straatverpleegkundige{row['suffix']}")
        if region is not None and worker is not None and nurse is not None:
            is_first |= _fill(session, _Staff(region, worker, nurse)) == NIGHTS
    return is_first


def _fill(session: Session, staff: _Staff) -> int:
    """Fill the missing nights of a region; gives their number."""
    turn = turns.take_turn(session, actor_of(staff.worker))
    nights = _missing(session, staff)
    shown = shelter_store.list_public_shelters(session, staff.region.id)
    shelters = [shelter for shelter, _ in shown if shelter.name in NAMES and shelter.is_open_on(clock.tonight())]
    if not nights or not shelters:
        return 0
    for shelter in shelters:
        for category in shelter_store.list_categories(session, [shelter.id]):
            capacity = shelter_store.capacities(session, [category.id], nights[-1]).get(category.id, 0)
            # a book in use is the house's own
            if Kind(category.kind) in _KINDS_WITH_A_BOOK and not has_guests(session, category):
                _fill_category(session, staff, shelter, category, capacity, nights)
    for night in nights:
        _ask(session, staff, shelters[-1], night)
    turn.move_board()
    return len(nights)


def _missing(session: Session, staff: _Staff) -> list[date]:
    """The last four weeks’ nights after the last filled one: each has a request at the very same time."""
    tonight = clock.tonight()
    nights = [tonight - timedelta(days=back) for back in range(NIGHTS, 0, -1)]
    asked = {_at(night, _ASKED): night for night in nights}
    query = select(BedRequest.asked_at).where(
        BedRequest.asked_by == staff.nurse.id, col(BedRequest.asked_at).in_(list(asked))
    )
    filled = [asked[moment] for moment in session.exec(query).all()]
    return [night for night in nights if not filled or night > max(filled)]


def _fill_category(
    session: Session, staff: _Staff, shelter: Shelter, category: Category, capacity: int, nights: list[date]
) -> None:
    """Guests come and go in every bed, in an order of their own; five nights of six somebody counts."""
    stays = [stay for bed in range(capacity) for stay in _stays_of(staff, shelter, category, bed, nights)]
    moments = [(stay.arrived_at, 0, stay) for stay in stays]
    moments += [(stay.left_at, 1, stay) for stay in stays if stay.left_at]
    counts = [(_at(night, _COUNTED), 2, night) for night in nights if night.toordinal() % 6]
    inside = 0
    for at, what, about in sorted([*moments, *counts], key=lambda moment: moment[:2]):
        category.version += 1
        if isinstance(about, Stay):
            about.started, about.ended = (category.version, None) if what == 0 else (about.started, category.version)
            inside += about.places if what == 0 else -about.places
        else:
            session.add(_count(staff, shelter, category, capacity - inside, at))
    session.add_all(stays)
    session.add(category)
    session.flush()


def _stays_of(staff: _Staff, shelter: Shelter, category: Category, bed: int, nights: list[date]) -> Iterator[Stay]:
    """The stays in one bed through these nights: someone for a few, sometimes nobody for one."""
    at = bed * 5 % 3 // 2
    while at < len(nights):
        last = min(at + (bed * 7 + at * 3) % _LONGEST, len(nights) - 1)
        yield Stay(
            region_id=shelter.region_id,
            organisation_id=shelter.organisation_id,
            shelter_id=shelter.id,
            category_id=category.id,
            persons=3 if category.kind == Kind.families.value else 1,
            arrived_at=_at(nights[at], _ARRIVE) + timedelta(minutes=bed),
            left_at=_at(nights[last], _LEAVE) + timedelta(minutes=bed),
            started=0,
            entered_by=staff.worker.id,
        )
        at = last + 1 + (bed + at) % 4 // 3


def _count(staff: _Staff, shelter: Shelter, category: Category, free: int, at: datetime) -> Count:
    return Count(
        category_id=category.id,
        region_id=shelter.region_id,
        organisation_id=shelter.organisation_id,
        free=max(0, free),
        seen=category.version - 1,
        version=category.version,
        counted_by=staff.worker.id,
        counted_at=at,
    )


def _ask(session: Session, staff: _Staff, shelter: Shelter, night: date) -> None:
    """Refuse somebody somewhere every night; one night in nine nobody finds them a place."""
    category = shelter_store.list_categories(session, [shelter.id])[0]
    reason = _REASONS[night.toordinal() % len(_REASONS)]
    at = _at(night, _ASKED)
    request = BedRequest(
        region_id=shelter.region_id,
        organisation_id=staff.nurse.organisation_id,
        shelter_id=shelter.id,
        category_id=category.id,
        night=night,
        asked_by=staff.nurse.id,
        asked_at=at,
        state=State.refused.value,
        decided_by=staff.worker.id,
        decided_at=at + timedelta(minutes=6),
        reason=reason.value,
        alternative=Alternative.other_shelter.value,
    )
    session.add(request)
    session.flush()
    for state, by, moment in (
        (State.requested, staff.nurse, at),
        (State.refused, staff.worker, at + timedelta(minutes=6)),
    ):
        session.add(RequestStep(request_id=request.id, at=moment, by=by.id, state=state.value))
    if night.toordinal() % 9 == 0:
        session.add(_no_place(staff, request, at))


def _no_place(staff: _Staff, request: BedRequest, at: datetime) -> NoPlace:
    return NoPlace(
        region_id=request.region_id,
        organisation_id=request.organisation_id,
        night=request.night,
        reason=NoPlaceReason.full.value,
        persons=request.persons,
        request_id=request.id,
        told_by=staff.nurse.id,
        told_at=at + timedelta(hours=1),
    )


def _at(night: date, moment: time) -> datetime:
    """A moment of a night; the hours of the morning belong to the day after its date."""
    day = night + timedelta(days=1) if moment < time(12) else night
    return datetime.combine(day, moment, clock.AMSTERDAM)

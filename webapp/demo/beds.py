"""Demo shelters, the same five kinds in each region, with counts that are always of tonight."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import col, select

from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.models import Region, Site, User
from webapp.beds.availability import categories
from webapp.beds.kinds import HoldRule, Kind, Need
from webapp.beds.ledger import store as ledger_store
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import Count, Stay
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, CategoryCapacity, Shelter, ShelterStaff
from webapp.db import Session
from webapp.demo.regions import with_worker

_BEGIN = date(2026, 1, 1)
_FRESH = timedelta(minutes=10)
_OLD = timedelta(hours=6)
_BEDTIME = timedelta(hours=13)
"""How long before the end of the night the last guest comes in: 23:00."""
_TOO_OLD = timedelta(hours=12)


@dataclass(frozen=True)
class _Demo:
    """A shelter to make; ``beds`` maps a kind to its capacity and its free beds. No town: confidential."""

    name: str
    town: int | None
    address: str
    phone: str
    beds: dict[Kind, tuple[int, int]]
    rule: HoldRule = HoldRule.automatic
    staffed: bool = False
    old: bool = False
    guests: bool = False
    """True when its book is kept: someone sleeps in every bed that is not free."""
    more: dict[str, object] = field(default_factory=dict)


_SHELTERS = (
    _Demo(
        "Opvang Oosterlicht (demo)",
        0,
        "Voorbeeldstraat 4",
        "01",
        {Kind.mixed: (24, 6), Kind.women: (10, 2), Kind.youth: (8, 3)},
        staffed=True,
        more={"pets": True, "wheelchair": True, "note": "Honden mogen mee."},
    ),
    _Demo(
        "Slaaphuis De Vaart (demo)",
        1,
        "Voorbeeldkade 12",
        "02",
        {Kind.mixed: (12, 4), Kind.couples: (4, 1)},
        HoldRule.by_hand,
        staffed=True,
        guests=True,
        more={"safe": True},
    ),
    _Demo("Gezinsopvang De Linde (demo)", 2, "Voorbeeldlaan 7", "05", {Kind.families: (6, 0), Kind.mixed: (8, 0)}),
    _Demo(
        "Nachtopvang De Wending (demo)",
        3,
        "Voorbeeldplein 1",
        "06",
        {Kind.men: (20, 3)},
        old=True,
        more={"pets": True, "note": "Honden mogen mee.", "doors_open": "17:00", "doors_close": "23:30"},
    ),
    _Demo(
        "Oranje Huis (demo)",
        None,
        "",
        "03",
        {Kind.women: (14, 2)},
        HoldRule.by_hand,
    ),
)
_PARTY = {Kind.couples: 2, Kind.families: 3}
_NAMES = ("Ans", "Bo", "Cor", "Dik", "Eef", "Fré", "Guus", "Hil", "Imke", "Jo")
NAMES = frozenset(demo.name for demo in _SHELTERS)
_TOWNS = {
    "gooi": ("Hilversum", "Gooise Meren", "Huizen", "Wijdemeren"),
    "almere": ("Almere", "Lelystad", "Dronten", "Zeewolde"),
}


def make(session: Session) -> None:
    """Make each region's shelters, once."""
    for region, worker in with_worker(session):
        if shelter_store.list_region_shelters(session, region.id):
            continue
        turn = turns.take_turn(session, actor_of(worker))
        for demo in _SHELTERS:
            _make_shelter(session, demo, region, worker)
        turn.move_board()


def renew(session: Session) -> None:
    """Count again after ten minutes. Live holds, and people's fresh counts, stay."""
    now = clock.now()
    for region, worker in with_worker(session):
        shelters = {shelter.name: shelter for shelter, _, _ in shelter_store.list_region_shelters(session, region.id)}
        for demo in _SHELTERS:
            if demo.name in shelters:
                _count_again(session, demo, shelters[demo.name], worker, now)


def let_guests_in(session: Session, *, everywhere: bool) -> None:
    """Tonight's guests of the houses with past nights in their book: someone sleeps in every bed that is not free.

    ``everywhere`` (the first start only) includes the houses where visitors work; after that, their changes are kept.
    """
    for region, worker in with_worker(session):
        shelters = {shelter.name: shelter for shelter, _ in shelter_store.list_public_shelters(session, region.id)}
        for demo in _SHELTERS:
            if demo.guests or demo.name not in shelters or (demo.staffed and not everywhere):
                continue
            shelter = shelters[demo.name]
            for category in shelter_store.list_categories(session, [shelter.id]):
                if Kind(category.kind) not in demo.beds or has_guests(session, category):
                    continue
                left = categories.state_of(session, category, clock.now()).book
                guests = left - demo.beds[Kind(category.kind)][1]
                _let_in(session, shelter, category, guests, worker, nights=1)


def has_guests(session: Session, category: Category) -> bool:
    """True when anybody sleeps in beds of this kind now."""
    query = select(Stay.id).where(Stay.category_id == category.id, col(Stay.left_at).is_(None)).limit(1)
    return session.exec(query).first() is not None


def _make_shelter(session: Session, demo: _Demo, region: Region, worker: User) -> None:
    area = region.help_phone.split(" ")[0]
    site = Site(
        organisation_id=worker.organisation_id,
        name="Geheime locatie" if demo.town is None else demo.name,
        municipality="" if demo.town is None else _TOWNS[region.slug][demo.town],
        address=demo.address,
        secret=demo.town is None,
    )
    session.add(site)
    session.flush()
    shelter = Shelter(
        region_id=region.id,
        organisation_id=worker.organisation_id,
        site_id=site.id,
        name=demo.name,
        phone=f"{area} 000 00 {demo.phone}",
        hold_rule=demo.rule.value,
        confidential=demo.town is None,
        **demo.more,  # type: ignore[arg-type]  # the table's own optional columns
    )
    session.add(shelter)
    session.flush()
    for kind, (capacity, free) in demo.beds.items():
        category = Category(shelter_id=shelter.id, kind=kind.value)
        session.add(category)
        session.flush()
        session.add(CategoryCapacity(category_id=category.id, from_date=_BEGIN, capacity=capacity))
        if demo.guests:
            _let_in(session, shelter, category, capacity - free, worker, nights=3)
    if demo.staffed:
        session.add(ShelterStaff(shelter_id=shelter.id, user_id=worker.id))
    session.flush()


def _let_in(session: Session, shelter: Shelter, category: Category, guests: int, worker: User, *, nights: int) -> None:
    """Let so many guests in, each since another hour of the last ``nights`` nights; none after bedtime."""
    last = min(clock.now(), clock.end_of_night(clock.tonight()) - _BEDTIME)
    for number in range(1, guests + 1):
        category.version += 1
        stay = Stay(
            region_id=shelter.region_id,
            organisation_id=shelter.organisation_id,
            shelter_id=shelter.id,
            category_id=category.id,
            bed=str(number),
            needs=[Need.dog.value] if number % 5 == 1 else [],
            note="Medicijnen om 22:00." if number % 7 == 3 else None,
            name=f"Demo {_NAMES[(number + len(category.kind)) % len(_NAMES)]} {number}" if number % 4 else None,
            persons=_PARTY.get(Kind(category.kind), 1),
            places=1,
            arrived_at=last - timedelta(days=number % nights, hours=number % 5),
            expected_departure=clock.today() + timedelta(days=number),
            started=category.version,
            entered_by=worker.id,
        )
        session.add(stay)
    session.add(category)
    session.flush()


def _count_again(session: Session, demo: _Demo, shelter: Shelter, worker: User, now: datetime) -> None:
    age, limit = (_OLD, _TOO_OLD) if demo.old else (_FRESH, _FRESH)
    turn = turns.take_turn(session, actor_of(worker))
    for category in shelter_store.list_categories(session, [shelter.id]):
        counts = ledger_store.last_counts(session, [category])
        last = counts[category.id][0] if category.id in counts else None
        if Kind(category.kind) not in demo.beds or (last is not None and now - last.at < limit):
            continue
        turns.settle(session, category, now)
        book = categories.state_of(session, category, now).book
        seen = category.version
        count = Count(
            category_id=category.id,
            region_id=shelter.region_id,
            organisation_id=shelter.organisation_id,
            free=max(0, min(demo.beds[Kind(category.kind)][1], book)),
            seen=seen,
            version=turn.next_version(category),
            counted_by=worker.id,
            counted_at=now - age,
        )
        session.add(count)
        category.last_count_id = count.id
        session.add(category)
        session.flush()

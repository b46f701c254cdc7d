"""A busy night to measure on: the demo, with forty shelters on one board and many people signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from webapp import clock, demo, keys, schema
from webapp.accounts import sessions
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import Site, User
from webapp.beds.availability import shelters as availability
from webapp.beds.counts import service as beds
from webapp.beds.counts.inputs import CountInput
from webapp.beds.kinds import HoldRule, Kind
from webapp.beds.shelters.models import Category, CategoryCapacity, Shelter, ShelterStaff
from webapp.config import Config
from webapp.db import Database, Session, new_id

SHELTERS = 40
PEOPLE = 500
CAPACITY = 30
KINDS = (Kind.mixed, Kind.women)


@dataclass(frozen=True)
class Night:
    """What the load needs to know: cookies of signed-in nurses, and shelters whose rule holds at once."""

    tokens: list[str]
    shelters: list[str]


def make(folder: Path, database_url: str | None = None, *, free: int = CAPACITY // 2) -> Night:
    """Make the instance in ``folder``; every new category was just counted and has ``free`` places."""
    config = Config(folder, "http://localhost", database_url, demo=True)
    keys.create(folder)
    database = Database(config, keys.load(folder))
    schema.migrate(database)
    demo.fill(database)
    with database.transaction() as session:
        nurse = accounts.find_demo_user(session, "straatverpleegkundige")
        worker = accounts.find_demo_user(session, "opvang")
        if nurse is None or worker is None:
            raise RuntimeError("the demo has no nurse or no shelter worker")
        there = len(availability.read_board(session, nurse.region_id, clock.now()))
        made = [_shelter(session, number, worker, free) for number in range(SHELTERS - there)]
        tokens = [sessions.start_session(session, nurse) for _ in range(PEOPLE)]
        if len(availability.read_board(session, nurse.region_id, clock.now())) != SHELTERS:
            raise RuntimeError(f"the board should show {SHELTERS} shelters")
    database.engine.dispose()
    return Night(tokens, made)


def _shelter(session: Session, number: int, worker: User, free: int) -> str:
    site = Site(organisation_id=worker.organisation_id, name=f"Locatie {number}", municipality="Hilversum")
    session.add(site)
    session.flush()
    shelter = Shelter(
        region_id=worker.region_id,
        organisation_id=worker.organisation_id,
        site_id=site.id,
        name=f"Opvang nummer {number}",
        phone=f"035 000 10 {number:02}",
        hold_rule=HoldRule.automatic.value,
        pets=number % 3 == 0,
        note="Honden mogen mee." if number % 3 == 0 else "",
    )
    session.add(shelter)
    session.flush()
    session.add(ShelterStaff(shelter_id=shelter.id, user_id=worker.id))
    for kind in KINDS:
        category = Category(shelter_id=shelter.id, kind=kind.value)
        session.add(category)
        session.flush()
        session.add(CategoryCapacity(category_id=category.id, from_date=date(2026, 1, 1), capacity=CAPACITY))
        session.flush()
        _count(session, actor_of(worker), shelter, category, free)
    return str(shelter.id)


def _count(session: Session, worker: Actor, shelter: Shelter, category: Category, free: int) -> None:
    data = CountInput(shelter=shelter.id, category=Kind(category.kind), free=free)
    beds.count_beds(session, worker, data, None, new_id())

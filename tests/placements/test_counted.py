"""The kept numbers are what a recount of the placements says, whatever was done."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import delete, select

from tests.placements.acts import accepted, add_home, answer, offer, programme_id, refer
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.db import Database, Session, new_id
from webapp.placements.exits import count_store
from webapp.placements.exits.kept import note_erased
from webapp.placements.exits.models import PlacementCount, PlacementsCounted, PlacementShare
from webapp.placements.exits.shares import Count, Fact, share_of
from webapp.placements.homes.models import Home, Occupation
from webapp.placements.kind import PLACEMENT
from webapp.placements.programmes.models import Programme
from webapp.placements.support.models import SupportMoment
from webapp.placements.waiting.models import Placement
from webapp.trajectories.models import TakenRow


def check(database: Database) -> int:
    """Every number and every share equals a recount; answers how many numbers there are."""
    with database.transaction() as session:
        for region_id in set(session.exec(select(Placement.region_id))):
            before = numbers(session, region_id)
            count_store.count_anew(session, region_id)
            session.expire_all()
            assert numbers(session, region_id) == before
        return len(session.exec(select(PlacementCount.number)).all())


def numbers(session: Session, region_id: UUID) -> tuple[dict[object, object], ...]:
    counts = session.exec(select(PlacementCount).where(PlacementCount.region_id == region_id)).all()
    shares = session.exec(select(PlacementShare).where(PlacementShare.region_id == region_id)).all()
    assert all(one.number > 0 for one in counts)
    return (
        {(one.name, one.programme_id, one.key): one.number for one in counts},
        {one.placement_id: sorted(map(repr, one.counts)) for one in shares},
    )


def test_demo_and_every_step_to_a_home_are_counted_as_they_happen(
    door: Door, officer: Door, keeper: Client, demo_database: Database
) -> None:
    assert check(demo_database) > 20
    made = refer(door, programme_id(demo_database), "Geteld (test)", municipality="Laren")
    accepted(officer, made, ("referral", "yes"), ("decision", "yes"))
    check(demo_database)
    offer(officer, add_home(keeper), made)
    accepted(door, made, ("offer", "yes"))
    check(demo_database)
    accepted(officer, made, ("placed", "exit_ready"))
    check(demo_database)
    offer(officer, add_home(keeper, name="Testhof 2"), made)
    for party in ("care", "landlord", "tenant"):
        assert answer(officer, made, "contract", "yes", party=party)["status"] == "accepted"
        check(demo_database)
    assert answer(officer, made, "placed", "exit", reason="own_home")["status"] == "accepted"
    check(demo_database)


def test_facts_in_any_order_are_counted_as_by_a_recount(demo_app: Flask) -> None:
    """Referrals, steps, parking, homes, moments and erasures at random, some transactions coming to nothing."""
    database, chance = demo_app.extensions["database"], random.Random(5)
    for number in range(60):
        try:
            with database.transaction() as session:
                for _ in range(chance.choice((1, 1, 2, 5))):
                    nested = session.begin_nested()
                    change(session, chance)
                    if chance.random() < 0.2:
                        nested.rollback()
                if number % 7 == 0:
                    raise InterruptedError
        except InterruptedError:
            pass
        if number % 6 == 0:
            check(database)
    check(database)


def change(session: Session, chance: random.Random) -> None:
    row = chance.choice(session.exec(select(Placement).order_by(Placement.id)).all())  # type: ignore[arg-type]
    what, day = chance.choice(("new", "state", "sign", "home", "moment", "erase", "over")), some_day(chance)
    if what == "new":
        copied = row.model_dump(exclude={"id", "placed_on"})
        session.add(Placement(**copied, id=new_id(), placed_on=chance.choice((None, day))))
    elif what == "state":
        row.set_state(chance.choice((*PLACEMENT.labels, "exit")), clock.now())
        row.municipality = chance.choice(("", "Laren", "Wijde|meren \"s'"))
        row.parked_until = chance.choice((None, day))
        row.ended_on, row.end_reason = chance.choice(((None, ""), (day, "own_home"), (day, "homeless")))
    elif what == "sign":
        row.set_state("contract", clock.now())
        said = {"kind": "placement", "step": "contract", "answer": "yes", "party": "landlord", "by": row.sent_by}
        at = {"region_id": row.region_id, "organisation_id": row.organisation_id, "subject_id": row.id}
        session.add(TakenRow(**at, **said))
    elif what == "over":
        query = select(Programme).where(Programme.region_id == row.region_id).order_by(Programme.id)  # type: ignore[arg-type]
        row.programme_id = chance.choice(session.exec(query).all()).id
    else:
        change_around(session, chance, row, what, day)
    session.flush()


def change_around(session: Session, chance: random.Random, row: Placement, what: str, day: date) -> None:
    of = {"region_id": row.region_id, "placement_id": row.id}
    lives = session.exec(select(Occupation).where(Occupation.placement_id == row.id)).first()
    home = session.exec(select(Home.id).where(Home.region_id == row.region_id)).first()
    if what == "home" and lives:
        lives.until, lives.lease_holder = chance.choice(((None, "care"), (day, "tenant")))
    elif what == "home" and home:
        session.add(Occupation(**of, unit_id=home, since=day, until=chance.choice((None, day)), lease_holder="tenant"))
    elif what == "moment":
        kind, minutes = chance.choice(("peer", "financial")), chance.choice((None, 30, 45))
        made = SupportMoment(**of, kind=kind, given_on=day, minutes=minutes, by=row.sent_by)
        made.undone_at = chance.choice((None, None, clock.now()))
        session.add(made)
    elif what == "erase" and lives is None and row.person.startswith("Weg"):
        session.expunge(row)
        session.exec(delete(Placement).where(Placement.id == row.id))  # type: ignore[arg-type]
        note_erased(session, row.region_id, [row.id])
    elif what == "erase":
        session.add(Placement(**row.model_dump(exclude={"id", "person"}), id=new_id(), person="Weg (test)"))


def some_day(chance: random.Random) -> date:
    return clock.today() + timedelta(days=chance.randint(-500, 30))


@pytest.mark.parametrize("changes", [False, True], ids=["look", "change"])
def test_region_of_before_is_counted_once(
    door: Door, keeper: Client, demo_database: Database, programme: str, changes: bool
) -> None:
    """By the first look, or by the first change."""
    page = "/plaatsingen/cijfers"
    before = main_of(keeper.get(page).text)
    with demo_database.transaction() as session:
        for table in (PlacementCount, PlacementShare, PlacementsCounted):
            session.connection().execute(delete(table))
    if changes:
        refer(door, programme, "Eerste (test)")
    else:
        assert main_of(keeper.get(page).text) == before
    with demo_database.transaction() as session:
        region_id = session.get_one(Programme, UUID(programme)).region_id
        counted = numbers(session, region_id)
        assert counted[0]
        count_store.count_anew(session, region_id)
        assert numbers(session, region_id) == counted


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_two_changes_at_once_are_both_counted(demo_app: Flask) -> None:
    database = demo_app.extensions["database"]
    if database.kind != "postgresql":
        pytest.skip("the embedded store has one writer")
    with database.reading() as session:
        rows = session.exec(select(Placement).order_by(Placement.id).limit(2)).all()  # type: ignore[arg-type]

    def move(placement_id: UUID) -> None:
        for number in range(15):
            with database.transaction() as session:
                session.get_one(Placement, placement_id).set_state(("waiting", "nomination")[number % 2], clock.now())

    with ThreadPoolExecutor() as pool:
        list(pool.map(move, [row.id for row in rows]))
    check(database)


def test_share_of_a_placement_does_not_hang_on_the_day() -> None:
    programme, day = new_id(), date(2026, 3, 3)
    told = share_of(
        Fact(programme, "contract", municipality="Laren", parked_until=day, placed_on=day, signed=("landlord",))
    )
    assert told == {
        Count("placed", programme, ("2026",)): 1,
        Count("home", programme, ("Laren", "care", "2026-03-03")): 1,
    }
    first = share_of(Fact(programme, "placed", is_home_first=True, placed_on=day, homes=1, lease_holder="care"))
    assert first[Count("housed", programme, ("1", "1", "care", ""))] == 1
    assert share_of(Fact(programme, "offer", in_line=True)) == {
        Count("line", programme): 1,
        Count("soon", programme): 1,
    }
    assert share_of(Fact(programme, "withdrawn", ended_on=day, end_reason="moved")) == {}

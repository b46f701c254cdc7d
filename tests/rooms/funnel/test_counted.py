"""The kept ways are what a recount of the records says, whatever was done; so is every number asked of them."""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import delete, select

from tests.rooms.matches.acts import Match
from tests.rooms.walk import offer_form
from tests.support.client import Client
from webapp import clock
from webapp.db import Database, Session, new_id
from webapp.rooms.funnel import count_store, flow, store
from webapp.rooms.funnel.count_store import Part
from webapp.rooms.funnel.flow import Way
from webapp.rooms.funnel.models import RoomWay
from webapp.rooms.models import Host, Room, RoomEvent, RoomLists
from webapp.rooms.pairs.models import RoomMatch
from webapp.rooms.tenancies.models import Tenancy
from webapp.trajectories.models import TakenRow


def regions_of(session: Session) -> set[UUID]:
    return set(session.exec(select(Room.region_id)))


def check(database: Database) -> int:
    """Every row equals a recount; answers how many there are."""
    with database.transaction() as session:
        for region_id in regions_of(session):
            before = rows(session, region_id)
            count_store.count_anew(session, region_id)
            session.expire_all()
            assert rows(session, region_id) == before
        return len(session.exec(select(RoomWay.id)).all())


def rows(session: Session, region_id: UUID) -> dict[UUID, dict[str, object]]:
    found = session.exec(select(RoomWay).where(RoomWay.region_id == region_id))
    return {one.id: one.model_dump() for one in found}


def test_demo_and_every_step_of_a_match_are_counted_as_they_happen(demo_app: Flask) -> None:
    database = demo_app.extensions["database"]
    assert check(database) > 5
    match = Match(demo_app)
    check(database)
    match.introduced()
    check(database)
    assert match.says(match.host, "thinking", "no", reason="house_mates") == 303
    check(database)
    match.coordinator.post(f"/kamers/{match.room}/afgevallen", data={"reason": "changed_mind"})
    check(database)
    match.coordinator.post(f"/kamers/{match.room}/terug")
    check(database)


def test_facts_in_any_order_are_counted_as_by_a_recount(demo_app: Flask) -> None:
    """Rooms, calls, matches, answers, tenancies and places change at random, some transactions coming to nothing."""
    database, chance = demo_app.extensions["database"], random.Random(8)
    for number in range(60):
        try:
            with database.transaction() as session:
                for _ in range(chance.choice((1, 1, 2, 5))):
                    change(session, chance)
                if number % 7 == 0:
                    raise InterruptedError
        except InterruptedError:
            pass
        if number % 6 == 0:
            check(database)
            compare(database, chance)
    check(database)


def change(session: Session, chance: random.Random) -> None:
    room = chance.choice(session.exec(select(Room).order_by(Room.id)).all())  # type: ignore[arg-type]
    whole = {"region_id": room.region_id, "organisation_id": room.organisation_id}
    at = clock.now() - timedelta(days=chance.uniform(0, 700))
    user = session.exec(select(RoomEvent.by).where(RoomEvent.by.is_not(None))).first()  # type: ignore[union-attr]
    what = chance.choice(("room", "event", "place", "heard", "second", "match", "answer", "tenancy", "end"))
    if what == "room":
        host = Host(**whole, name="Demo", phone="", municipality="Huizen", heard="flyer", consent_at=at, created_at=at)
        session.add(host)
        session.flush()
        copied = room.model_dump(exclude={"id", "host_id", "created_at", "held_by", "created_by"})
        session.add(Room(**copied, host_id=chance.choice((host.id, None)), created_at=at))
    elif what == "event":
        room.state = chance.choice(("screened", "declined", "new"))
        room.decline_reason = "other" if room.state == "declined" else None
        session.add(RoomEvent(**whole, room_id=room.id, at=at, state=room.state))
    elif what == "place":
        room.municipality = chance.choice(("Huizen", "Weesp", "Blaricum"))
    elif what == "heard" and room.host_id:
        session.get_one(Host, room.host_id).heard = chance.choice(("flyer", "friend", ""))
    elif what == "second" and room.host_id:
        copied = room.model_dump(exclude={"id", "created_at", "held_by"})
        session.add(Room(**copied, created_at=at))
    elif what == "match":
        request = chance.choice(session.exec(select(RoomMatch.request_id)).all() or [None])
        if request and user:
            ids = {"request_id": request, "room_id": room.id, "proposed_by": user, "kept_by": user}
            session.add(
                RoomMatch(**whole, **ids, proposed_at=at, moved_at=at, state="no", reason="too_far", released_at=at)
            )
    change_match(session, chance, what, at)


def change_match(session: Session, chance: random.Random, what: str, at: datetime) -> None:
    matches = session.exec(select(RoomMatch).order_by(RoomMatch.id)).all()  # type: ignore[arg-type]
    if not matches or what not in ("answer", "tenancy", "end"):
        return
    match = chance.choice(matches)
    whole = {"region_id": match.region_id, "organisation_id": match.organisation_id}
    known = session.exec(select(Tenancy).where(Tenancy.match_id == match.id)).first()
    if what == "answer":
        step = chance.choice(("proposal", "introduction", "thinking", "contract"))
        said = {"kind": "match", "step": step, "answer": "yes", "party": "host", "by": match.kept_by, "at": at}
        session.add(TakenRow(**whole, subject_id=match.id, **said))
        match.state, match.moved_at = chance.choice((("no", at), ("signed", at), ("thinking", at)))
        match.released_at = at
    elif known is None:
        day = clock.local(at).date()
        session.add(
            Tenancy(**whole, match_id=match.id, ground="open_ended", starts_on=day, rent=400, kept_by=match.kept_by)
        )
    elif what == "end":
        known.ended_on, known.end_reason = known.starts_on + timedelta(days=chance.choice((30, 190, 400))), "quarrel"


def compare(database: Database, chance: random.Random) -> None:
    """The grouped questions say what the recounted ways say, for every kind of question, with the records behind."""
    this = clock.today().year
    with database.reading() as session:
        for region_id in regions_of(session):
            for of_match, listed in ((False, store.list_offers), (True, store.list_matches)):
                every = list(listed(session, region_id).values())
                for year in (None, this, this - 1):
                    begin, end = (midnight(date(year + n, 1, 1)) if year else None for n in (0, 1))
                    place = chance.choice(("", "Huizen", "Weesp"))
                    channel = chance.choice((None, "", "flyer"))
                    part = Part(region_id, of_match, begin, end, place, channel)
                    ways = [way for way in every if is_in(part, way)]
                    ends = sorted(clock.now() - timedelta(days=chance.uniform(0, 500)) for _ in range(3))
                    for moments in (ends, [clock.now()]):
                        compare_one(session, part, ways, moments)


def compare_one(session: Session, part: Part, ways: list[Way], moments: list[datetime]) -> None:
    steps = flow.MATCHED if part.of_match else flow.OFFERED
    assert Counter(count_store.list_groups(session, part, moments)) == Counter(flow.group(ways, moments))
    days = [flow.count_days(ways, step, moments[-1]) for step in range(1, len(steps))]
    assert count_store.count_days(session, part, moments[-1]) == days
    for number, one in enumerate(flow.fold(steps, flow.group(ways, moments), len(moments) - 1)):
        until = {"until": moments[-1], "offset": 0, "limit": 10_000}
        assert len(set(count_store.list_members(session, part, number, None, **until))) == one.reached
        for reason, lost in (one.lost or {}).items():
            assert len(set(count_store.list_members(session, part, number, reason, **until))) == lost


def is_in(part: Part, way: Way) -> bool:
    began = way.at[0]
    return (
        began is not None
        and (part.begin is None or part.end is None or part.begin <= began < part.end)
        and (not part.municipality or way.municipality == part.municipality)
        and (part.channel is None or way.channel == part.channel)
    )


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), clock.AMSTERDAM)


@pytest.mark.parametrize("changes", [False, True], ids=["look", "change"])
def test_region_of_before_is_counted_once(demo_client: Client, changes: bool) -> None:
    """By the first look, or by the first change; what was counted before that is not believed."""
    database = demo_client.application.extensions["database"]
    demo_client.sign_in("coordinator")
    before = demo_client.get("/kamers/trechter?jaar=alle").text
    with database.transaction() as session:
        for lists in session.exec(select(RoomLists)):
            lists.counted = False
        session.connection().execute(delete(RoomWay))
    if changes:
        demo_client.post("/kamers/nieuw", data=offer_form())
    else:
        assert main_of(demo_client.get("/kamers/trechter?jaar=alle").text) == main_of(before)
    with database.reading() as session:
        assert session.exec(select(RoomWay.id)).first()
    check_counted(database)


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def check_counted(database: Database) -> None:
    with database.reading() as session:
        counted = {one.region_id for one in session.exec(select(RoomLists)) if one.counted}
        for region_id in counted:
            ways = store.list_offers(session, region_id) | store.list_matches(session, region_id)
            assert set(rows(session, region_id)) == set(ways)
        assert counted


def test_two_changes_at_once_are_both_counted(demo_app: Flask) -> None:
    """Two rooms of one host change in two transactions that overlap: the later one counts what both did."""
    database = demo_app.extensions["database"]
    if database.kind != "postgresql":
        pytest.skip("the embedded store has one writer")
    with database.transaction() as session:
        room = session.exec(select(Room).where(Room.host_id.is_not(None))).first()  # type: ignore[union-attr]
        assert room
        second = Room(**room.model_dump(exclude={"id", "created_at", "held_by"}), id=new_id())
        session.add(second)

    def move(room_id: UUID) -> None:
        for number in range(15):
            with database.transaction() as session:
                session.get_one(Room, room_id).municipality = ("Weesp", "Huizen")[number % 2]

    with ThreadPoolExecutor() as pool:
        list(pool.map(move, (room.id, second.id)))
    check(database)

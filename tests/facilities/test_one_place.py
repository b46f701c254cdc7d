"""One client has one place to sleep: the rows of beds and respite agree with their own stays, on both stores."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text, update
from sqlmodel import col, select

from tests.beds.night import AUTOMATIC, Night, send
from tests.beds.requests.acts import client_of
from tests.beds.stays.acts import arrive as arrive_in_shelter
from tests.beds.stays.acts import check_in, check_out, move, undo
from tests.facilities.respite_house import also, arrive, correct, facility, leave
from tests.support.client import Client
from tests.support.statements import asked_of
from tests.support.stores import go_back
from tests.support.together import together
from webapp import clock, schema
from webapp.accounts.permissions import Role
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.stays import service as stay_service
from webapp.db import new_id
from webapp.errors import Invalid
from webapp.facilities import respite
from webapp.facilities.models import RespiteStay
from webapp.people import lodging
from webapp.people.lodging import Place
from webapp.people.models import Lodging

Nights = dict[tuple[str, UUID], tuple[UUID, date, date | None]]
"""By kind and id of a stay: of whom, from which night, until which day."""


@pytest.fixture(autouse=True)
def both_lists(night: Night) -> None:
    """Let the staff of the respite house place clients."""
    also(night, "opvang", Role.street_nurse)


def written(night: Night) -> Nights:
    with night.database.reading() as session:
        rows = session.exec(select(Lodging)).all()
    return {(row.kind, row.stay_id): (row.client_id, row.since, row.until) for row in rows}


def of_stays(night: Night) -> Nights:
    """The same from the stays themselves."""
    with night.database.reading() as session:
        beds = session.exec(select(Stay).where(col(Stay.client_id).is_not(None))).all()
        kept = (col(RespiteStay.client_id).is_not(None), col(RespiteStay.undone_at).is_(None))
        guests = session.exec(select(RespiteStay).where(*kept)).all()
    found: Nights = {}
    for stay in beds:
        left = clock.local(stay.left_at).date() if stay.left_at else None
        found["bed", stay.id] = (stay.client_id or stay.id, clock.night_of(stay.arrived_at), left)
    for guest in guests:
        found["respite", guest.id] = (guest.client_id or guest.id, guest.arrived_on, guest.left_on)
    return found


def stand_in_bed(night: Night, client: UUID) -> Stay:
    return arrive_in_shelter(night, night.ask(client=client, by="opvang"))


def test_every_act_in_a_shelter_is_written(night: Night):
    client = client_of(night, by="opvang")
    request = night.ask(client=client, by="opvang")
    arrive_in_shelter(night, request)
    undo(night, request)
    assert written(night) == {}
    stay = arrive_in_shelter(night, request)
    night.count(3, kind="women", base=night.beds(AUTOMATIC, "women").version)
    moved = move(night, stay, "women")
    check_out(night, moved)
    with night.write() as session:
        back = stay_service.come_back(session, night.actor("opvang"), moved.id, new_id())
    check_in(night, guest="Kanarie")
    assert {stay_id for _, stay_id in written(night)} == {stay.id, moved.id, back.id}
    assert written(night) == of_stays(night)
    with pytest.raises(Invalid) as refused:
        arrive(night, client=client)
    assert refused.value.code == "elsewhere"
    check_out(night, back)
    assert written(night) == of_stays(night)


def test_late_message_of_a_phone_moves_the_nights(night: Night, worker: Client):
    night.fall()
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    request = night.ask(client=client_of(night, by="opvang"), by="opvang")
    evening = clock.tonight()
    night.pass_time(hours=30)
    night.count(4, base=night.beds(AUTOMATIC, "mixed").version)
    worker.sign_in("opvang")
    ago = [(clock.now() - timedelta(hours=hours)).isoformat() for hours in (29, 20)]
    now = clock.now().isoformat()
    came = send(worker, "bed.arrive", {"request": str(request.id)}, sent_at=now, client_time=ago[0], seq=1)
    send(worker, "bed.check_out", {"stay": came["effect"]["stay"]}, sent_at=now, client_time=ago[1], seq=2)
    [(_, since, until)] = written(night).values()
    assert since == evening
    assert until == clock.local(clock.now() - timedelta(hours=20)).date()
    assert written(night) == of_stays(night)


def test_every_act_in_respite_is_written(night: Night):
    client, today = client_of(night, by="opvang"), clock.today()
    stay = arrive(night, client=client, arrived_on=today - timedelta(days=3))
    assert written(night) == of_stays(night) == {("respite", stay.id): (client, stay.arrived_on, None)}
    leave(night, stay, day=today - timedelta(days=1))
    correct(night, stay, "home", today)
    assert written(night) == of_stays(night) == {("respite", stay.id): (client, stay.arrived_on, today)}
    with night.write() as session:
        respite.come_back(session, night.actor("opvang"), stay.id)
    assert written(night)["respite", stay.id][2] is None
    with night.write() as session:
        respite.undo_arrival(session, night.actor("opvang"), stay.id)
    arrive(night, guest="Kanarie")
    assert written(night) == {}
    assert stand_in_bed(night, client).client_id == client


def test_client_who_comes_to_a_shelter_and_to_respite_at_once_gets_one_place(night: Night):
    house = facility(night).id
    for _ in range(3):
        client = client_of(night, by="opvang")
        requests = [night.ask(client=client, by="opvang", second_bed=True) for _ in range(2)]

        def act(one: int, client: UUID = client, requests: list[BedRequest] = requests) -> Stay | RespiteStay:
            if one % 2:
                return arrive(night, client=client, house=house)
            return arrive_in_shelter(night, requests[one // 2])

        results = together(4, act)
        placed = [one for one in results if isinstance(one, Stay | RespiteStay)]
        refused = [one for one in results if isinstance(one, Invalid)]
        assert len(placed) == 1, results
        assert {one.code for one in refused} <= {"sleeps", "elsewhere"}
        for one in placed:
            check_out(night, one) if isinstance(one, Stay) else leave(night, one)
    assert written(night) == of_stays(night)


@pytest.mark.one_store
def test_respite_leaves_the_line_of_the_board_alone(night: Night):
    client, today = client_of(night, by="opvang"), clock.today()
    with asked_of(night.database) as asked:
        stay = leave(night, arrive(night, client=client, arrived_on=today - timedelta(days=1)))
        correct(night, stay, "home", today - timedelta(days=1))
        with night.write() as session:
            respite.come_back(session, night.actor("opvang"), stay.id)
    assert any("lodging" in statement for statement in asked.statements)
    assert not any("bed_board_version" in statement for statement in asked.statements)


def test_two_open_rows_of_one_client_are_refused_by_the_store(night: Night):
    client = client_of(night)
    with night.write() as session:
        region = night.actor("opvang").region_id
        session.add(Lodging(kind="bed", stay_id=new_id(), region_id=region, client_id=client, since=clock.today()))
    with pytest.raises(Exception, match=r"(?i)unique"), night.write() as session:
        session.add(Lodging(kind="respite", stay_id=new_id(), region_id=region, client_id=client, since=clock.today()))


DAY = date(2026, 3, 28)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY + timedelta(days=day), time(hour, minute), clock.AMSTERDAM)


@pytest.mark.parametrize(
    ("came", "left"),
    [
        (at(-2, 22), at(-1, 8)),
        (at(-1, 22), at(0, 8)),
        (at(-1, 22), at(0, 23, 59)),
        (at(0, 2), at(0, 23, 59)),
        (at(0, 22), at(1, 0)),
        (at(0, 13), at(0, 20)),
        (at(1, 11, 59), at(1, 12)),
        (at(1, 3), at(1, 9)),
        (at(2, 12), at(3, 9)),
        (at(2, 11, 59), at(4, 9)),
        (at(-5, 20), None),
        (at(2, 13), None),
    ],
)
@pytest.mark.parametrize("until", [None, 0, 1, 2, 3])
@pytest.mark.one_store
def test_nights_say_of_a_bed_what_its_moments_said(
    night: Night, came: datetime, left: datetime | None, until: int | None
):
    """In the days around a change of the clock. By moments: still there at midnight, come before the noon that ends."""
    last = None if until is None else DAY + timedelta(days=until)
    slept = left is None or left >= at(1, 0)
    if last is not None:
        slept = slept and last > DAY and came < clock.end_of_night(last - timedelta(days=1))
    client = client_of(night)
    with night.write() as session:
        stay = Stay(id=new_id(), region_id=night.actor("opvang").region_id, client_id=client, arrived_at=came)
        gone = clock.local(left).date() if left else None
        lodging.write(session, Place.bed, stay, clock.night_of(came), gone)
        assert lodging.slept_somewhere_since(session, client, DAY, last) is slept
        assert lodging.sleeps_somewhere(session, client) is (left is None)


def test_stays_of_before_are_written_when_the_table_comes(night: Night):
    first, second, both = (client_of(night, by="opvang", alias=f"Kanarie {n}") for n in range(3))
    check_out(night, stand_in_bed(night, first))
    stand_in_bed(night, first)
    mistake = arrive(night, client=second)
    with night.write() as session:
        respite.undo_arrival(session, night.actor("opvang"), mistake.id)
    leave(night, arrive(night, client=second), day=clock.today())
    twice = [arrive(night, client=both, arrived_on=clock.today() - timedelta(days=2)), check_in(night, guest="Kanarie")]
    before = of_stays(night)
    go_back(night.database, "0028")
    with night.write() as session:  # in a store of long ago one client was in two places at once
        session.connection().execute(update(Stay).where(col(Stay.id) == twice[1].id).values(client_id=both))
    schema.migrate(night.database)
    found = written(night)
    assert found.pop(("respite", twice[0].id)) == (both, clock.today() - timedelta(days=2), clock.tonight())
    assert found.pop(("bed", twice[1].id)) == (both, clock.tonight(), None)
    del before["respite", twice[0].id]
    assert found == before
    leave(night, twice[0])  # type: ignore[arg-type]
    check_out(night, twice[1])  # type: ignore[arg-type]
    assert written(night) == of_stays(night)


def test_index_of_respite_alone_comes_back_when_the_table_goes(night: Night):
    go_back(night.database, "0028")
    with night.database.reading() as session:
        kind = "sqlite_master" if night.database.kind == "sqlite" else "pg_indexes"
        names = session.connection().execute(text(f"select * from {kind}")).all()
    assert any("ux_respite_stay_client_open" in str(row) for row in names)
    assert not any("ix_lodging" in str(row) for row in names)

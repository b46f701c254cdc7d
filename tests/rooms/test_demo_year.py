"""The demo's year of rooms: enough of everything, nothing that the rules forbid, made once."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.client import Client
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.db import Database
from webapp.demo import room_people, room_year, rooms
from webapp.rooms.funnel import store as funnel
from webapp.rooms.matches import store as matches
from webapp.rooms.matching.lists import vacancy_of, youth_of
from webapp.rooms.matching.rules import Matching
from webapp.rooms.pairs.kind import LIVE
from webapp.rooms.pairs.store import read_records

EVERY_YEAR = "/kamers/trechter?jaar=alle"


@pytest.fixture
def lived(demo_app: Flask) -> Database:
    """The demo as people start it, as far as its rooms go."""
    database: Database = demo_app.extensions["database"]
    with database.transaction() as session:
        room_year.make(session)
    return database


def test_there_are_thirty_hosts_and_twenty_youths_made_once(lived: Database, demo_client: Client):
    assert len(rooms.HOSTS) + len(rooms.LOST) + len(room_people.HOSTS) == 30
    assert len(rooms.YOUTHS) + len(room_people.YOUTHS) == 20
    demo_client.sign_in("coordinator")
    before = demo_client.get(EVERY_YEAR, headers={"Accept": "application/json"}).get_json()
    with lived.transaction() as session:
        room_year.make(session)
    after = demo_client.get(EVERY_YEAR, headers={"Accept": "application/json"}).get_json()
    assert before == after
    assert before["steps"][0]["reached"] == 31, "thirty hosts, and a room of which nobody lives in the house"


def test_the_funnel_loses_people_at_every_step_with_a_reason(lived: Database, demo_client: Client):
    demo_client.sign_in("coordinator")
    steps = demo_client.get(EVERY_YEAR, headers={"Accept": "application/json"}).get_json()["steps"]
    assert [one["step"] for one in steps if not one["lost"]] == ["going_12"]
    assert not any("unknown" in one["lost"] for one in steps)
    reached = {one["step"]: one["reached"] for one in steps}
    assert (reached["proposals"], reached["tenancies"], reached["going_6"]) == (16, 4, 2)


def test_matches_are_in_every_step_and_keep_the_hard_rules(lived: Database):
    with lived.reading() as session:
        coordinator = accounts.find_demo_user(session, "coordinator")
        assert coordinator
        found = matches.list_live(session, actor_of(coordinator), 50)
        assert {one.state for one in found} == set(LIVE)
        assert sum(one.due_at is not None and one.due_at < clock.now() for one in found) == 1
        for youth, room, _host in read_records(session, found).values():
            pair = Matching([youth_of(youth)], [vacancy_of(room)])
            assert pair.broken_rules(0, 0) == [], (youth.alias, room.municipality)
        assert len(funnel.list_matches(session, coordinator.region_id)) == len(room_people.MATCHES)


@pytest.mark.parametrize(
    ("user", "path", "words"),
    [
        ("coordinator", "/", "Matches die stilstaan"),
        ("coordinator", "/kamers/huur?zoek=ineke", "Demo Jongere H."),
        ("coordinator", "/kamers/matches/lopend?stap=thinking", "bedenktijd"),
        ("coordinator", "/kamers/verhuurders", "Demo Sjaak"),
        ("coordinator", "/kamers/tips", "Demo Buurvrouw Tine"),
        ("coordinator", EVERY_YEAR, "Verlies van privacy"),
        ("vrijwilliger", "/", "Demo Otto"),
        ("jongerenwerker", "/", "Demo Jongere A."),
    ],
)
def test_pages_have_something_to_show(lived: Database, demo_client: Client, user: str, path: str, words: str):
    assert words in demo_client.sign_in(user).get(path).text

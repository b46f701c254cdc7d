"""Support without a place: moments by whoever gives it, taken back, counted, and never told to others."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import SignIn
from tests.placements.acts import accepted, programme_id, refer
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.db import Database, new_id
from webapp.placements.exits import figures


@pytest.fixture
def supported(door: Door, officer: Door, demo_database: Database, person: str) -> str:
    """A placement whose support began."""
    made = refer(door, programme_id(demo_database, "Ondersteuning in de opvang"), client=person)
    accepted(officer, made, ("referral", "yes"))
    return made


def note(door: Door, placement: str, **more: Any) -> dict[str, Any]:
    return door.send("support.moment", {"placement": placement, "kind": "peer", **more})


def hours(database: Database, name: str) -> dict[str, tuple[str, str]]:
    with database.reading() as session:
        user = accounts.find_demo_user(session, name)
        assert user
        return {kind: (people, time) for kind, people, time in figures.count_support(session, actor_of(user))}


def test_moment_is_noted_with_or_without_time_and_both_sides_see_it(
    door: Door, officer: Door, supported: str, demo_database: Database
) -> None:
    assert note(door, supported)["status"] == "accepted"
    assert note(officer, supported, kind="financial", minutes=120)["status"] == "accepted"
    page = door.client.get(f"/plaatsingen/{supported}").text
    assert "Geldzaken" in page
    assert "120 minuten" in page
    assert "Ervaringsdeskundige" in officer.client.get(f"/plaatsingen/{supported}").text
    assert hours(demo_database, "plaatsing")["financial"] == ("1", "2")
    assert hours(demo_database, "beleid")["financial"] == ("<5", "")
    assert officer.client.get("/plaatsingen/cijfers").status_code == 200


def test_sent_twice_is_one_and_only_its_writer_takes_it_back(
    door: Door, officer: Door, nurse: Client, supported: str
) -> None:
    op = str(new_id())
    body = {"placement": supported, "kind": "peer", "minutes": 45}
    assert [door.send("support.moment", body, id=op)["status"] for _ in range(2)] == ["accepted", "duplicate"]
    undo = f"/plaatsingen/{supported}/hulp/terug"
    assert officer.client.post(undo, data={"moment": op}).status_code == 404
    assert nurse.post(undo, data={"moment": op}).status_code == 303
    assert "45 minuten" not in nurse.get(f"/plaatsingen/{supported}").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Kies welke hulp het was"),
        ({"kind": "peer", "minutes": "4"}, "van 5 tot 600"),
        ({"kind": "peer", "minutes": "lang"}, "van 5 tot 600"),
        ({"kind": "peer", "given_on": "2099-01-01"}, "nog niet geweest"),
        ({"kind": "peer", "given_on": "2001-01-01"}, "nog niet begonnen"),
    ],
)
def test_bad_input_gets_a_sentence(nurse: Client, supported: str, typed: dict[str, str], sentence: str) -> None:
    told = nurse.post(f"/plaatsingen/{supported}/hulp", data=typed)
    assert told.status_code == 422
    assert sentence in told.text


def test_only_support_that_goes_on_takes_moments(
    door: Door, officer: Door, supported: str, demo_database: Database
) -> None:
    other = refer(door, programme_id(demo_database), "Iemand (test)")
    assert note(door, other)["status"] == "rejected"
    accepted_exit = {"placement": supported, "step": "placed", "answer": "exit", "reason": "support_done"}
    assert officer.send("placement.answer", accepted_exit)["status"] == "accepted"
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    assert note(door, supported, given_on=yesterday)["status"] == "rejected"
    assert "Opschrijven" not in door.client.get(f"/plaatsingen/{supported}").text


def test_others_cannot(sign_in: SignIn, supported: str) -> None:
    for name, status in (("opvang", 403), ("beleid", 403), ("straatverpleegkundige-almere", 404)):
        told = sign_in(name).post(f"/plaatsingen/{supported}/hulp", data={"kind": "peer"})
        assert told.status_code == status

"""What changed since one's previous shift, and one line to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import NURSE, SignIn
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import actor_of
from webapp.accounts.store import find_demo_user
from webapp.beds.shelters.store import list_own_shelters
from webapp.db import Database
from webapp.shifts import service

PassTime = Callable[..., None]


@pytest.fixture
def person(door: Door) -> str:
    return door.accepted("client.add", {"name": "Youssef Amrani", "legal_basis": "wmo", "municipality": "Laren"})


def test_tells_what_colleagues_did_with_my_people_since_then(
    door: Door, person: str, contact: Any, colleague: str, sign_in: SignIn, pass_time: PassTime
) -> None:
    door.client.get("/dienst")
    pass_time(hours=10)
    theirs = Door(sign_in(colleague))
    theirs.accepted("contact.log", contact(client=person, note="Had pijn aan zijn voet"))
    theirs.accepted("client.edit", {"client": person, "changes": {"municipality": {"from": "Laren", "to": "Huizen"}}})
    pass_time(hours=10)
    mine = sign_in(NURSE)
    assert "Sinds je vorige dienst: 2 dingen om te lezen" in mine.get("/").text
    page = mine.get("/dienst").text
    assert "Had pijn aan zijn voet" in page
    assert "Gegevens veranderd" in page
    assert "Had pijn" in mine.get("/dienst").text, "within a shift it stays"
    pass_time(hours=10)
    assert "Had pijn" not in sign_in(NURSE).get("/dienst").text


def test_own_work_is_no_news(door: Door, person: str, contact: Any) -> None:
    door.accepted("contact.log", contact(client=person, note="Zelf gezien"))
    assert "Zelf gezien" not in door.client.get("/dienst").text


def test_people_of_others_are_no_news(door: Door, contact: Any, colleague: str, sign_in: SignIn) -> None:
    Door(sign_in(colleague)).accepted("contact.log", contact(alias="Iemand anders", note="Niet van mij"))
    assert "Niet van mij" not in door.client.get("/dienst").text


def test_line_to_the_next_shift_is_read_by_the_team_and_goes_after_three_days(
    door: Door, colleague: str, sign_in: SignIn, demo_database: Database, pass_time: PassTime
) -> None:
    door.accepted("shift.note", {"text": "Kees belt morgen terug"})
    other = sign_in(colleague)
    assert "1 ding om te lezen" in other.get("/").text
    assert "Kees belt morgen terug" in other.get("/dienst").text
    for who in ("jongerenwerker", "opvang", "straatverpleegkundige-almere"):
        assert "Kees belt" not in sign_in(who).get("/dienst").text
    pass_time(days=3, hours=1)
    assert "Kees belt" not in sign_in(colleague).get("/dienst").text
    with demo_database.transaction() as session:
        service.erase_old(session)
    with demo_database.reading() as session:
        nurse = find_demo_user(session, NURSE)
        assert nurse
        assert service.list_own_notes(session, actor_of(nurse)) == []


def test_author_takes_an_own_line_away_and_nobody_else(door: Door, colleague: str, sign_in: SignIn) -> None:
    made = door.accepted("shift.note", {"text": "Vergissing"})
    assert sign_in(colleague).post(f"/dienst/bericht/{made}/weg").status_code == 404
    assert door.client.post(f"/dienst/bericht/{made}/weg").status_code == 303
    assert "Vergissing" not in sign_in(colleague).get("/dienst").text


@pytest.mark.parametrize("text", ["", "x", "x" * 201])
def test_line_that_is_none_is_told_at_its_field(door: Door, text: str) -> None:
    assert list(door.send("shift.note", {"text": text})["fields"]) == ["text"]
    assert door.client.post("/dienst/bericht", data={"text": text}).status_code == 422


def test_house_has_its_own_lines(sign_in: SignIn, demo_database: Database, door: Door) -> None:
    worker = sign_in("opvang")
    page = worker.get("/dienst")
    assert "kwam" in page.text
    with demo_database.reading() as session:
        user = find_demo_user(session, "opvang")
        assert user
        own = str(list_own_shelters(session, actor_of(user))[0][0].id)
    assert worker.post("/dienst/bericht", data={"text": "Deur klemt 🚪", "shelter": own}).status_code == 303
    assert "Deur klemt" in worker.get("/dienst").text
    refused = door.send("shift.note", {"text": "Deur klemt", "shelter": own})
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["shelter"])


@pytest.mark.parametrize("who", ["vrijwilliger", "beleid", "beheer", "verhuurder"])
def test_other_roles_have_no_shifts(sign_in: SignIn, who: str) -> None:
    assert sign_in(who).get("/dienst").status_code == 403


def test_long_absence_shows_two_weeks_at_most(
    door: Door, sign_in: SignIn, demo_database: Database, pass_time: PassTime
) -> None:
    door.client.get("/dienst")
    pass_time(days=60)
    with demo_database.reading() as session:
        nurse = find_demo_user(session, NURSE)
        assert nurse
        assert service.read_since(session, actor_of(nurse)) == clock.now() - timedelta(days=14)

"""Work places: from a candidate to still at work, the employer's link, and who may see what."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.db import Database, new_id
from webapp.due.days import add_months
from webapp.due.rules import faults as rule_faults
from webapp.trajectories.kinds import faults
from webapp.work_places import service
from webapp.work_places.kind import LOOK, WORK
from webapp.work_places.models import WorkPlacement

HOME = "/werkplekken"
JSON = {"Accept": "application/json"}


def in_days(days: int) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def candidate(door: Door, alias: str, **more: Any) -> str:
    return door.accepted("work.refer", {"alias": alias, "wish": "Iets met hout", **more})


def offer(desk: Client, work: str, places: int = 1) -> str:
    said = {"employer": "Proefwerf BV", "work": work, "hours": "16", "places": str(places), "from_date": in_days(0)}
    assert desk.post(f"{HOME}/aanbod/nieuw", data={**said, "phone": "035 123 45 67"}).status_code == 303
    page = desk.get(f"{HOME}/aanbod").text
    return re.findall(r"/aanbod/([0-9a-f-]{36})/weg", page[page.index(work) :])[0]


def propose(desk: Client, row: str, offered: str, name: str = "Toon") -> Any:
    said = {"offer": offered, "first_name": name, "agreed": "Meubels schuren, ma en di"}
    return desk.post(f"{HOME}/{row}/voorstel", data=said)


def answer(door: Door, row: str, step: str, word: str, **more: Any) -> dict[str, Any]:
    return door.send("work.answer", {"placement": row, "step": step, "answer": word, **more})


def agree(desk: Client, desk_door: Door, row: str, offered: str) -> None:
    assert propose(desk, row, offered).status_code == 303
    for party in ("candidate", "employer"):
        assert answer(desk_door, row, "proposed", "yes", party=party)["status"] == "accepted"


def standing(client: Client, row: str) -> str:
    told = client.get(f"{HOME}/{row}", headers=JSON).get_json()
    return str(told["step"] or told["ended"])


def link_of(desk: Client, row: str) -> str:
    page = desk.post(f"{HOME}/{row}/link").text
    return re.findall(r'value="https?://[^/"]+(/werkplekken/werkgever/[^"]+)"', page)[0]


def asked(client: Client) -> set[str]:
    rows = client.get("/vervolgacties?rule=work_still", headers=JSON).get_json()["rows"]
    return {row["subject"] for row in rows}


def make_it_long_ago(database: Database, row: str, days: int) -> None:
    with database.transaction() as session:
        found = session.get_one(WorkPlacement, UUID(row))
        found.look_on = clock.today() - timedelta(days=days)


@pytest.fixture
def employer(desk: Client) -> Any:
    """Somebody with a link and no account."""
    return desk.application.test_client()


def test_declarations_have_no_faults() -> None:
    assert faults(WORK) == []
    assert rule_faults(LOOK) == []


def test_goes_from_candidate_to_still_at_work(
    door: Door, desk: Client, desk_door: Door, demo_database: Database
) -> None:
    row, offered = candidate(door, "Proefwerker Toon"), offer(desk, "Meubelwerk")
    assert standing(door.client, row) == "waits"
    agree(desk, desk_door, row, offered)
    assert "vol" in desk.get(f"{HOME}/aanbod").text
    assert answer(desk_door, row, "agreed", "began", on=in_days(1))["status"] == "rejected"
    first = clock.today() - timedelta(days=20)
    assert answer(desk_door, row, "agreed", "began", on=first.isoformat())["status"] == "accepted"
    with demo_database.reading() as session:
        found = session.get_one(WorkPlacement, UUID(row))
        assert (found.first_day, found.look_on) == (first, add_months(first, 3))
    make_it_long_ago(demo_database, row, 2)
    assert row in asked(desk)
    assert "Proefwerf BV" in desk.get("/vervolgacties?rule=work_still").text
    said = {"rule": "work_still", "subject": row, "outcome": "still"}
    assert door.send("due.done", said)["status"] == "rejected", "the desk asks"
    assert desk_door.send("due.done", said)["status"] == "accepted"
    assert standing(door.client, row) == "still"
    assert row not in asked(desk)
    assert desk_door.send("due.undone", {"rule": "work_still", "subject": row})["status"] == "accepted"
    assert standing(door.client, row) == "works"
    assert row in asked(desk)
    assert answer(door, row, "works", "stopped", reason="own_wish")["status"] == "accepted"
    assert "Zelf gestopt" in desk.get(f"{HOME}/{row}").text
    assert desk_door.send("due.done", said)["status"] == "rejected", "a late phone of the desk"


def test_employer_sees_first_name_and_agreement_and_says_two_things(
    door: Door, desk: Client, desk_door: Door, demo_database: Database, employer: Any
) -> None:
    row, offered = candidate(door, "Toon van der Geheimen"), offer(desk, "Fietsen maken")
    assert desk.post(f"{HOME}/{row}/link").status_code == 422, "nothing is agreed yet"
    agree(desk, desk_door, row, offered)
    path = link_of(desk, row)
    page = employer.get(path)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Toon" in page.text
    assert "Meubels schuren" in page.text
    for secret in ("Geheimen", "Iets met hout", "Straatzorg", row):
        assert secret not in page.text
    others = [("agreed", "no"), ("works", "still"), ("x", "y"), ("", "began")]
    for wrong in ({}, *({"step": step, "answer": word} for step, word in others)):
        assert employer.post(path, data=wrong).status_code in (409, 422)
    said = {"step": "agreed", "answer": "began"}
    assert [employer.post(path, data=said).status_code for _ in range(2)] == [303, 303]
    assert standing(desk, row) == "works"
    assert "met de link van de werkgever" in desk.get(f"{HOME}/{row}").text
    still = {"step": "works", "answer": "still"}
    assert "Vanaf" in employer.get(path).text
    assert employer.post(path, data=still).status_code == 422, "too early"
    make_it_long_ago(demo_database, row, 0)
    assert "Ja, nog steeds" in employer.get(path).text
    assert "Bedankt" in employer.post(path, data=still).text
    assert standing(desk, row) == "still"
    assert row not in asked(desk)
    assert employer.get(path).status_code == 404
    assert employer.post(path, data=still).status_code == 404


def test_link_dies_when_it_does_not_go_on(door: Door, desk: Client, desk_door: Door, employer: Any) -> None:
    row, offered = candidate(door, "Proefwerker Link"), offer(desk, "Tuinwerk")
    agree(desk, desk_door, row, offered)
    first, second = link_of(desk, row), link_of(desk, row)
    assert employer.get(first).status_code == 404, "a new one replaces it"
    assert employer.get(second).status_code == 200
    assert answer(desk_door, row, "agreed", "no", reason="absent")["status"] == "accepted"
    assert employer.get(second).status_code == 404
    assert standing(desk, row) == "waits"
    assert "1 plek vrij" in desk.get(f"{HOME}/aanbod").text
    assert door.client.post(f"{HOME}/{row}/link").status_code == 403


def test_two_for_the_last_place_one_wins(door: Door, desk: Client, desk_door: Door) -> None:
    one, other, offered = candidate(door, "Proefwerker Een"), candidate(door, "Proefwerker Twee"), offer(desk, "Koken")
    assert propose(desk, one, offered).status_code == 303
    assert propose(desk, one, offered).status_code == 303, "twice is one"
    late = propose(desk, other, offered)
    assert late.status_code == 422
    assert "geen plek meer" in late.text
    assert "Meubels schuren" in late.text
    assert answer(desk_door, one, "proposed", "withdrawn", reason="own_work", party="desk")["status"] == "accepted"
    assert propose(desk, other, offered).status_code == 303
    back = answer(desk_door, one, "proposed", "take_back", party="desk")
    assert back["status"] == "rejected", "somebody else has the place"
    assert standing(desk, one) == "withdrawn"
    assert propose(desk, one, offered).status_code in (409, 422)
    assert desk.post(f"{HOME}/aanbod/{offered}/weg").status_code == 303
    third = candidate(door, "Proefwerker Drie")
    assert propose(desk, third, offered).status_code == 422


def test_late_answers_are_told_and_slips_taken_back(door: Door, desk: Client, desk_door: Door) -> None:
    row, offered = candidate(door, "Proefwerker Laat"), offer(desk, "Magazijn")
    agree(desk, desk_door, row, offered)
    assert answer(door, row, "proposed", "no", reason="hours", party="candidate")["status"] == "conflict"
    assert answer(desk_door, row, "agreed", "began")["status"] == "accepted"
    assert answer(desk_door, row, "agreed", "began")["status"] == "accepted", "sent twice is one"
    assert "neem de laatste stap terug" in desk.get(f"{HOME}/{row}").text
    assert answer(desk_door, row, "agreed", "take_back", party="employer")["status"] == "accepted"
    assert standing(desk, row) == "agreed"
    assert answer(door, row, "agreed", "began", party="employer")["status"] == "rejected", "not theirs"
    assert answer(desk_door, row, "agreed", "no")["status"] == "rejected", "without a reason"
    assert desk.post(f"{HOME}/{row}/antwoord", data={"step": "waits", "answer": "withdrawn"}).status_code == 409


@pytest.mark.parametrize(
    ("path", "typed", "sentence"),
    [
        ("aanmelden", {}, "Kies om wie het gaat"),
        ("aanbod/nieuw", {"employer": "", "work": "w", "hours": "4", "places": "1"}, "naam van de werkgever"),
        ("aanbod/nieuw", {"employer": "Blijft staan", "work": "w", "hours": "0", "places": "1"}, "van 1 tot 60"),
        ("aanbod/nieuw", {"employer": "b", "work": "w", "hours": "4", "places": "x"}, "van 1 tot 100"),
        (
            "aanbod/nieuw",
            {"employer": "b", "work": "w", "hours": "4", "municipality": "Parijs"},
            "gemeente van deze regio",
        ),
        ("instellen", {"months": "0"}, "van 1 tot 24"),
    ],
)
def test_bad_input_gets_a_sentence(desk: Client, path: str, typed: dict[str, str], sentence: str) -> None:
    told = desk.post(f"{HOME}/{path}", data={"from_date": in_days(0), **typed})
    assert told.status_code == 422
    assert sentence in told.text


def test_months_and_target_are_rows_and_nobodys_change_is_lost(desk: Client, door: Door, sign_in: SignIn) -> None:
    seen = desk.get(f"{HOME}/instellen").text.split('name="seen" value="')[1].split('"')[0]
    said = {"months": "6", "target": "25", "seen": seen}
    assert desk.post(f"{HOME}/instellen", data=said).status_code == 303
    late = desk.post(f"{HOME}/instellen", data={**said, "months": "9"})
    assert late.status_code == 409
    assert 'value="9"' in late.text
    assert door.client.get(f"{HOME}/instellen").status_code == 403


def test_row_that_was_seen_is_no_citizen_number(desk: Client) -> None:
    seen = "01a230d0-29e1-73fc-abe6-b25074969d8d"  # eight of its digits pass the eleven-test
    late = desk.post(f"{HOME}/instellen", data={"months": "6", "seen": seen})
    assert late.status_code == 409


def test_others_see_nothing(door: Door, desk: Client, sign_in: SignIn) -> None:
    row = candidate(door, "Proefwerker Weg")
    offered = offer(desk, "Verborgen werk")
    for name in ("opvang", "vrijwilliger", "beleid", "beheer"):
        assert sign_in(name).get(f"{HOME}/{row}").status_code == 403
    for name in ("jongerenwerker", "straatverpleegkundige-almere", "plaatsing-almere"):
        other = sign_in(name)
        assert other.get(f"{HOME}/{row}").status_code == 404
        assert "Proefwerker Weg" not in other.get(HOME).text
        assert answer(Door(other), row, "waits", "withdrawn", reason="other")["status"] == "rejected"
    other = sign_in("plaatsing-almere")
    assert other.post(f"{HOME}/aanbod/{offered}/weg").status_code == 404
    assert "Verborgen werk" not in other.get(f"{HOME}/aanbod").text
    assert door.client.get(f"{HOME}/aanbod").status_code == 403


def test_one_client_has_one_search_and_twice_is_one(door: Door) -> None:
    client = door.accepted("client.add", {"name": "Ömer Şahin-Łuczak", "legal_basis": "wmo"})
    op = str(new_id())
    body = {"client": client, "wish": "x"}
    assert [door.send("work.refer", body, id=op)["status"] for _ in range(2)] == ["accepted", "duplicate"]
    again = door.send("work.refer", body)
    assert again["status"] == "rejected"
    assert "zoekt al iemand" in str(again)
    assert f"{HOME}/aanmelden?client={client}" in door.client.get(f"/clienten/{client}").text
    page = door.client.post(f"{HOME}/aanmelden", data=body)
    assert page.status_code == 422


def test_line_of_time_tells_of_the_search_to_who_refers(door: Door, sign_in: SignIn) -> None:
    client = door.accepted("client.add", {"name": "Proefwerker Lijn", "legal_basis": "wmo"})
    door.accepted("work.refer", {"client": client, "wish": "Geheime wens"})
    line = door.client.get(f"/clienten/{client}?soort=werk").text
    assert "Werkplek gezocht" in line
    assert "Zoekt een werkplek" in line
    assert "Geheime wens" not in line
    assert "Werkplek gezocht" not in sign_in("jongerenwerker").get(f"/clienten/{client}").text


def test_files_and_figures(door: Door, desk: Client, desk_door: Door, sign_in: SignIn, demo_database: Database) -> None:
    with demo_database.transaction() as session:  # the people of the demo began in no year
        for one in session.exec(select(WorkPlacement)):
            one.first_day = None
    offered = offer(desk, "Veel plekken", places=9)
    for number in range(7):
        row = candidate(door, f"Proefwerker Tel {number}")
        agree(desk, desk_door, row, offered)
        assert answer(desk_door, row, "agreed", "began")["status"] == "accepted"
    for form in ("csv", "xlsx", "ods"):
        assert desk.post(HOME, data={"vorm": form, "zoek": "proefwerker"}).status_code == 200
    assert "nog niet gevraagd" in desk.get(f"{HOME}/cijfers").text
    policy = sign_in("beleid").get(f"{HOME}/cijfers").text
    assert "Proefwerker" not in policy
    assert "7</b> begonnen" in policy
    assert answer(door, row, "works", "stopped", reason="ill")["status"] == "accepted"
    assert "er staat een aantal onder de 5 in" in sign_in("beleid").get(f"{HOME}/cijfers").text
    assert door.client.get(f"{HOME}/cijfers").status_code == 403
    assert desk.get(f"{HOME}/cijfers?jaar=1900").status_code == 404


def test_names_go_after_the_term(door: Door, desk: Client, demo_database: Database) -> None:
    row = candidate(door, "Proefwerker Oud")
    assert answer(door, row, "waits", "withdrawn", reason="own_work")["status"] == "accepted"
    with demo_database.transaction() as session:
        session.get_one(WorkPlacement, UUID(row)).ended_on = clock.today() - timedelta(days=740)
        session.flush()
        service.erase_past_term(session)
    page = desk.get(f"{HOME}/{row}").text
    assert "Naam gewist" in page
    assert "Iets met hout" not in page
    assert answer(door, row, "waits", "take_back", party="referrer")["status"] == "rejected"


def test_demo_has_a_desk_and_people_in_both_regions(demo_database: Database) -> None:
    with demo_database.reading() as session:
        for name in ("plaatsing", "plaatsing-almere"):
            user = accounts.find_demo_user(session, name)
            assert user
            found = session.exec(select(WorkPlacement.state).where(WorkPlacement.desk_id == user.organisation_id)).all()
            assert {"waits", "agreed", "works"} <= set(found)

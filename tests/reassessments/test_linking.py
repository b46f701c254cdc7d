"""Somebody on a list who is a client here: found by name, chosen by a person, taken back, and gone along with."""

from __future__ import annotations

from uuid import UUID

import pytest

from tests.contacts.acts import SignIn
from tests.reassessments.acts import HOME, answer, begun, ids_of, in_days
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import Database, new_id
from webapp.reassessments.models import Reassessment


def link(client: Client, row: str, person: str) -> int:
    return int(client.post(f"{HOME}/{row}/wie", data={"client": person}).status_code)


@pytest.fixture
def anna(door: Door) -> str:
    """Whom the list calls 'Proef Anna', as the nurse knows her."""
    return str(door.accepted("client.add", {"name": "Anna Proef", "birth_year": 1981, "legal_basis": "wmo"}))


def test_outcome_stands_in_the_line_of_who_was_chosen(door: Door, one: str, anna: str) -> None:
    page = door.client.get(f"{HOME}/{one}").text
    assert "Is dit iemand van jullie?" in page
    assert anna in page, "found in spite of the order of the words"
    assert answer(door, one, "ends", reason="able", note="Redt het zelf")["status"] == "accepted"
    assert "Herbeoordeling" not in door.client.get(f"/clienten/{anna}").text
    assert link(door.client, one, anna) == 303
    assert link(door.client, one, anna) == 303, "twice is one"
    page = door.client.get(f"{HOME}/{one}").text
    assert f"/clienten/{anna}" in page
    assert "Is dit iemand van jullie?" not in page
    line = door.client.get(f"/clienten/{anna}").text
    assert "Redt het zelf" in line, "an outcome of before goes along"
    assert link(door.client, one, "") == 303
    assert "Redt het zelf" not in door.client.get(f"/clienten/{anna}").text
    assert "Is dit iemand van jullie?" in door.client.get(f"{HOME}/{one}").text


def test_another_name_is_searched_for(door: Door, one: str) -> None:
    known = door.accepted("client.add", {"alias": "Zilveren Zeppelin", "legal_basis": "wmo"})
    assert known not in door.client.get(f"{HOME}/{one}").text
    assert known in door.client.post(f"{HOME}/{one}", data={"zoek": "zeppelin"}).text
    assert "Niemand gevonden" in door.client.post(f"{HOME}/{one}", data={"zoek": "qqxx" * 60}).text


def test_two_who_choose_another_are_told(door: Door, colleague: Client, one: str, anna: str) -> None:
    other = door.accepted("client.add", {"name": "Proef Annelies", "legal_basis": "wmo"})
    assert link(door.client, one, anna) == 303
    answered = door.client.post(f"{HOME}/{one}/wie", data={"client": other})
    assert answered.status_code == 409
    assert "Dit is intussen al veranderd" in answered.text
    assert f"/clienten/{anna}" in door.client.get(f"{HOME}/{one}").text


def test_only_who_reassesses_and_knows_the_client_chooses(
    officer: Client, door: Door, sign_in: SignIn, one: str, anna: str
) -> None:
    assert "Is dit iemand van jullie?" not in officer.get(f"{HOME}/{one}").text, "an officer reads no clients"
    assert link(officer, one, anna) == 403
    for stranger in ("jongerenwerker", "straatverpleegkundige-almere"):
        assert link(sign_in(stranger), one, anna) == 404
    assert link(door.client, one, str(new_id())) == 404
    assert link(door.client, one, "geen id") == 422
    assert link(sign_in("vrijwilliger"), one, anna) == 403
    theirs = Door(sign_in("jongerenwerker")).accepted("client.add", {"name": "Proef Elders", "legal_basis": "jeugdwet"})
    assert link(door.client, one, theirs) == 404, "a client of another organisation is nobody here"


def test_whom_the_campaign_knew_stays_who_they_are(door: Door, one: str, anna: str, demo_database: Database) -> None:
    with demo_database.transaction() as session:
        session.get_one(Reassessment, UUID(one)).client_id = UUID(anna)
    assert "Toch iemand anders" not in door.client.get(f"{HOME}/{one}").text
    assert link(door.client, one, "") == 409


def test_choice_goes_along_with_a_merge(door: Door, one: str, anna: str) -> None:
    stays = door.accepted("client.add", {"name": "Anna Proeff", "birth_year": 1981, "legal_basis": "wmo"})
    assert link(door.client, one, anna) == 303
    door.accepted("client.merge", {"from": anna, "into": stays})
    assert f"/clienten/{stays}" in door.client.get(f"{HOME}/{one}").text


def test_somebody_of_nobody_yet_is_not_chosen(officer: Client, door: Door, anna: str) -> None:
    row = ids_of(officer, begun(officer, f"Naam;Klaar voor\nProef Niemand;{in_days(0)}\n"))["Proef Niemand"]
    assert link(door.client, row, anna) == 404

"""Consent to share: it ends by itself, a withdrawal is told, and a young person decides as the law has it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import SignIn
from tests.support.door import Door
from webapp import clock
from webapp.db import new_id


def client_of(door: Door, **more: Any) -> str:
    return door.accepted("client.add", {"alias": "Delende Dina", "legal_basis": "wmo", **more})


def day(after: int) -> str:
    return (clock.today() + timedelta(days=after)).isoformat()


def consent(client: str, **more: Any) -> dict[str, Any]:
    return {"client": client, "with_whom": "Wijkteam Zuid", "purpose": "Aanmelden voor een woning", "until": day(90),
            **more}  # fmt: skip


def test_it_is_given_withdrawn_and_told(door: Door):
    client = client_of(door)
    made = door.accepted("consent.give", consent(client))
    address = f"/clienten/{client}/toestemming"
    for path in (address, f"/clienten/{client}"):
        assert "Wijkteam Zuid" in door.client.get(path).text
    assert "die is Wmo" in door.client.get(address).text, "consent is not the legal basis"
    assert door.client.post("/clienten/toestemming/intrekken", data={"consent": made}).status_code == 303
    door.accepted("consent.withdraw", {"consent": made})
    page = door.client.get(address).text
    assert "Vertel Wijkteam Zuid dat het is ingetrokken" in page
    assert "ingetrokken, nog te vertellen" in door.client.get(f"/clienten/{client}").text
    door.accepted("consent.told", {"consent": made})
    assert "Verteld aan Wijkteam Zuid" in door.client.get(address).text
    assert "Wijkteam" not in door.client.get(f"/clienten/{client}").text


def test_it_ends_by_itself(door: Door, clock_moves: Any, sign_in: SignIn):
    client = client_of(door)
    door.accepted("consent.give", consent(client, until=day(0)))
    address = f"/clienten/{client}/toestemming"
    assert "tot en met" in door.client.get(address).text
    clock_moves(days=1)
    assert "verlopen op" in sign_in("straatverpleegkundige").get(address).text


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("with_whom", "", "Vul in met wie je deelt."),
        ("purpose", " ", "Vul in waarvoor."),
        ("until", "2020-01-01", "Kies een dag van vandaag of later."),
        ("until", "2099-01-01", "Kies een dag binnen twee jaar. Vraag daarna opnieuw."),
        ("until", "", "Vul in tot wanneer."),
        ("given_on", "2099-01-01", "Die dag is nog niet geweest."),
        ("given_by", "buurman", ""),
        ("with_whom", "x" * 201, ""),
    ],
)
def test_bad_input_comes_back_in_words(door: Door, field: str, value: str, said: str):
    client = client_of(door)
    body = {"with_whom": "Wijkteam", "purpose": "Een huis", "until": day(9), "id": str(new_id()), field: value}
    answer = door.client.post(f"/clienten/{client}/toestemming", data=body)
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Wijkteam"' in answer.text or field == "with_whom"


@pytest.mark.parametrize(
    ("age", "given_by", "is_taken"),
    [
        (9, "self", False), (9, "parents", True), (14, "self", False), (14, "both", True), (14, "parents", False),
        (16, "self", True), (16, "both", True), (17, "both", False), (30, "parents", False), (None, "parents", True),
    ],
)  # fmt: skip
def test_a_young_person_decides_by_age(door: Door, age: int | None, given_by: str, is_taken: bool):
    client = client_of(door, birth_year=clock.today().year - age if age else None)
    result = door.send("consent.give", consent(client, given_by=given_by))
    assert (result["status"] == "accepted") is is_taken, result
    shown = door.client.get(f"/clienten/{client}/toestemming").text
    assert ("Wie beslist bij een jongere?" in shown) is (age is not None and age <= 18)


def test_others_neither_see_nor_change_it(door: Door, sign_in: SignIn):
    client = client_of(door)
    made = door.accepted("consent.give", consent(client))
    for user, status in (("straatverpleegkundige-almere", 404), ("jongerenwerker", 404), ("opvang", 403)):
        other = sign_in(user)
        assert other.get(f"/clienten/{client}/toestemming").status_code == status
        assert other.post("/clienten/toestemming/intrekken", data={"consent": made}).status_code == status
        assert Door(other).send("consent.withdraw", {"consent": made})["status"] == "rejected"
        assert Door(other).send("consent.give", consent(client))["status"] == "rejected"
    assert "Trek in" in door.client.get(f"/clienten/{client}/toestemming").text, "it still holds"


def test_of_a_hidden_person_only_who_works_with_them(door: Door, sign_in: SignIn, colleague: str):
    client = client_of(door, whereabouts="hidden")
    made = door.accepted("consent.give", consent(client))
    other = Door(sign_in(colleague))
    assert "Wijkteam" not in other.client.get(f"/clienten/{client}").text
    assert "Wijkteam" not in other.client.get(f"/clienten/{client}/toestemming").text
    assert other.send("consent.withdraw", {"consent": made})["code"] == "not_allowed"
    assert other.send("consent.give", consent(client))["code"] == "not_allowed"


def test_it_moves_with_a_merge_and_back(door: Door):
    gone, into = client_of(door), door.accepted("client.add", {"alias": "Dina Delend", "legal_basis": "wmo"})
    door.accepted("consent.give", consent(gone))
    door.accepted("client.merge", {"from": gone, "into": into})
    late = door.accepted("consent.give", consent(gone, with_whom="Voedselbank"))
    page = door.client.get(f"/clienten/{into}/toestemming").text
    assert "Wijkteam Zuid" in page
    assert "Voedselbank" in page
    door.accepted("client.unmerge", {"client": gone})
    page = door.client.get(f"/clienten/{gone}/toestemming").text
    assert "Voedselbank" in page
    assert "Wijkteam" not in door.client.get(f"/clienten/{into}/toestemming").text
    assert door.accepted("consent.withdraw", {"consent": late})

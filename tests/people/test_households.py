"""Households: who belongs together, for whom they are people and for whom a number, also through a merge and back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contacts.acts import SignIn, in_days, user_id
from tests.support.door import Door
from webapp.db import Database, new_id

NUMBER = "1 persoon die jij hier niet ziet"


def client_of(door: Door, alias: str, **more: Any) -> str:
    return door.accepted("client.add", {"alias": alias, "legal_basis": "wmo", **more})


def join(door: Door, client: str, member: str) -> dict[str, Any]:
    return door.send("household.join", {"client": client, "member": member})


def shown(door: Door, client: str) -> str:
    return door.client.get(f"/clienten/{client}/huishouden").text


def test_they_belong_together_and_part(door: Door):
    mother, child, aunt = (client_of(door, name) for name in ("Moeder Mina", "Kleine Kees", "Tante Toos"))
    here = f"/clienten/{mother}/huishouden"
    found = door.client.post(here, data={"zoek": "kleine kees"}).text
    assert "Kleine Kees" in found
    assert door.client.post(f"{here}/erbij", data={"id": str(new_id()), "member": child}).status_code == 303
    assert join(door, child, aunt)["status"] == "accepted"
    for one, others in ((mother, ("Kees", "Toos")), (child, ("Mina", "Toos")), (aunt, ("Mina", "Kees"))):
        for path in (f"/clienten/{one}", f"/clienten/{one}/huishouden"):
            page = door.client.get(path).text
            assert all(name in page for name in others), (path, others)
    answer = door.client.post(f"{here}/eruit", data={"client": child})
    page = door.client.get(answer.location).text
    assert "Kleine Kees hoort er niet meer bij" in page, "it can be taken back"
    assert "Kees" not in door.client.get(here).text
    assert "Niemand bekend" in door.client.get(f"/clienten/{child}").text
    again = {"id": str(new_id()), "client": mother, "member": child}
    assert door.client.post(f"{here}/erbij", data=again).status_code == 303
    assert "Kleine Kees" in shown(door, aunt)
    assert "hoort er niet meer bij" not in door.client.get(answer.location).text


def test_bad_input_is_said_at_the_page(door: Door):
    one, other, third, fourth = (client_of(door, f"Los {name}") for name in ("Een", "Twee", "Drie", "Vier"))
    here = f"/clienten/{one}/huishouden/erbij"
    for member, said in (("", "Kies wie erbij hoort."), ("geen-id", "Kies wie erbij hoort."), (one, "iemand anders")):
        answer = door.client.post(here, data={"id": str(new_id()), "member": member})
        assert (answer.status_code, said in answer.text) == (422, True), member
    assert door.client.post(here, data={"id": str(new_id()), "member": str(new_id())}).status_code == 404
    assert join(door, one, other)["status"] == join(door, third, fourth)["status"] == "accepted"
    refused = join(door, one, third)
    assert (refused["status"], refused["code"]) == ("rejected", "elsewhere")
    assert join(door, one, other)["status"] == "accepted", "said twice"
    door.accepted("household.leave", {"client": third})
    assert join(door, one, fourth)["status"] == "accepted", "of one left there is no household"
    assert "Los Vier" in shown(door, other)
    for number in range(9):
        assert join(door, one, client_of(door, f"Kind {number}"))["status"] == "accepted"
    assert join(door, one, client_of(door, "De dertiende"))["code"] == "full"


def test_sent_twice_it_is_one(door: Door):
    one, other = client_of(door, "Dubbele Dora"), client_of(door, "Dubbele Dirk")
    body, sent = {"client": one, "member": other}, str(new_id())
    door.accepted("household.join", body, id=sent)
    door.accepted("household.leave", {"client": other})
    assert door.send("household.join", body, id=sent)["status"] == "duplicate"
    assert "Dubbele Dirk" not in shown(door, one)


@pytest.mark.parametrize("whose", ["jongerenwerker", "straatverpleegkundige-almere", "opvang"])
def test_others_neither_see_nor_change_it(door: Door, sign_in: SignIn, whose: str):
    one, other = client_of(door, "Vreemde Fem"), client_of(door, "Vreemde Ferd")
    join(door, one, other)
    stranger = Door(sign_in(whose))
    status = 403 if whose == "opvang" else 404
    assert stranger.client.get(f"/clienten/{one}/huishouden").status_code == status
    assert stranger.client.post(f"/clienten/{one}/huishouden/eruit", data={"client": other}).status_code == status
    assert stranger.send("household.leave", {"client": other})["status"] == "rejected"
    assert join(stranger, one, other)["status"] == "rejected"
    assert "Vreemde Ferd" in shown(door, one)


def test_a_member_of_others_is_a_number(door: Door, sign_in: SignIn, demo_database: Database):
    """A youth worker of another organisation works with the son, and does not know the mother."""
    mother, son = client_of(door, "Onbekende Olga"), client_of(door, "Bekende Bas")
    join(door, mother, son)
    body = {"client": son, "user": user_id(demo_database, "jongerenwerker"), "until": in_days(9), "consent": True}
    door.accepted("client.share", body)
    youth = Door(sign_in("jongerenwerker"))
    page = youth.client.get(f"/clienten/{son}").text
    assert "Olga" not in page
    assert NUMBER in page


def test_of_a_hidden_person_only_a_number(door: Door, sign_in: SignIn, colleague: str):
    hidden, openly = client_of(door, "Geheime Gea", whereabouts="hidden"), client_of(door, "Open Otto")
    join(door, openly, hidden)
    assert "Geheime Gea" in door.client.get(f"/clienten/{openly}").text, "for who works with both"
    kept = door.client.get("/offline/snapshot").get_json()["fragments"]
    assert "Geheime Gea" not in kept[f"/clienten/{openly}"]["html"], "a lost phone tells nobody"
    assert NUMBER in kept[f"/clienten/{openly}"]["html"]
    assert "Otto" not in kept[f"/clienten/{hidden}"]["html"]
    other = Door(sign_in(colleague))
    page = other.client.get(f"/clienten/{openly}").text
    assert "Geheime Gea" not in page
    assert NUMBER in page
    for path in (f"/clienten/{hidden}", f"/clienten/{hidden}/huishouden"):
        assert "Otto" not in other.client.get(path).text
    assert join(other, client_of(other, "Derde Door"), hidden)["code"] == "not_related"
    assert other.send("household.leave", {"client": hidden})["code"] == "not_related"


def test_it_agrees_with_a_merge_and_its_undo(door: Door):
    """Two records of one person, each with somebody: together all three; parted, each its own again."""
    gone, stays = client_of(door, "Sien Samen"), client_of(door, "Samen Sien")
    left, right = client_of(door, "Linker Lot"), client_of(door, "Rechter Rik")
    join(door, gone, left)
    join(door, stays, right)
    door.accepted("client.merge", {"from": gone, "into": stays})
    assert all(name in shown(door, stays) for name in ("Linker Lot", "Rechter Rik"))
    assert all(name in shown(door, left) for name in ("Samen Sien", "Rechter Rik"))
    late = client_of(door, "Late Leo")
    assert join(door, gone, late)["status"] == "accepted", "a phone that did not know"
    assert "Late Leo" in shown(door, right)
    door.accepted("client.unmerge", {"client": gone})
    assert "Linker Lot" in shown(door, gone)
    assert "Rechter Rik" not in shown(door, gone)
    assert "Rechter Rik" in shown(door, stays)
    assert "Linker Lot" not in shown(door, stays)


def test_a_merge_of_two_who_lived_together(door: Door):
    gone, stays, third = (client_of(door, name) for name in ("Een en Al", "Al en Een", "Derde Dien"))
    join(door, gone, stays)
    join(door, gone, third)
    door.accepted("client.merge", {"from": gone, "into": stays})
    page = shown(door, third)
    assert page.count("Al en Een") >= 1
    assert "Een en Al" not in page
    door.accepted("household.leave", {"client": stays})
    assert "Nog niemand" in shown(door, third)
    door.accepted("client.unmerge", {"client": gone})
    assert "Nog niemand" in shown(door, third), "a person took them out"

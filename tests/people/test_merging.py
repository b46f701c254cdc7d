"""Two records of one person: merging moves everything, an undo gives it back, also after later edits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import SQLModel, select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.db import Database, new_id
from webapp.people.lodging import Place, write
from webapp.people.merging.columns import Moves, Stays
from webapp.people.models import Client as Person
from webapp.people.models import WorkingRelation

CONTACT = {"channel": "street", "ethos_category": "public_space", "topics": ["health"]}


def add(door: Door, alias: str, **more: Any) -> str:
    return door.accepted("client.add", {"alias": alias, "legal_basis": "wmo", **more})


def log(door: Door, client: str, note: str, **more: Any) -> str:
    return door.accepted("contact.log", {**CONTACT, "client": client, "note": note, **more})


def merge(door: Door, gone: str, into: str, **more: Any) -> str:
    return door.accepted("client.merge", {"from": gone, "into": into, **more})


def shown(client: Client, who: str) -> str:
    return str(client.get(f"/clienten/{who}").text)


@pytest.fixture
def two(door: Door) -> tuple[str, str]:
    """The same person twice, each with a contact and an agreement."""
    gone = add(door, "Oranje Ollie", name="Olivier Oud", birth_year=1971, contact_ways=["06 11 11 11 11"])
    into = add(door, "Olivier de Oude", birth_year=1972, municipality="Huizen")
    follow_up = {"text": "Bellen met de huisarts van Ollie", "due_on": clock.today().isoformat()}
    log(door, gone, "Eerste gesprek met Ollie", follow_up=follow_up)
    log(door, into, "Gesprek met Olivier")
    return gone, into


# every table


def columns_with_a_client() -> dict[str, Any]:
    return {
        f"{table.name}.{column.name}": column.info.get("merges")
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if column.name == "client_id" or any(key.column.table.name == "client" for key in column.foreign_keys)
    }


def test_every_column_with_a_client_says_what_a_merge_does():
    """A new table declares it: ``sa_column_kwargs=merges(Moves(…))`` or ``Stays(why)``."""
    found = columns_with_a_client()
    assert found.pop("access_log.client_id") is None, "append-only: read through ``merging.store.list_group``"
    assert [name for name, how in found.items() if not isinstance(how, (Moves, Stays))] == []


def test_what_moves_without_an_index_of_its_own_shares_an_id():
    """``is_indexed=False`` is for rows whose key is that of others that move; each other is found by its client."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            how = column.info.get("merges")
            if isinstance(how, Moves) and how.is_indexed:
                firsts = [next(iter(index.columns)).name for index in table.indexes]
                assert column.unique or column.name in firsts, f"{table.name}: an index that begins with {column.name}"


# merging


def test_merge_moves_everything_and_the_old_link_leads_on(door: Door, two: tuple[str, str]):
    gone, into = two
    merge(door, gone, into, take=["birth_year"])
    page = shown(door.client, into)
    for text in ("Eerste gesprek met Ollie", "Gesprek met Olivier", "Bellen met de huisarts", "Olivier Oud", "1971",
                 "Huizen", "06 11 11 11 11", "Samengevoegd met"):  # fmt: skip
        assert text in page, text
    assert "Olivier de Oude" in page, "the alias that stays"
    for address in ("", "/wijzigen"):
        answer = door.client.get(f"/clienten/{gone}{address}")
        assert answer.status_code == 303 or into in answer.text
    assert door.client.get(f"/clienten/{gone}").headers["Location"] == f"/clienten/{into}"
    found = door.client.get("/clienten?zoek=oranje", headers={"Accept": "application/json"}).get_json()
    assert [row["id"] for row in found["rows"]] == [into], "found under the name of the one that went"


def test_it_is_one_when_it_is_sent_twice(door: Door, two: tuple[str, str]):
    gone, into = two
    operation = str(new_id())
    merge(door, gone, into)
    again = door.send("client.merge", {"from": gone, "into": into}, id=operation)
    assert (again["status"], again["fields"]) == ("rejected", {"from": "Dit is al dezelfde persoon."})
    door.accepted("client.unmerge", {"client": gone})
    door.accepted("client.unmerge", {"client": gone})


def test_item_that_waited_arrives_and_goes_back(door: Door, two: tuple[str, str]):
    gone, into = two
    merge(door, gone, into)
    late = log(door, gone, "Laat van de telefoon", follow_up={"text": "Paspoort halen", "due_on": "2026-12-24"})
    edit = {"client": gone, "changes": {"municipality": {"from": "Huizen", "to": "Laren"}}}
    assert door.accepted("client.edit", edit)
    new = log(door, into, "Nieuw na het samenvoegen")
    assert "Laat van de telefoon" in shown(door.client, into)
    assert "Laren" in shown(door.client, into)
    ask = door.client.get(f"/clienten/{gone}/losmaken").text
    assert "Vervolgacties" in ask
    door.accepted("client.unmerge", {"client": gone})
    back, left = shown(door.client, gone), shown(door.client, into)
    for text in ("Laat van de telefoon", "Paspoort halen", "Eerste gesprek met Ollie", "Oranje Ollie", "1971"):
        assert text in back, text
        assert text not in left, text
    for text in ("Nieuw na het samenvoegen", "Gesprek met Olivier", "1972", "Laren"):
        assert text in left, text
    assert "06 11 11 11 11" not in left
    assert "Samengevoegd" not in left
    assert {door.client.get(f"/contacten/{one}").status_code for one in (late, new)} == {200}


def test_form_that_was_open_arrives_too(door: Door, two: tuple[str, str]):
    gone, into = two
    merge(door, gone, into)
    body = {**CONTACT, "client": gone, "note": "Uit een open formulier", "id": str(new_id())}
    assert door.client.post("/contacten/nieuw", data=body).status_code == 303
    assert "Uit een open formulier" in shown(door.client, into)


def test_bed_and_room_requests_arrive(door: Door, sign_in: SignIn, two: tuple[str, str]):
    gone, into = two
    merge(door, gone, into)
    board = door.client.get("/bedden", headers={"Accept": "application/json"}).get_json()["shelters"]
    house = next(one for one in board if any(part["free"] for part in one["categories"]))
    part = next(one for one in house["categories"] if one["free"])
    asked = door.send("bed.request", {"shelter": house["id"], "category": part["category"], "client": gone,
                                      "age_group": "adult", "gender": "unsaid", "persons": 1, "needs": []})  # fmt: skip
    assert asked["status"] == "accepted", asked
    assert "/bedden/aanvragen/" in shown(door.client, into)
    door.accepted("client.unmerge", {"client": gone})
    assert "/bedden/aanvragen/" in shown(door.client, gone)
    assert "/bedden/aanvragen/" not in shown(door.client, into)


def test_who_worked_with_one_works_with_both_and_again_with_one(
    door: Door, two: tuple[str, str], demo_database: Database, sign_in: SignIn, colleague: str
):
    gone, into = two
    other = Door(sign_in(colleague))
    log(other, gone, "Een collega sprak Ollie")
    merge(door, gone, into)
    with demo_database.reading() as session:
        at = session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(into))).all()
    assert len({one.user_id for one in at if one.ended is None}) == 2
    door.accepted("client.unmerge", {"client": gone})
    with demo_database.reading() as session:
        at = session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(into))).all()
        back = session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(gone))).all()
    assert len({one.user_id for one in at if one.ended is None}) == 1
    assert len({one.user_id for one in back if one.ended is None}) == 2


def test_who_met_the_person_since_then_works_with_both(
    door: Door, two: tuple[str, str], demo_database: Database, sign_in: SignIn, colleague: str
):
    gone, into = two
    other = Door(sign_in(colleague))
    log(other, gone, "Een collega sprak Ollie")
    merge(door, gone, into)
    log(other, into, "De collega sprak hem weer")
    door.accepted("client.unmerge", {"client": gone})
    with demo_database.reading() as session:
        found = session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(into))).all()
    assert len({one.user_id for one in found if one.ended is None}) == 2


def test_chain_is_undone_from_its_end(door: Door, two: tuple[str, str]):
    gone, into = two
    last = add(door, "Olivier van het station")
    merge(door, gone, into)
    merge(door, into, last)
    late = log(door, gone, "Voor de eerste van de drie")
    assert "Voor de eerste van de drie" in shown(door.client, last)
    refused = door.send("client.unmerge", {"client": gone})
    assert "ging daarna zelf op in een ander" in str(refused["fields"])
    door.accepted("client.unmerge", {"client": into})
    assert "Voor de eerste van de drie" in shown(door.client, into)
    door.accepted("client.unmerge", {"client": gone})
    assert "Voor de eerste van de drie" in shown(door.client, gone)
    assert door.client.get(f"/contacten/{late}").status_code == 200


def test_merge_in_the_middle_of_a_batch(door: Door, two: tuple[str, str]):
    gone, into = two

    def item(kind: str, body: dict[str, Any]) -> dict[str, Any]:
        door.seq += 1
        return {"id": str(new_id()), "kind": kind, "schema": 1, "seq": door.seq,
                "client_time": "2026-11-22T21:40:05+01:00", "body": body}  # fmt: skip

    items = [
        item("contact.log", {**CONTACT, "client": gone, "note": "Vóór in de rij"}),
        item("client.merge", {"from": gone, "into": into}),
        item("contact.log", {**CONTACT, "client": gone, "note": "Na in de rij"}),
        item("contact.log", {**CONTACT, "client": gone, "note": "Nog een in de rij"}),
    ]
    answer = door.client.post("/offline/operations", json={"device": door.device, "operations": items}).get_json()
    assert [one["status"] for one in answer["results"]] == ["accepted"] * 4
    page = shown(door.client, into)
    assert [text for text in ("Vóór in de rij", "Na in de rij", "Nog een in de rij") if text not in page] == []
    door.accepted("client.unmerge", {"client": gone})
    assert "Na in de rij" in shown(door.client, gone)


# what is refused


def test_two_who_both_sleep_somewhere_are_not_one(door: Door, two: tuple[str, str], demo_database: Database):
    with demo_database.transaction() as session:
        for one in two:
            person = session.get_one(Person, UUID(one))
            stay = type("Stay", (), {"id": new_id(), "region_id": person.region_id, "client_id": person.id})()
            write(session, Place.respite, stay, clock.today(), None)
    refused = door.send("client.merge", {"from": two[0], "into": two[1]})
    assert "slapen nu ergens binnen" in str(refused["fields"])
    page = door.client.get(f"/clienten/{two[1]}/samenvoegen?met={two[0]}")
    assert (page.status_code, "slapen nu ergens binnen" in page.text) == (422, True)


def test_other_organisation_other_region_and_no_permission(
    door: Door, two: tuple[str, str], sign_in: SignIn
):  # fmt: skip
    gone, into = two
    addresses = (f"/clienten/{into}/samenvoegen?met={gone}", f"/clienten/{gone}/losmaken", "/clienten/dubbel")
    youth, far = sign_in("jongerenwerker"), sign_in("straatverpleegkundige-almere")
    assert [far.get(one).status_code for one in addresses[:2]] == [404, 404]
    assert [youth.get(one).status_code for one in addresses[:2]] in ([404, 404], [403, 404])
    assert [sign_in("opvang").get(one).status_code for one in addresses] == [403] * 3
    for who in (youth, far):
        assert Door(who).send("client.merge", {"from": gone, "into": into})["status"] == "rejected"
    merge(door, gone, into)
    for who in (youth, far):
        assert Door(who).send("client.unmerge", {"client": gone})["status"] == "rejected"
        assert who.get(f"/clienten/{gone}").status_code == 404
        assert "Oranje" not in who.get("/clienten/dubbel").text


def test_hidden_one_is_merged_only_by_who_works_with_both(
    door: Door, two: tuple[str, str], sign_in: SignIn, colleague: str
):
    secret = add(door, "Olivier Geheim", whereabouts="hidden", municipality="Laren")
    other = Door(sign_in(colleague))
    refused = other.send("client.merge", {"from": secret, "into": two[1]})
    assert (refused["status"], refused["code"]) == ("rejected", "not_allowed")
    assert other.client.get(f"/clienten/{two[1]}/samenvoegen?met={secret}").status_code == 403
    merge(door, secret, two[1])
    assert "verblijf geheim" in shown(other.client, two[1])
    assert "Eerste gesprek" not in shown(other.client, two[1])
    door.accepted("client.unmerge", {"client": secret})
    assert "verblijf geheim" not in shown(other.client, two[1])
    assert "Laren" not in shown(other.client, secret)


def test_two_people_at_once(door: Door, two: tuple[str, str]):
    gone, into = two
    seen = {"from_version": "1", "into_version": "1", "id": str(new_id())}
    door.accepted("client.edit", {"client": into, "changes": {"birth_year": {"from": 1972, "to": 1973}}})
    answer = door.client.post(f"/clienten/{into}/samenvoegen?met={gone}", data={**seen, "take": "alias"})
    assert answer.status_code == 422
    assert "Een collega veranderde intussen iets" in answer.text
    assert 'value="2"' in answer.text
    assert door.client.get(f"/clienten/{gone}").status_code == 200
    again = {**seen, "into_version": "2", "take": ["alias", "birth_year"]}
    assert door.client.post(f"/clienten/{into}/samenvoegen?met={gone}", data=again).status_code == 303
    assert door.client.post(f"/clienten/{into}/samenvoegen?met={gone}", data=again).status_code == 303
    assert "Oranje Ollie" in shown(door.client, into)


@pytest.mark.parametrize("query", ["", "?met=x", "?met=00000000-0000-0000-0000-000000000000"])
def test_nobody_to_merge_with(door: Door, two: tuple[str, str], query: str):
    assert door.client.get(f"/clienten/{two[1]}/samenvoegen{query}").status_code == 404
    assert door.client.post(f"/clienten/{two[1]}/samenvoegen{query}").status_code == 404


def test_with_oneself(door: Door, two: tuple[str, str]):
    assert door.client.get(f"/clienten/{two[1]}/samenvoegen?met={two[1]}").status_code == 422


def test_undo_puts_back_what_the_merge_changed_and_nobody_since(door: Door, two: tuple[str, str]):
    gone, into = two
    merge(door, gone, into, take=["alias", "birth_year"])
    door.accepted("client.edit", {"client": into, "changes": {"birth_year": {"from": 1971, "to": 1980}}})
    ask = door.client.get(f"/clienten/{gone}/losmaken").text
    assert "wordt weer Olivier de Oude" in ask
    assert "Geboortejaar: blijft, want dat is daarna veranderd" in ask
    assert door.client.post(f"/clienten/{gone}/losmaken").status_code == 303
    left = shown(door.client, into)
    assert "Olivier de Oude" in left
    assert "1980" in left
    assert "1971" in shown(door.client, gone)

"""What an older store holds is found by the index of three letters, and so is what is written after it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.door import Door
from tests.support.stores import go_back
from webapp import schema
from webapp.contacts import list_store
from webapp.db import Database


@pytest.fixture(autouse=True)
def nothing_is_read_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every word is looked up, as one that no newer contact holds."""
    monkeypatch.setattr(list_store, "LOOKED_THROUGH", 0)


def found(door: Door, words: str) -> str:
    return str(door.client.get("/contacten", query_string={"zoek": words}).text)


def test_contacts_of_an_older_store_are_found(door: Door, contact: Any, demo_database: Database) -> None:
    client = door.accepted("client.add", {"name": "Wilhelmina Achterberg", "legal_basis": "wmo"})
    noted = door.accepted("contact.log", contact(note="Wil naar de tandarts."))
    about = door.accepted("contact.log", contact(client=client), depends_on=[client])
    go_back(demo_database, "0031")
    schema.migrate(demo_database)
    door.client.sign_in("straatverpleegkundige")  # a session of before is locked
    assert noted in found(door, "arts"), "a part of a word finds it"
    assert noted in found(door, "naar tandarts")
    assert noted not in found(door, "tandarts huisarts")
    assert about in found(door, "chterber")


def test_a_correction_is_found_and_what_it_took_away_is_not(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact(note="Bij de oliemolen."))
    assert made in found(door, "oliemolen")
    changes = {"note": {"from": "Bij de oliemolen.", "to": "Bij de zaagmolen."}}
    door.accepted("contact.correct", {"contact": made, "changes": changes})
    assert made in found(door, "zaagmolen")
    assert made not in found(door, "oliemolen")


def test_two_letters_are_searched_for_in_the_newest_and_the_page_says_so(
    door: Door, contact: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(list_store, "LOOKED_THROUGH", 2)
    old, *new = (door.accepted("contact.log", contact(note=f"Zat op de qxbank. {number}")) for number in range(3))
    page = found(door, "qx")
    assert [made in page for made in (old, *new)] == [False, True, True]
    assert "Typ meer letters" in page
    asked = door.client.get("/contacten?zoek=qx", headers={"Accept": "application/json"}).get_json()
    assert (asked["total"], len(asked["rows"])) == (2, 2)
    page = found(door, "qxb")
    assert [made in page for made in (old, *new)] == [True] * 3
    assert "Typ meer letters" not in page


@pytest.mark.parametrize("words", ["mo", "olie'\"molen", "molen OR oliemolen", "zzz*", "ßßß", "日本語"])
def test_any_text_is_looked_up(door: Door, contact: Any, words: str) -> None:
    door.accepted("contact.log", contact(note="Bij de oliemolen."))
    assert door.client.get("/contacten", query_string={"zoek": words}).status_code == 200

"""A list that walks from its newest end shows what one that reads everything shows; also to who works with many."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.support.door import Door
from webapp import clock
from webapp.contacts import list_store
from webapp.people import name_store
from webapp.people import store as people_store

LISTS = ("/contacten", "/contacten?pagina=2", "/contacten?channel=street", "/contacten?zoek=demo", "/offline/snapshot")


def shown(door: Door) -> list[list[str]]:
    """The ids in each list, in its order."""
    pages = [door.client.get(path, headers={"Accept": "application/json"}).get_json() for path in LISTS[:-1]]
    kept = door.client.get(LISTS[-1]).get_json()["fragments"]
    return [*([row["id"] for row in page["rows"]] for page in pages), sorted(kept)]


@pytest.fixture
def _some(door: Door, contact: Any, sign_in: SignIn) -> None:
    """Contacts of the house, of others with a client one works with, hidden ones, some of long ago."""
    client = door.accepted("client.add", {"alias": "Gedeelde demo", "legal_basis": "wmo", "whereabouts": "hidden"})
    other = Door(sign_in(YOUTH_WORKER))
    for number in range(24):
        moment = (clock.now() - timedelta(days=number % 7 * 50, minutes=number)).isoformat()
        whose = {"client": client} if number % 3 == 0 else {"alias": f"Demo {number}"}
        (other if number % 4 == 3 and number % 3 else door).send("contact.log", contact(occurred_at=moment, **whose))


@pytest.mark.usefixtures("_some")
def test_who_works_with_many_sees_the_same(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    before = shown(door)
    assert [len(ids) for ids in before[:2]] == [20, len(before[1])]
    monkeypatch.setattr(people_store, "FEW", 0)
    assert shown(door) == before
    monkeypatch.setattr(list_store, "LOOKED_THROUGH", 1)
    assert shown(door) == before


def test_names_are_found_however_common_their_parts(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("Mohamed Vissering", "Mohammed Visser", "Jan Vissering", "Mo", "Janvissering", "Els Boer")
    for name in names:
        door.accepted("client.add", {"name": name, "legal_basis": "wmo"})
    asked = ("mohamed visser", "vissering", "jan vissering", "mo", "m", "boer els", "mohaemd")

    def found() -> list[list[str]]:
        path, json = "/clienten", {"Accept": "application/json"}
        pages = (door.client.get(path, query_string={"zoek": words}, headers=json).get_json() for words in asked)
        return [[row["name"] for row in page["rows"]] for page in pages]

    before = found()
    assert {"Mohamed Vissering", "Mohammed Visser"} <= set(before[0])
    assert {"Jan Vissering", "Janvissering"} <= set(before[2])
    for few in (1, 2, 7):
        monkeypatch.setattr(name_store, "PARTS", few)
        assert found() == before

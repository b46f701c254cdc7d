"""A person who left the job in which they asked a bed hears no more of it: on no page, nor by sending it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, Night
from tests.beds.shelters.acts import place
from tests.contacts.acts import NURSE
from tests.support.client import Client
from tests.support.door import Door
from webapp.accounts import store as accounts
from webapp.beds.stays import arrivals

CANARY = "Kanarie (demo)"


@pytest.fixture
def door(demo_app: Flask) -> Door:
    """The nurse's phone."""
    return Door(Client(demo_app, demo_app.response_class).sign_in(NURSE))


@pytest.fixture
def asked(door: Door, night: Night) -> dict[str, Any]:
    """The nurse's request as it was sent; the bed was held, and the guest came."""
    bed = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult", "alias": CANARY}
    told = door.send("bed.request", bed)
    assert told["effect"]["state"] == "held"
    with night.write() as session:
        arrivals.arrive(session, night.actor("opvang"), UUID(told["id"]))
    return {"kind": "bed.request", "body": bed, "id": told["id"]}


def leave(night: Night, **work: Any) -> None:
    with night.database.reading() as session:
        nurse = accounts.find_demo_user(session, NURSE)
    assert nurse
    place(night.database, nurse, **work)


def test_who_still_does_it_hears_how_it_stands(door: Door, asked: dict[str, Any]):
    told = door.send(**asked)
    assert (told["status"], told["effect"]["state"]) == ("duplicate", "arrived")
    assert CANARY in door.client.get("/bedden/mijn").text


@pytest.mark.parametrize(
    "work", [{"elsewhere": True}, {"roles": ["volunteer"]}, {"roles": ["shelter_worker"]}], ids=str
)
def test_who_left_hears_what_was_told_then(door: Door, asked: dict[str, Any], night: Night, work: dict[str, Any]):
    leave(night, **work)
    told = door.send(**asked)
    assert (told["status"], told["effect"]["state"]) == ("duplicate", "held"), "the first answer, and nothing since"
    assert CANARY not in door.client.get("/bedden/mijn").text
    assert door.client.get(f"/bedden/aanvragen/{asked['id']}").status_code in (403, 404)

"""A locked session delivers what waits, and no answer to that shows anything about anyone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE
from tests.contacts.fixtures import contact, demo_database, door, nurse, sign_in
from tests.support.door import Door
from webapp.audit.models import AccessEntry
from webapp.db import Database, new_id

__all__ = ["contact", "demo_database", "door", "nurse", "sign_in"]  # fixtures of the neighbour
CANARY = "kanarie-achter-slot"


@pytest.fixture
def edits(door: Door, contact: Any) -> list[tuple[str, dict[str, Any]]]:
    """The edits that a stranger guesses about a client and a contact, whose addresses are in the history."""
    client = door.accepted("client.add", {"alias": CANARY, "legal_basis": "wgbo"})
    made = door.accepted("contact.log", contact(client=client, note=CANARY, clinical_note=CANARY))
    guess = {"from": "geraden", "to": "anders"}
    return [
        ("client.edit", {"client": client, "changes": {"alias": guess}}),
        ("contact.correct", {"contact": made, "changes": {"note": guess}}),
        ("contact.correct", {"contact": made, "changes": {"clinical_note": guess}}),
    ]


def test_conflict_tells_nothing_until_the_session_is_open(
    door: Door, edits: list[tuple[str, dict[str, Any]]], demo_database: Database
):
    sent = [{"kind": kind, "body": body, "id": str(new_id())} for kind, body in edits]
    assert door.client.post("/offline/lock").status_code == 200
    before = reads(demo_database)
    told = [door.send(**one) for one in sent]
    assert CANARY not in str(told)
    assert [one["status"] for one in told] == ["retry_later"] * 3
    assert reads(demo_database) == before, "nothing was read"
    door.client.sign_in(NURSE)
    assert [door.send(**one)["status"] for one in sent] == ["conflict"] * 3
    assert reads(demo_database) > before


@pytest.mark.one_store
@pytest.mark.parametrize("path", ["/onverzonden", "/offline"])
def test_phone_keeps_the_shell_with_its_tabs_and_not_the_one_of_nobody(door: Door, path: str):
    def kept() -> tuple[bool, bool]:
        answer = door.client.get(path)
        return "Hoofdmenu" in answer.text, answer.headers["Cache-Control"] == "private, no-cache"

    assert kept() == (True, True)
    door.client.post("/offline/lock")
    assert kept() == (True, True)
    door.client.post("/uitloggen")
    assert kept() == (False, False)


def reads(database: Database) -> int:
    with database.reading() as session:
        return len(session.exec(select(AccessEntry.n).where(AccessEntry.action == "read")).all())

"""Somebody died, moved or asked for rest: nothing reminds of them, nothing is lost, a contact asks if it holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.db import Database, new_id
from webapp.people.store import quiet_among

CONTACT = {"channel": "street", "ethos_category": "public_space", "topics": ["health"]}
TASK = "Wond verzorgen bij Stille Sjors"


@pytest.fixture
def sjors(door: Door) -> str:
    """A client with an agreement for today, made ten days ago."""
    client = door.accepted("client.add", {"alias": "Stille Sjors", "legal_basis": "wgbo"})
    due = {"text": TASK, "due_on": clock.today().isoformat()}
    at = (clock.now() - timedelta(days=10)).isoformat()
    door.accepted("contact.log", {**CONTACT, "client": client, "occurred_at": at, "follow_up": due})
    return client


def silence(door: Door, client: str, state: str, **more: Any) -> dict[str, Any]:
    return door.send("client.quiet", {"client": client, "state": state, **more})


def reminders(client: Client) -> list[str]:
    return [path for path in ("/", "/vervolgacties", "/vervolgacties/team", "/offline/snapshot?since=") if TASK in (
        client.get(path).get_json()["fragments"].get("/vervolgacties", {}).get("html", "")
        if "snapshot" in path else client.get(path).text)]  # fmt: skip


@pytest.mark.parametrize(("state", "word"), [("died", "Overleden"), ("moved", "Verhuisd"), ("asked_for_rest", "rust")])
def test_reminders_are_silent_and_the_page_says_so(
    door: Door, sjors: str, state: str, word: str, demo_database: Database
):
    assert len(reminders(door.client)) == 4
    assert silence(door, sjors, state, on=(clock.today() - timedelta(days=2)).isoformat())["status"] == "accepted"
    assert reminders(door.client) == []
    page = door.client.get(f"/clienten/{sjors}").text
    assert word in page
    assert "Herinneringen zijn stil" in page
    assert TASK in page, "on the own page it stays open"
    assert word in door.client.get("/clienten").text
    with demo_database.reading() as session:
        assert quiet_among(session, [UUID(sjors), None]) == {UUID(sjors)}
    assert silence(door, sjors, "none")["status"] == "accepted"
    assert len(reminders(door.client)) == 4
    assert "Herinneren" in door.client.get(f"/clienten/{sjors}").text, "the history tells"


def test_contact_after_it_asks_whether_it_still_holds(door: Door, sjors: str):
    silence(door, sjors, "moved", on=(clock.today() - timedelta(days=2)).isoformat())
    assert "Klopt" not in door.client.get(f"/clienten/{sjors}").text
    contact = door.accepted("contact.log", {**CONTACT, "client": sjors})
    for path in (f"/clienten/{sjors}", f"/contacten/{contact}"):
        assert "Er was daarna nog contact. Klopt ‘Verhuisd’ nog?" in door.client.get(path).text
    answer = door.client.post(f"/clienten/{sjors}/rust", data={"state": "moved", "asked": "moved"})
    assert answer.status_code == 303
    page = door.client.get(f"/clienten/{sjors}").text
    assert "Klopt" not in page
    assert "Herinneringen zijn stil" in page


def test_bad_input_comes_back_in_words(door: Door, sjors: str):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    answer = door.client.post(f"/clienten/{sjors}/rust", data={"state": "died", "on": tomorrow})
    assert (answer.status_code, "Die dag is nog niet geweest" in answer.text) == (422, True)
    assert f'value="{tomorrow}"' in answer.text
    for body in ({}, {"state": "gone"}, {"state": "died", "on": "gisteren"}):
        assert door.client.post(f"/clienten/{sjors}/rust", data=body).status_code == 422
    assert len(reminders(door.client)) == 4


def test_two_people_at_once(door: Door, sjors: str):
    silence(door, sjors, "died", asked="none")
    late = silence(door, sjors, "moved", asked="none")
    assert (late["status"], late["current"]["state"]["value"]) == ("conflict", "died")
    assert silence(door, sjors, "died", asked="none")["status"] == "accepted", "the same is no conflict"
    answer = door.client.post(f"/clienten/{sjors}/rust", data={"state": "moved", "asked": "none", "id": str(new_id())})
    assert (answer.status_code, "Een collega koos intussen: Overleden" in answer.text) == (409, True)
    assert 'name="asked" value="died"' in answer.text


def test_others_do_not_silence(door: Door, sjors: str, sign_in: SignIn):
    for user, status in (("straatverpleegkundige-almere", 404), ("jongerenwerker", 404), ("opvang", 403)):
        other = sign_in(user)
        assert other.get(f"/clienten/{sjors}/rust").status_code == status
        assert other.post(f"/clienten/{sjors}/rust", data={"state": "died"}).status_code == status
        assert silence(Door(other), sjors, "died")["status"] == "rejected"
    assert len(reminders(door.client)) == 4


def test_merge_keeps_the_silence_and_undo_takes_it_back(door: Door, sjors: str):
    other = door.accepted("client.add", {"alias": "Sjors de Stille", "legal_basis": "wmo"})
    silence(door, sjors, "died")
    door.accepted("client.merge", {"from": sjors, "into": other})
    assert "Herinneringen zijn stil" in door.client.get(f"/clienten/{other}").text
    door.accepted("client.unmerge", {"client": sjors})
    assert "Herinneringen zijn stil" not in door.client.get(f"/clienten/{other}").text
    assert "Herinneringen zijn stil" in door.client.get(f"/clienten/{sjors}").text

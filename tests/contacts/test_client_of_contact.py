"""Whoever a contact was with becomes a client, with its fields filled in and the contact theirs; it can be undone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn, fields_of
from tests.support.door import Door

ALIAS = "Nieuwe Nel (demo)"


@pytest.fixture
def logged(door: Door, contact: Any) -> str:
    """A contact of the nurse under an alias."""
    return door.accepted("contact.log", contact(alias=ALIAS, place="Havenhoofd", municipality="Huizen"))


def test_form_begins_with_what_the_contact_says(door: Door, logged: str) -> None:
    assert f'href="/contacten/{logged}/client"' in door.client.get(f"/contacten/{logged}").text
    shown = door.client.get(f"/contacten/{logged}/client").text
    assert re.search(rf'name="alias"[^>]* value="{re.escape(ALIAS)}"', shown)
    assert 'value="Havenhoofd"' in shown
    assert '<option value="Huizen" selected>' in shown
    assert re.search(r'name="legal_basis" value="wgbo" checked', shown)


def test_contact_belongs_to_the_new_client_and_can_be_taken_back(door: Door, logged: str) -> None:
    form = fields_of(door.client.get(f"/contacten/{logged}/client").text)
    answer = door.client.post(f"/contacten/{logged}/client", data={**form, "birth_year": ["1968"]})
    assert answer.headers["Location"] == f"/contacten/{logged}"
    shown = door.client.get(f"/contacten/{logged}").text
    client = re.search(r'href="/clienten/([0-9a-f-]{36})"', shown)
    assert client
    assert f"<ins>{ALIAS}</ins>" in shown
    assert logged in door.client.get(f"/clienten/{client[1]}").text
    undo = re.search(r"<form[^>]*>(?:(?!</form>).)*Ongedaan maken", shown, re.DOTALL)
    assert undo
    door.client.post(f"/contacten/{logged}/corrigeren", data=fields_of(undo[0]))
    assert "Maak cliënt" in door.client.get(f"/contacten/{logged}").text


def test_who_is_alike_is_asked_about_first(door: Door, logged: str) -> None:
    door.accepted("client.add", {"alias": ALIAS, "legal_basis": "wgbo", "birth_year": 1968})
    form = fields_of(door.client.get(f"/contacten/{logged}/client").text)
    answer = door.client.post(f"/contacten/{logged}/client", data=form)
    assert answer.status_code == 422
    assert "Bestaat deze persoon al?" in answer.text
    assert "geboren in 1968" in answer.text
    sure = door.client.post(f"/contacten/{logged}/client", data={**fields_of(answer.text), "_anyway": "yes"})
    assert sure.status_code == 303


def test_phone_does_it_once(door: Door, logged: str) -> None:
    body = {"contact": logged, "alias": ALIAS, "legal_basis": "wgbo"}
    first = door.send("contact.add_client", body)
    assert (first["status"], first["url"]) == ("accepted", f"/contacten/{logged}")
    door.seq -= 1
    assert door.send("contact.add_client", body, id=first["id"])["status"] == "duplicate"
    assert f"/clienten/{first['id']}" in door.client.get(f"/contacten/{logged}").text
    again = door.send("contact.add_client", body)
    assert (again["status"], again["code"]) == ("rejected", "taken")
    assert door.client.get(f"/contacten/{logged}/client").status_code == 404


def test_refused_without_a_name_and_no_client_is_left(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact())
    refused = door.send("contact.add_client", {"contact": made, "legal_basis": "wgbo"})
    assert refused["status"] == "rejected"
    assert list(refused["fields"]) == ["name"]
    assert door.client.get(f"/clienten/{refused['id']}").status_code == 404
    answer = door.client.post(f"/contacten/{made}/client", data={"legal_basis": "wgbo"})
    assert answer.status_code == 422


def test_who_may_not_see_or_give_the_contact_makes_no_client(
    sign_in: SignIn, door: Door, contact: Any, colleague: str
) -> None:
    shut = door.accepted("contact.log", contact(alias=ALIAS, clinical_note="Kanarie (demo)"))
    other = Door(sign_in(colleague))
    assert "Maak cliënt" not in other.client.get(f"/contacten/{shut}").text
    assert other.client.get(f"/contacten/{shut}/client").status_code == 404
    refused = other.send("contact.add_client", {"contact": shut, "alias": ALIAS, "legal_basis": "wgbo"})
    assert (refused["status"], refused["code"]) == ("rejected", "not_allowed")
    assert other.client.get(f"/clienten/{refused['id']}").status_code == 404, "no client is left of it"
    elsewhere = Door(sign_in(YOUTH_WORKER))
    refused = elsewhere.send("contact.add_client", {"contact": shut, "alias": ALIAS, "legal_basis": "wmo"})
    assert refused["code"] == "not_found"

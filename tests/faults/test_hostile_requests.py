"""Headers, addresses and bodies that no browser of ours sends are answered as what they are: never by a crash."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contacts.acts import SignIn
from tests.contacts.fixtures import contact, sign_in
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import new_id

__all__ = ["contact", "sign_in"]

LONE = '"\\ud800"'
"""Half a sign: JSON can write it down, no store and no encoding can hold it."""
EDGES = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"]
"""Moments that no calendar holds in another zone."""


@pytest.mark.one_store
@pytest.mark.parametrize("told", ["http://[", "http://[::1", "//[", "\x7f", "x" * 3000])
def test_page_that_a_part_says_it_is_of_may_be_no_address(demo_client: Client, told: str) -> None:
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Current-URL": told}
    answer = demo_client.get("/contacten/nieuw/wie", headers=headers)
    assert answer.status_code == 303
    assert answer.location.startswith("/inloggen?next=")


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("door", "body"),
    [
        ("/passkeys/uitnodiging/opties", '{"token": %s}'),
        ("/passkeys/uitnodiging", '{"token": %s, "credential": {}}'),
        ("/passkeys/uitnodiging/opties", '{"token": "a", "code": %s}'),
        ("/passkeys/inloggen", '{"credential": {"rawId": %s}}'),
        ("/offline/touch", '{"device": "0190a000-0000-7000-8000-00000000d0a1", "proof": %s}'),
        ("/offline/vault", '{"device": %s}'),
        ("/offline/vault", '{"device": "0190a000-0000-7000-8000-00000000d0a1", %s: 1}'),
    ],
)
def test_half_a_sign_is_400_at_every_small_door(demo_client: Client, door: str, body: str) -> None:
    demo_client.sign_in("straatverpleegkundige")
    answer = demo_client.post(door, data=(body % LONE).encode(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize("since", EDGES)
def test_snapshot_since_the_edge_of_time_is_answered(demo_client: Client, since: str) -> None:
    demo_client.sign_in("straatverpleegkundige")
    answer = demo_client.get("/offline/snapshot", query_string={"since": since})
    assert answer.status_code in (200, 400), answer.text


@pytest.mark.parametrize("turn", ["9" * 30, "-" + "9" * 30, str(2**31), "٣", "1_0", ""])
def test_farewell_with_a_turn_that_never_was_locks_nothing(demo_client: Client, turn: str) -> None:
    demo_client.sign_in("straatverpleegkundige")
    assert demo_client.post("/offline/lock", query_string={"soon": turn}).status_code == 200
    assert demo_client.get("/clienten").status_code == 200


@pytest.mark.parametrize("seen", EDGES)
def test_edit_that_saw_the_edge_of_time_is_judged(sign_in: SignIn, contact: Any, seen: str) -> None:
    nurse = sign_in("straatverpleegkundige")
    logged = Door(nurse).accepted("contact.log", contact(alias="Rand (demo)"))
    fields = {"_from.occurred_at": seen, "occurred_at": "2026-11-20T10:00"}
    assert nurse.post(f"/contacten/{logged}/corrigeren", data=fields).status_code in (409, 422)


@pytest.mark.one_store
def test_part_of_a_form_without_a_name_is_400(demo_client: Client) -> None:
    demo_client.sign_in("straatverpleegkundige")
    body = b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    for path in (f"/clienten/{new_id()}/wijzigen", "/contacten/nieuw", "/clienten", "/kamers/aanbieden", "/uitloggen"):
        assert demo_client.post(path, data=body, headers=headers).status_code == 400, path

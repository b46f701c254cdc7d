"""The server refuses every answer of an authenticator that is not wholly right, and takes one that is."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.accounts.acts import make_user, prove, register, sign_in
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import Challenge, Passkey, User
from webapp.audit.models import AccessEntry
from webapp.db import Database
from webapp.keys import encode

LIES = {
    "another origin": {"origin": "http://kwaad.example"},
    "another relying party": {"party": "kwaad.example"},
    "no user verification": {"verified": False},
    "a challenge nobody gave": {"challenge": encode(secrets.token_bytes(64))},
    "an empty challenge": {"challenge": "AA"},
    "a frame of another site": {"said": {"crossOrigin": True}},
    "a frame in other words": {"said": {"crossOrigin": "true"}},
    "a site above ours": {"said": {"topOrigin": "http://kwaad.example"}},
    "a site above ours without a name": {"said": {"topOrigin": None}},
}


def is_signed_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_invited_person_is_signed_in_when_the_passkey_is_made(client: Client, token: str, database: Database):
    answer = register(client, token, Authenticator())
    assert answer.get_json() == {"done": True}
    assert is_signed_in(client)
    with database.reading() as session:
        assert session.exec(select(Challenge)).all() == []


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_passkey_is_refused_when_the_authenticator_answers(
    client: Client, token: str, database: Database, lie: dict[str, Any]
):
    answer = register(client, token, Authenticator(), **lie)
    assert answer.status_code == 400
    assert answer.get_json()["error"] == "passkey_refused"
    assert not is_signed_in(client)
    with database.reading() as session:
        assert session.exec(select(Passkey)).all() == []
    assert register(client, token, Authenticator()).status_code == 200, "the invitation must still work"


def test_sign_in_needs_no_name_and_starts_a_new_session(client: Client, registered: Authenticator, user: User):
    first = sign_in(client, registered)
    assert first.status_code == 200
    token_before = client.get_cookie("session")
    assert is_signed_in(client)
    assert client.get_cookie("user").value == str(user.id)
    assert sign_in(client, registered).status_code == 200
    assert client.get_cookie("session").value != token_before.value


def test_the_session_before_is_dead_when_someone_signs_in_again(app: Flask, client: Client, registered: Authenticator):
    sign_in(client, registered)
    before = client.get_cookie("session").value
    sign_in(client, registered)
    other = Client(app, app.response_class)
    other.set_cookie("session", before)
    assert not is_signed_in(other)


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_sign_in_is_refused_when_the_authenticator_answers(
    client: Client, registered: Authenticator, lie: dict[str, Any]
):
    answer = sign_in(client, registered, **lie)
    assert answer.status_code == 400
    assert answer.get_json()["error"] == "passkey_refused"
    assert answer.get_json()["message"]
    assert not is_signed_in(client)


def test_sign_in_is_refused_when_an_answer_comes_twice(client: Client, registered: Authenticator):
    options = client.post("/passkeys/inloggen/opties").get_json()
    answer = registered.get(options)
    assert client.post("/passkeys/inloggen", json={"credential": answer}).status_code == 200
    client.post("/uitloggen")
    again = client.post("/passkeys/inloggen", json={"credential": answer})
    assert again.status_code == 400
    assert not is_signed_in(client)


def test_a_challenge_is_used_up_even_when_the_answer_was_refused(client: Client, registered: Authenticator):
    options = client.post("/passkeys/inloggen/opties").get_json()
    wrong = client.post("/passkeys/inloggen", json={"credential": registered.get(options, verified=False)})
    assert wrong.status_code == 400
    right = client.post("/passkeys/inloggen", json={"credential": registered.get(options)})
    assert right.status_code == 400
    assert "opnieuw" in right.get_json()["message"]


def test_sign_in_is_refused_when_the_challenge_is_older_than_five_minutes(
    client: Client, registered: Authenticator, clock_moves: Callable[..., None]
):
    options = client.post("/passkeys/inloggen/opties").get_json()
    clock_moves(minutes=5, seconds=1)
    assert client.post("/passkeys/inloggen", json={"credential": registered.get(options)}).status_code == 400


def test_sign_in_is_refused_when_the_challenge_was_for_registering(
    client: Client, registered: Authenticator, database: Database, user: User
):
    with database.transaction() as session:
        token = invitations.make_link(session, user, None)
    options = client.post("/passkeys/uitnodiging/opties", json={"token": token}).get_json()
    assert client.post("/passkeys/inloggen", json={"credential": registered.get(options)}).status_code == 400


def test_registering_is_refused_when_the_challenge_was_for_another_person(
    client: Client, token: str, database: Database
):
    with database.transaction() as session:
        other_token = invitations.make_link(session, make_user(session, "Iemand anders"), None)
    options = client.post("/passkeys/uitnodiging/opties", json={"token": other_token}).get_json()
    answer = client.post("/passkeys/uitnodiging", json={"token": token, "credential": Authenticator().create(options)})
    assert answer.status_code == 400


def test_count_may_be_as_large_as_a_passkey_can_count(client: Client, registered: Authenticator):
    assert sign_in(client, registered, count=2**32 - 1).status_code == 200


def test_sign_in_is_refused_when_the_count_does_not_rise(client: Client, registered: Authenticator):
    assert sign_in(client, registered, count=5).status_code == 200
    client.post("/uitloggen")
    assert sign_in(client, registered, count=5).status_code == 400
    assert sign_in(client, registered, count=6).status_code == 200


@pytest.mark.parametrize("older_row", [False, True])
def test_count_of_a_synced_passkey_decides_nothing(client: Client, token: str, database: Database, older_row: bool):
    phone = Authenticator(synced=True, count=7)
    assert register(client, token, phone).status_code == 200
    if older_row:  # registered before Onderdak kept whether a passkey is synced
        with database.transaction() as session:
            row = session.exec(select(Passkey)).one()
            row.synced = None
            session.add(row)
    for count in (9, 2, 2, 0):
        client.post("/uitloggen")
        assert sign_in(client, phone, count=count).status_code == 200, count


def test_copy_of_a_passkey_of_one_device_cannot_say_that_it_is_synced(client: Client, registered: Authenticator):
    assert sign_in(client, registered, count=5).status_code == 200
    client.post("/uitloggen")
    assert sign_in(client, registered, count=3, synced=True).status_code == 400
    assert sign_in(client, registered, count=0).status_code == 400
    assert not is_signed_in(client)


def test_sign_in_is_refused_when_the_signature_is_of_another_key(client: Client, registered: Authenticator):
    thief = Authenticator(id=registered.id, user=registered.user, count=registered.count)
    assert sign_in(client, thief).status_code == 400


def test_sign_in_is_refused_when_the_user_handle_is_of_somebody_else(client: Client, registered: Authenticator):
    assert sign_in(client, registered, user=secrets.token_bytes(16)).status_code == 400


def test_unknown_passkey_is_told_to_ask_for_an_invitation(client: Client):
    answer = sign_in(client, Authenticator(user=b"x" * 16))
    assert answer.status_code == 400
    assert answer.get_json()["error"] == "passkey_unknown"
    assert "uitnodiging" in answer.get_json()["message"]


def test_passkey_of_a_stopped_person_signs_nobody_in(
    client: Client, registered: Authenticator, database: Database, user: User
):
    with database.transaction() as session:
        user.active = False
        session.merge(user)
    answer = sign_in(client, registered)
    assert answer.get_json()["error"] == "no_access"
    assert not is_signed_in(client)


def test_made_up_person_signs_in_to_a_demo_only(
    client: Client, registered: Authenticator, database: Database, user: User
):
    sign_in(client, registered)
    with database.transaction() as session:
        user.demo = True
        session.merge(user)
    assert not is_signed_in(client)
    assert sign_in(client, registered).status_code == 400


def test_one_passkey_is_registered_once(client: Client, registered: Authenticator, database: Database, user: User):
    with database.transaction() as session:
        token = invitations.make_link(session, user, None)
    answer = register(client, token, registered)
    assert answer.status_code == 400
    assert "staat al" in answer.get_json()["message"]


def test_second_passkey_signs_in_the_same_person(client: Client, registered: Authenticator, user: User):
    sign_in(client, registered)
    assert prove(client, registered).status_code == 200
    options = client.post("/passkeys/nieuw/opties").get_json()
    assert [known["id"] for known in options["excludeCredentials"]] == [encode(registered.id)]
    second = Authenticator()
    assert client.post("/passkeys/nieuw", json={"credential": second.create(options)}).status_code == 200
    client.post("/uitloggen")
    assert sign_in(client, second).status_code == 200
    assert client.get_cookie("user").value == str(user.id)


def test_options_ask_for_a_resident_key_and_verification(client: Client, token: str):
    options = client.post("/passkeys/uitnodiging/opties", json={"token": token}).get_json()
    assert options["rp"]["id"] == "localhost"
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"
    asked = client.post("/passkeys/inloggen/opties").get_json()
    assert asked["userVerification"] == "required"
    assert not asked.get("allowCredentials")


def test_party_does_not_follow_the_host_of_the_request(client: Client, token: str):
    options = client.post(
        "/passkeys/uitnodiging/opties", json={"token": token}, headers={"Host": "kwaad.example"}
    ).get_json()
    assert options["rp"]["id"] == "localhost"


HOSTILE: list[Any] = [
    None,
    [],
    "x",
    {},
    {"credential": None},
    {"credential": []},
    {"credential": {}},
    {"credential": {"response": None}},
    {"credential": {"response": {"clientDataJSON": 5}}},
    {"credential": {"response": {"clientDataJSON": "é"}}},
    {"credential": {"response": {"clientDataJSON": encode(b"[]")}}},
    {"credential": {"response": {"clientDataJSON": encode(b'{"type": 1, "challenge": 2, "origin": 3}')}}},
    {"credential": {"response": {"clientDataJSON": encode(b"[" * 100_000)}}},
]


@pytest.mark.one_store
@pytest.mark.parametrize("path", ["/passkeys/inloggen", "/passkeys/uitnodiging"])
@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_answer_is_refused_in_words(client: Client, token: str, path: str, body: Any):
    if isinstance(body, dict):
        body = {"token": token, **body}
    answer = client.post(path, json=body)
    assert answer.status_code in (400, 410)
    assert answer.mimetype == "application/json"


@pytest.mark.parametrize("spoil", ["rawId", "authenticatorData", "signature", "userHandle", "id", "type"])
@pytest.mark.parametrize("with_", [5, "!!!", "AAAA", None, ["x"]], ids=repr)
@pytest.mark.one_store
def test_damaged_answer_is_refused(client: Client, registered: Authenticator, spoil: str, with_: Any):
    options = client.post("/passkeys/inloggen/opties").get_json()
    answer = registered.get(options)
    place = answer if spoil in answer else answer["response"]
    place[spoil] = with_
    status = client.post("/passkeys/inloggen", json={"credential": answer}).status_code
    expected = 200 if (spoil, with_) == ("userHandle", None) else 400
    assert status == expected


def test_failed_tries_are_limited_and_others_are_not(client: Client):
    assert {client.post("/passkeys/inloggen/opties").status_code for _ in range(101)} == {200}
    answers = [client.post("/passkeys/inloggen", json={}).status_code for _ in range(101)]
    assert answers == [400] * 100 + [429]
    refused = client.post("/passkeys/inloggen/opties")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 601


def test_guest_does_not_lock_out_a_browser_that_signed_in_before(demo_app: Flask, demo_client: Client):
    demo_client.sign_in("opvang")
    demo_client.post("/uitloggen")
    guest = Client(demo_app, demo_app.response_class)
    for _ in range(101):
        guest.post("/passkeys/inloggen", json={})
    assert guest.post("/passkeys/inloggen/opties").status_code == 429
    assert demo_client.post("/passkeys/inloggen/opties").status_code == 200
    cookie = demo_client.get_cookie("browser")
    assert cookie is not None
    assert cookie.http_only
    guest.set_cookie("browser", "0" * 32 + cookie.value[32:])
    assert guest.post("/passkeys/inloggen/opties").status_code == 429, "nobody makes a number of their own"


def test_signing_in_and_out_stand_in_the_access_log(
    client: Client, registered: Authenticator, database: Database, user: User
):
    sign_in(client, registered)
    client.post("/uitloggen")
    with database.reading() as session:
        entries = session.exec(select(AccessEntry).order_by(col(AccessEntry.at))).all()
    assert [(entry.action, entry.user_id) for entry in entries[-2:]] == [("sign_in", user.id), ("sign_out", user.id)]

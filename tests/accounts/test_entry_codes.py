"""A confirmed link opens with its code only: neither its maker nor its confirmer enters alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlmodel import select

from tests.accounts.acts import code_in, confirm, register, say, sign_in
from tests.accounts.administering import facts, invite, is_dead, link_in, newcomer, open_proposals, stored, text
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import entry_codes
from webapp.accounts.models import AccessProposal, Device, Invitation, Passkey, User
from webapp.accounts.permissions import Role
from webapp.db import Database


def enter(client: Client, token: str, code: str) -> Any:
    """Ask the options of a link."""
    return client.post("/passkeys/uitnodiging/opties", json={"token": token, "code": code})


def is_refused(client: Client, token: str, code: str = "") -> bool:
    answer = enter(client, token, code)
    return answer.status_code == 400 and "challenge" not in answer.get_json()


def confirmed_path(database: Database) -> str:
    with database.reading() as session:
        proposal = session.exec(select(AccessProposal).where(AccessProposal.outcome == "confirmed")).one()
    return f"/bevestigen/{proposal.id}"


def test_administrator_does_not_enter_by_the_link_after_an_honest_yes(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    new_id, token = invite(client, administrator)
    code = confirm(colleague)
    for phone in (client, Client(app, app.response_class)):
        assert is_refused(phone, token)
        assert is_refused(phone, token, "AAA-AAA-AAA")
    options = enter(client, token, code).get_json()  # even with a challenge, the last step asks it again
    answer = Authenticator().create(options)
    assert client.post("/passkeys/uitnodiging", json={"token": token, "credential": answer}).status_code == 400
    with database.reading() as session:
        assert session.exec(select(Passkey).where(Passkey.user_id == new_id)).all() == []
    nurse = Client(app, app.response_class)
    assert register(nurse, token, Authenticator(), code).status_code == 200
    assert nurse.get("/contacten").status_code == 200


def test_code_is_read_as_people_type_it(app: Flask, client: Client, administrator: User, colleague: Client):
    _, token = invite(client, administrator)
    code = confirm(colleague)
    assert re.fullmatch(r"[2-9A-Z]{3}-[2-9A-Z]{3}-[2-9A-Z]{3}", code)
    assert len(entry_codes.ALPHABET) ** entry_codes.LENGTH > 2**40
    assert not set("01OILSZUV15") & set(entry_codes.ALPHABET) - {"V", "5"}
    assert 'id="invitation-code"' in text(client, f"/uitnodiging/{token}")
    typed = f" {code.lower().replace('-', ' ')} "
    assert register(Client(app, app.response_class), token, Authenticator(), typed).status_code == 200


def test_store_keeps_a_slow_hash_and_nothing_else(
    client: Client, administrator: User, colleague: Client, database: Database
):
    invite(client, administrator)
    code = confirm(colleague)
    with database.reading() as session:
        row = session.exec(select(Invitation).where(Invitation.code_hash.is_not(None))).one()
    kept = str(row.model_dump())
    assert code not in kept
    assert code.replace("-", "") not in kept
    assert code not in text(colleague, "/account")
    assert code not in text(colleague, "/bevestigen")


def test_some_wrong_codes_end_the_link(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    new_id, token = invite(client, administrator)
    code = confirm(colleague)
    for _ in range(entry_codes.TRIES):
        assert is_refused(Client(app, app.response_class), token, "222-222-222")
    assert is_refused(client, token, code)
    assert "te vaak verkeerd" in text(client, f"/uitnodiging/{token}")
    assert "Nieuwe code" not in text(colleague, "/account")
    assert colleague.post(f"{confirmed_path(database)}/code").status_code == 409
    again = link_in(client.post(f"/beheer/mensen/{new_id}/link").get_data(as_text=True))
    assert register(Client(app, app.response_class), again, Authenticator(), confirm(colleague)).status_code == 200


def test_wrong_codes_at_once_are_all_counted(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    _, token = invite(client, administrator)
    confirm(colleague)
    with ThreadPoolExecutor(4) as pool:
        tries = [pool.submit(is_refused, Client(app, app.response_class), token, "222-222-222") for _ in range(8)]
        assert all(one.result() for one in tries)
    with database.reading() as session:
        assert session.exec(select(Invitation.wrong_codes).where(Invitation.code_hash.is_not(None))).one() == 5


def test_who_confirmed_and_nobody_else_makes_a_new_code(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    _, token = invite(client, administrator)
    first = confirm(colleague)
    path = confirmed_path(database)
    other, _ = newcomer(app, database, "D. Derde", Role.street_nurse)
    for stranger in (client, other):
        assert stranger.post(f"{path}/code").status_code == 404
    assert client.post(f"/bevestigen/{uuid4()}/code").status_code == 404
    assert "Nieuwe code" in text(colleague, "/account")
    second = code_in(colleague.post(f"{path}/code").get_data(as_text=True))
    phone = Client(app, app.response_class)
    assert is_refused(phone, token, first)
    assert register(phone, token, Authenticator(), second).status_code == 200
    assert colleague.post(f"{path}/code").status_code == 409
    assert "Nieuwe code" not in text(colleague, "/account")


def test_old_links_get_no_code(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database,
    clock_moves: Callable[..., None],
):  # fmt: skip
    _, token = invite(client, administrator)
    code = confirm(colleague)
    clock_moves(days=7, minutes=1)
    assert is_refused(client, token, code)
    assert "verlopen" in text(client, f"/uitnodiging/{token}")


def test_own_yes_gives_the_code_to_oneself(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User
):
    token = link_in(client.post(f"/beheer/mensen/{user.id}/link").get_data(as_text=True))
    nurse = Client(app, app.response_class)
    sign_in(nurse, registered)
    code = confirm(nurse)
    assert is_refused(client, token), "the administrator saw the link, not the code"
    assert register(Client(app, app.response_class), token, Authenticator(), code).status_code == 200
    assert nurse.get("/contacten").status_code == 200, "her other phone works on"


def test_link_for_oneself_needs_somebody_else(app: Flask, client: Client, administrator: User, database: Database):
    token = link_in(client.post(f"/beheer/mensen/{administrator.id}/link").get_data(as_text=True))
    assert say(client) == [], "an open phone alone adds no passkey"
    assert is_dead(client, token)


def test_who_made_the_link_does_not_confirm_what_a_colleague_asks_with_it(
    app: Flask, client: Client, administrator: User, database: Database
):
    new_id, token = invite(client, administrator)
    other, _ = newcomer(app, database, "A. Ander", Role.administrator)
    changed = facts(administrator, name="V. Verzonnen", roles=["street_nurse", "youth_worker"])
    assert other.post(f"/beheer/mensen/{new_id}", data=changed).status_code == 303
    assert len(open_proposals(database)) == 1
    assert say(client) == []
    assert is_dead(client, token)


@pytest.mark.parametrize("role", ["street_nurse", "administrator"])
def test_account_that_an_administrator_set_up_alone_begins_anew_with_its_first_guarded_role(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database, role: str
):
    new_id, token = invite(client, administrator, "host")
    key, puppet = Authenticator(), Client(app, app.response_class)
    assert register(puppet, token, key).status_code == 200
    assert puppet.post("/offline/vault", json={"device": str(uuid4())}).status_code == 200
    pending = puppet.post("/passkeys/bevestigen/opties")
    assert pending.status_code == 200
    wanted = facts(administrator, name="V. Verzonnen", roles=["host", role])
    link = link_in(client.post(f"/beheer/mensen/{new_id}", data=wanted).get_data(as_text=True))
    assert puppet.get("/account").status_code == 200, "nothing ends before the yes"
    assert "De passkey van eerder (1) werkt daarna niet meer" in text(colleague, "/bevestigen")
    code = confirm(colleague)
    assert stored(database, new_id).roles == ["host", role]
    assert puppet.get("/account").status_code == 303
    assert sign_in(Client(app, app.response_class), key).status_code == 400
    assert is_refused(client, link)
    with database.reading() as session:
        assert session.exec(select(Passkey).where(Passkey.user_id == new_id)).all() == []
        assert session.exec(select(Device).where(Device.user_id == new_id)).one().revoked_at is not None
    nurse = Client(app, app.response_class)
    assert register(nurse, link, Authenticator(), code).status_code == 200
    assert role in stored(database, new_id).roles


def test_account_with_a_guarded_role_keeps_its_passkeys(
    app: Flask, client: Client, administrator: User, colleague: Client, registered: Authenticator, user: User
):
    nurse = Client(app, app.response_class)
    sign_in(nurse, registered)
    client.post(f"/beheer/mensen/{user.id}", data=facts(user, roles=["street_nurse", "youth_worker"]))
    assert say(colleague) == [303]
    assert nurse.get("/contacten").status_code == 200


def test_link_used_before_the_yes_gives_nothing(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    new_id, _ = invite(client, administrator, "host")
    wanted = facts(administrator, name="V. Verzonnen", roles=["street_nurse"])
    link = link_in(client.post(f"/beheer/mensen/{new_id}", data=wanted).get_data(as_text=True))
    puppet = Client(app, app.response_class)
    assert register(puppet, link, Authenticator()).status_code == 200, "a volunteer until now"
    assert say(colleague) == [409]
    assert stored(database, new_id).roles == ["host"]
    assert puppet.get("/contacten").status_code == 403


def test_own_yes_vouches_for_nobody(app: Flask, client: Client, administrator: User, database: Database):
    new_id, token = invite(client, administrator, "host")
    key, puppet = Authenticator(), Client(app, app.response_class)
    register(puppet, token, key)
    link = link_in(client.post(f"/beheer/mensen/{new_id}/link").get_data(as_text=True))
    assert register(Client(app, app.response_class), link, Authenticator(), confirm(puppet)).status_code == 200
    with database.transaction() as session:  # as it could be made before a second person was needed
        row = session.get_one(User, new_id)
        row.roles = ["administrator"]
        session.add(row)
    invite(client, administrator)
    assert say(puppet) == []

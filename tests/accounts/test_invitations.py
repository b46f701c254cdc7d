"""An invitation works once, in time, for one person, and says so clearly when it does not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from tests.accounts.acts import confirm, make_user, register
from tests.accounts.administering import facts, invite, is_dead, newcomer
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import User
from webapp.accounts.permissions import Role
from webapp.db import Database


def test_page_says_who_invites_and_as_what(client: Client, database: Database, user: User):
    with database.transaction() as session:
        by = make_user(session, "B. Beheer", Role.administrator)
        user.roles = ["host"]
        session.merge(user)
        token = invitations.make_link(session, user, by)
    html = client.get(f"/uitnodiging/{token}").get_data(as_text=True)
    for words in ("S. de Vries", "B. Beheer", "verhuurder", "Straatzorg", "Oost", "Maak je passkey"):
        assert words in html


@pytest.mark.parametrize(("roles", "says_so"), [(["debt_worker"], True), (["debt_worker", "host"], False)])
def test_page_says_so_when_the_work_is_not_here_yet(
    client: Client, database: Database, user: User, roles: list[str], says_so: bool
):
    with database.transaction() as session:
        user.roles = roles
        session.merge(user)
        token = invitations.make_link(session, user, None)
    html = client.get(f"/uitnodiging/{token}").get_data(as_text=True)
    assert ("Jouw werk is hier nog niet" in html) == says_so


def test_link_is_over_when_it_was_used(client: Client, token: str):
    assert register(client, token, Authenticator()).status_code == 200
    page = client.get(f"/uitnodiging/{token}")
    assert page.status_code == 410
    assert "al gebruikt" in page.get_data(as_text=True)
    options = client.post("/passkeys/uitnodiging/opties", json={"token": token})
    assert options.status_code == 400
    assert "challenge" not in options.get_json()


def test_second_answer_is_refused_when_two_phones_answer_one_link(client: Client, token: str):
    first, second = Authenticator(), Authenticator()
    answers = []
    for phone in (first, second):
        options = client.post("/passkeys/uitnodiging/opties", json={"token": token}).get_json()
        answers.append({"token": token, "credential": phone.create(options)})
    assert [client.post("/passkeys/uitnodiging", json=answer).status_code for answer in answers] == [200, 400]


def test_link_is_over_when_its_days_have_passed(client: Client, token: str, clock_moves: Callable[..., None]):
    clock_moves(days=6, hours=23)
    assert client.get(f"/uitnodiging/{token}").status_code == 200
    clock_moves(days=7, hours=1)
    page = client.get(f"/uitnodiging/{token}")
    assert page.status_code == 410
    assert "verlopen" in page.get_data(as_text=True)


def test_link_is_over_when_a_new_one_was_made(client: Client, database: Database, user: User, token: str):
    with database.transaction() as session:
        newer = invitations.make_link(session, user, None)
    assert client.get(f"/uitnodiging/{token}").status_code == 410
    assert client.get(f"/uitnodiging/{newer}").status_code == 200


def test_link_is_over_when_the_person_lost_access(client: Client, database: Database, user: User, token: str):
    with database.transaction() as session:
        user.active = False
        session.merge(user)
    assert client.get(f"/uitnodiging/{token}").status_code == 410


def test_guessed_token_tells_nothing(client: Client):
    page = client.get("/uitnodiging/geraden")
    assert page.status_code == 410
    assert "Straatzorg" not in page.get_data(as_text=True)


def test_store_keeps_no_token(database: Database, token: str):
    with database.reading() as session:
        rows = session.connection().exec_driver_sql("select * from invitation").all()
    assert rows
    assert token not in repr(rows)


def test_one_link_lets_one_phone_in_when_eight_answer_at_once(app: Flask, client: Client, token: str):
    answers = []
    for _ in range(8):
        options = client.post("/passkeys/uitnodiging/opties", json={"token": token}).get_json()
        answers.append({"token": token, "credential": Authenticator().create(options)})
    start = Barrier(len(answers))

    def answer(body: dict[str, object]) -> int:
        phone = Client(app, app.response_class)
        start.wait()
        return phone.post("/passkeys/uitnodiging", json=body).status_code

    with ThreadPoolExecutor(len(answers)) as pool:
        statuses = sorted(pool.map(answer, answers))
    assert statuses == [200] + [400] * 7


@pytest.mark.parametrize("roles", [None, ["host"]], ids=["stopped", "other work"])
def test_link_that_an_administrator_made_alone_ends_with_them(
    app: Flask, client: Client, administrator: User, database: Database, roles: list[str] | None
):
    """The link of a made-up colleague opens nothing for its maker after they lose access."""
    second, _ = newcomer(app, database, "T. Tweede", Role.administrator)
    _, token = invite(client, administrator, "policy_officer")
    stranger = Client(app, app.response_class)
    assert stranger.get(f"/uitnodiging/{token}").status_code == 200
    path = f"/beheer/mensen/{administrator.id}"
    answer = second.post(path, data=facts(administrator, roles=roles)) if roles else second.post(f"{path}/stoppen")
    assert answer.status_code == 303
    assert is_dead(stranger, token)


def test_link_that_a_second_person_confirmed_outlives_its_maker(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    second, _ = newcomer(app, database, "T. Tweede", Role.administrator)
    _, token = invite(client, administrator)
    code = confirm(colleague)
    assert second.post(f"/beheer/mensen/{administrator.id}/stoppen").status_code == 303
    assert register(Client(app, app.response_class), token, Authenticator(), code).status_code == 200

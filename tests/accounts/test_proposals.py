"""A yes falls on what was read: nothing later, nothing twice, nothing for who may not ask any more."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from flask import Flask

from tests.accounts.acts import say, sign_in
from tests.accounts.administering import facts, invite, is_dead, link_in, newcomer, open_proposals, stored
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts import invitations
from webapp.accounts.models import AccessProposal, User
from webapp.accounts.permissions import Role
from webapp.db import Database


def test_yes_falls_on_what_was_read_and_nothing_else(
    client: Client, administrator: User, colleague: Client, user: User, database: Database
):
    path = f"/beheer/mensen/{user.id}"
    client.post(path, data=facts(user, roles=["street_nurse", "youth_worker"]))
    [first] = open_proposals(database)
    client.post(path, data=facts(user, roles=["street_nurse", "administrator"]))
    assert colleague.post(f"/bevestigen/{first.id}/ja").status_code == 409
    client.post(path, data=facts(user, name="Andere Naam"))
    [second] = open_proposals(database)
    assert colleague.post(f"/bevestigen/{second.id}/ja").status_code == 409
    assert stored(database, user.id).roles == ["street_nurse"]


def test_yes_to_a_link_is_not_for_the_next_link(
    client: Client, administrator: User, colleague: Client, database: Database
):
    new_id, first = invite(client, administrator)
    [proposal] = open_proposals(database)
    second = link_in(client.post(f"/beheer/mensen/{new_id}/link").get_data(as_text=True))
    assert colleague.post(f"/bevestigen/{proposal.id}/ja").status_code == 409
    assert is_dead(client, first)
    assert is_dead(client, second)
    assert say(colleague) == [200]
    assert client.get(f"/uitnodiging/{second}").status_code == 200
    third = link_in(client.post(f"/beheer/mensen/{new_id}/link").get_data(as_text=True))
    assert is_dead(client, second)
    assert is_dead(client, third)


def test_withdrawn_and_old_proposals_wait_for_nobody(
    client: Client, administrator: User, colleague: Client, database: Database, clock_moves: Callable[..., None]
):
    new_id, token = invite(client, administrator)
    [proposal] = open_proposals(database)
    assert client.post(f"/beheer/mensen/{new_id}/intrekken").status_code == 303
    assert colleague.post(f"/bevestigen/{proposal.id}/ja").status_code == 409
    assert is_dead(client, token)
    invite(client, administrator)
    [proposal] = open_proposals(database)
    with database.transaction() as session:
        row = session.get_one(AccessProposal, proposal.id)
        row.proposed_at -= timedelta(days=14, minutes=1)
        session.add(row)
    assert say(colleague) == []
    assert colleague.post(f"/bevestigen/{proposal.id}/ja").status_code == 409


def test_who_lost_the_power_to_ask_asked_nothing(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    invite(client, administrator)
    with database.transaction() as session:
        row = session.get_one(User, administrator.id)
        row.roles = ["host"]
        session.add(row)
    assert say(colleague) == []
    [proposal] = open_proposals(database)
    assert colleague.post(f"/bevestigen/{proposal.id}/ja").status_code == 404


def test_of_two_answers_at_once_one_counts(
    app: Flask, client: Client, administrator: User, colleague: Client, user: User, database: Database
):
    other, _ = newcomer(app, database, "A. Ander", Role.administrator)
    client.post(f"/beheer/mensen/{user.id}", data=facts(user, roles=["street_nurse", "youth_worker"]))
    [proposal] = open_proposals(database)
    start = Barrier(3)

    def answer(who: Client, path: str, data: dict[str, object]) -> int:
        start.wait()
        return who.post(path, data=data).status_code

    acts = [
        (colleague, f"/bevestigen/{proposal.id}/ja", {}),
        (other, f"/bevestigen/{proposal.id}/nee", {}),
        (client, f"/beheer/mensen/{user.id}", facts(user, roles=["street_nurse", "administrator"])),
    ]
    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(lambda act: answer(*act), acts))
    assert statuses[2] == 303
    assert sorted(statuses[:2]) in ([303, 409], [409, 409])
    with database.reading() as session:
        decided = session.get_one(AccessProposal, proposal.id)
    gained = Role.youth_worker in stored(database, user.id).role_set
    assert gained == (decided.outcome == "confirmed")
    assert Role.administrator not in stored(database, user.id).role_set


def test_stopped_nurse_stays_out_by_every_old_way(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User, database: Database
):
    path = f"/beheer/mensen/{user.id}"
    with database.transaction() as session:
        old_link = invitations.make_link(session, user, None)
    client.post(f"{path}/stoppen")
    assert client.post(f"{path}/toelaten").status_code == 200
    assert not stored(database, user.id).active, "back only after a second person's yes"
    assert sign_in(Client(app, app.response_class), registered).status_code == 400
    assert is_dead(Client(app, app.response_class), old_link)
    client.post(path, data=facts(user, roles=["host"]))
    assert is_dead(Client(app, app.response_class), old_link)

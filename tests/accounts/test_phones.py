"""Phones of one user: a limited number, and all closed for good with the access of their user."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from flask import Flask
from sqlmodel import select

from tests.accounts.acts import confirm, register, sign_in
from tests.accounts.administering import link_in
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts.models import Device, User
from webapp.accounts.phones import devices
from webapp.audit.models import AccessEntry
from webapp.db import Database


def vault(client: Client, device: object) -> int:
    return client.post("/offline/vault", json={"device": str(device)}).status_code


def phones(database: Database, user: User) -> dict[UUID, Device]:
    with database.reading() as session:
        return {one.id: one for one in session.exec(select(Device).where(Device.user_id == user.id))}


def test_end_of_access_closes_every_phone_and_a_new_start_takes_a_new_id(
    app: Flask, client: Client, administrator: User, colleague: Client, registered: Authenticator, user: User,
    database: Database,
):  # fmt: skip
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    first, second = uuid4(), uuid4()
    assert [vault(phone, one) for one in (first, second)] == [200, 200]
    client.post(f"/beheer/mensen/{user.id}/stoppen")
    assert [vault(phone, one) for one in (first, second)] == [410, 410], "told without a session too"
    kept = phones(database, user)
    assert all(kept[one].revoked_at and kept[one].vault_secret is None for one in (first, second))
    with database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject == "device")).all()
    assert {entry.subject_id for entry in entries if entry.action == "delete"} == {first, second}
    link = link_in(client.post(f"/beheer/mensen/{user.id}/toelaten").get_data(as_text=True))
    assert register(phone, link, Authenticator(), confirm(colleague)).status_code == 200
    assert vault(phone, first) == 410, "the old id stays closed"
    assert vault(phone, uuid4()) == 200
    assert phone.post("/offline/operations", json={"device": str(first), "operations": []}).status_code == 200


def test_number_of_phones_is_bounded_and_the_longest_unseen_that_sent_nothing_go_first(
    app: Flask, registered: Authenticator, user: User, database: Database, clock_moves: Callable[..., None]
):
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    sender, closed = uuid4(), uuid4()
    rubbish = [{"id": str(uuid4()), "kind": "none"}]
    assert phone.post("/offline/operations", json={"device": str(sender), "operations": rubbish}).status_code == 200
    vault(phone, closed)
    with database.transaction() as session:
        row = session.get_one(Device, closed)
        row.revoked_at = row.created_at
        session.add(row)
    made = [uuid4() for _ in range(devices.MOST + 2)]
    for number, device in enumerate(made):
        clock_moves(seconds=1)
        assert vault(phone, device) == 200, number
    kept = phones(database, user)
    assert {one for one, row in kept.items() if row.revoked_at is None} == {sender, *made[3:]}
    assert closed in kept, "a closed phone must still be told"
    assert vault(phone, made[0]) == 200, "who comes back begins anew"
    assert len(phones(database, user)) == devices.MOST + 1

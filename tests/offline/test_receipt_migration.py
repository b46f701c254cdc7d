"""Receipts come under their user, and what followed another's id is undone, on a store with data in it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlmodel import select

from tests.support.client import Client
from tests.support.door import Door
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.accounts import store as accounts
from webapp.beds.shelters.models import Shelter
from webapp.db import Database, Moment, new_id
from webapp.offline.models import Receipt
from webapp.people.models import Client as Person

BEFORE = "0013"
RECEIPT = sa.table(
    "receipt",
    *(sa.column(name, sa.Uuid()) for name in ("id", "user_id", "device", "replaces", "replaced_by")),
    *(sa.column(name, sa.String()) for name in ("kind", "content_hash", "status", "code")),
    sa.column("seq", sa.Integer()),
    sa.column("received_at", Moment()),
)


@pytest.fixture
def database(demo_app: Flask) -> Database:
    """The demo's store; ``Past`` takes it back to before receipts had a user in their key."""
    found: Database = demo_app.extensions["database"]
    return found


class Past:
    """Writes receipts as they were written then."""

    def __init__(self, database: Database) -> None:
        self.database = database
        with database.reading() as session:
            users = [accounts.find_demo_user(session, name) for name in ("straatverpleegkundige", "jongerenwerker")]
            self.shelter = session.exec(select(Shelter.id)).first()
            self.client = session.exec(select(Person.id)).first()
        self.nurse, self.youth = (user.id for user in users if user)
        go_back(database, BEFORE)

    def wrote(self, user: UUID, kind: str, status: str, **more: Any) -> UUID:
        row = {"id": new_id(), "user_id": user, "device": new_id(), "seq": 1, "kind": kind, "status": status,
               "content_hash": "x", "code": "", "received_at": clock.now(), **more}  # fmt: skip
        with self.database.transaction() as session:
            session.connection().execute(sa.insert(RECEIPT).values(**row))
        return UUID(str(row["id"]))

    def after(self) -> dict[UUID, Receipt]:
        schema.migrate(self.database)
        assert schema.is_current(self.database)
        with self.database.reading() as session:
            return {receipt.id: receipt for receipt in session.exec(select(Receipt)).all()}


def test_refused_receipt_with_the_id_of_a_record_goes(database: Database) -> None:
    past = Past(database)
    good = past.wrote(past.youth, "contact.log", "accepted", replaces=past.shelter)
    for taken in (past.shelter, past.client):
        past.wrote(past.youth, "contact.log", "rejected", id=taken, replaced_by=good)
    kept = past.after()
    assert kept.keys() == {good}
    assert kept[good].replaces is None


def test_repair_by_another_user_or_of_another_kind_is_undone(database: Database) -> None:
    past = Past(database)
    good = past.wrote(past.youth, "contact.log", "accepted")
    foreign = past.wrote(past.nurse, "contact.log", "rejected", replaced_by=good)
    other = past.wrote(past.youth, "bed.request", "conflict", replaced_by=good)
    lost = past.wrote(past.youth, "contact.log", "rejected", replaced_by=new_id())
    naming = past.wrote(past.youth, "contact.log", "rejected", replaces=foreign)
    kept = past.after()
    assert [kept[one].replaced_by for one in (foreign, other, lost)] == [None] * 3
    assert kept[naming].replaces is None


def test_own_repairs_are_kept(database: Database) -> None:
    past = Past(database)
    first, good = new_id(), new_id()
    worse = past.wrote(past.youth, "contact.log", "rejected", replaces=first, replaced_by=good)
    past.wrote(past.youth, "contact.log", "rejected", id=first, replaced_by=good)
    unread = past.wrote(past.youth, "", "rejected", replaced_by=good)
    past.wrote(past.youth, "contact.log", "accepted", id=good, replaces=worse)
    kept = past.after()
    assert {kept[one].replaced_by for one in (first, worse, unread)} == {good}
    assert (kept[good].replaces, kept[worse].replaces) == (worse, first)


def test_door_works_on_what_was_migrated(database: Database, demo_app: Flask) -> None:
    past = Past(database)
    good = past.wrote(past.youth, "contact.log", "accepted")
    past.wrote(past.youth, "contact.log", "rejected", id=past.shelter, replaced_by=good)
    past.after()
    door = Door(Client(demo_app, demo_app.response_class).sign_in("jongerenwerker"))
    answer = door.client.get("/bedden", headers={"Accept": "application/json"}).get_json()
    house = next(one for one in answer["shelters"] if "mixed" in [kind["category"] for kind in one["categories"]])
    body = {"shelter": house["id"], "category": "mixed", "age_group": "adult", "gender": "man", "alias": "Demo"}
    door.accepted("bed.request", body)

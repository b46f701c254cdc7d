"""The memory of refused and waiting operations is bounded, and nothing waits for ever."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.contacts import service as contacts
from webapp.db import Database, new_id
from webapp.offline import receipts
from webapp.offline.models import Receipt

NURSE = "straatverpleegkundige"
CONTACT = {"ethos_category": "unknown"}
_now = clock.now


@pytest.fixture
def door(demo_client: Client) -> Door:
    """The nurse's phone."""
    return Door(demo_client.sign_in(NURSE))


@pytest.fixture
def kept(demo_app: Flask) -> Any:
    """The receipts there are, oldest first."""
    database: Database = demo_app.extensions["database"]

    def look() -> list[Receipt]:
        with database.reading() as session:
            return list(session.exec(select(Receipt).order_by(col(Receipt.received_at))).all())

    return look


def pass_time(door: Door, monkeypatch: pytest.MonkeyPatch, time: timedelta) -> None:
    monkeypatch.setattr(clock, "now", lambda: _now() + time)
    door.client.sign_in(NURSE)


def test_what_waits_for_nothing_is_told_after_its_term(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    lost, mine, after = (str(new_id()) for _ in range(3))
    for days in (0, 3, 6):
        pass_time(door, monkeypatch, timedelta(days=days))
        assert door.send("contact.log", CONTACT, id=mine, depends_on=[lost])["status"] == "retry_later"
        assert door.send("contact.log", CONTACT, id=after, depends_on=[mine])["status"] == "retry_later"
    pass_time(door, monkeypatch, receipts.WAITS + timedelta(minutes=1))
    for _ in range(2):
        told = door.send("contact.log", CONTACT, id=mine, depends_on=[lost])
        assert (told["status"], told["code"]) == ("rejected", "dependency_rejected")
        assert "nooit" in told["message"]
    assert door.send("contact.log", CONTACT, id=after, depends_on=[mine])["code"] == "dependency_rejected"
    assert door.send("contact.log", CONTACT, id=lost)["status"] == "accepted"
    assert door.send("contact.log", CONTACT, id=mine, depends_on=[lost])["status"] == "accepted", "it came after all"


def test_what_we_cannot_do_is_told_after_its_term(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: Any) -> None:
        raise ZeroDivisionError

    write = contacts.write_contact
    monkeypatch.setattr(contacts, "write_contact", crash)
    mine = str(new_id())
    assert door.send("contact.log", CONTACT, id=mine)["status"] == "retry_later"
    pass_time(door, monkeypatch, receipts.WAITS + timedelta(minutes=1))
    for _ in range(2):
        told = door.send("contact.log", CONTACT, id=mine)
        assert (told["status"], told["code"]) == ("rejected", "failed")
        assert told["message"]
    monkeypatch.setattr(contacts, "write_contact", write)
    assert door.send("contact.log", CONTACT, id=mine)["status"] == "accepted"


def test_refused_receipts_of_one_user_are_bounded_and_accepted_ones_stay(
    door: Door, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST_REFUSED", 5)
    good = [door.accepted("contact.log", CONTACT) for _ in range(3)]
    refused = door.send("client.add", {"legal_basis": "wgbo"})["id"]
    person = {"alias": "Begrensd (demo)", "legal_basis": "wgbo"}
    repaired = door.accepted("client.add", person, replaces=refused)
    for _ in range(4):
        door.send("onbekend", {})
        door.send("contact.log", CONTACT, depends_on=[str(new_id())])
        door.send("contact.log", CONTACT, client_time="kapot")
    ids = {str(receipt.id) for receipt in kept()}
    assert {*good, refused, repaired} <= ids
    assert len(ids) == len(good) + 2 + 5
    told = door.send("client.add", person, id=refused)
    assert told["code"] in ("replaced", "id_reused"), "a repaired one takes no effect any more"


def test_refused_receipts_of_one_user_push_out_nobody_elses(
    door: Door, demo_app: Flask, kept: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST_REFUSED", 2)
    other = Door(Client(demo_app, demo_app.response_class).sign_in("jongerenwerker"))
    theirs = {other.send("onbekend", {})["id"] for _ in range(2)}
    mine = [door.send("onbekend", {})["id"] for _ in range(6)]
    assert {str(receipt.id) for receipt in kept()} == {*theirs, *mine[-2:]}

"""A snapshot keeps nobody from writing, and holds only what its user has business with."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from sqlmodel import col, select

from tests.support.client import Client
from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.store import find_demo_user
from webapp.audit.models import AccessEntry
from webapp.contacts.models import StreetContact
from webapp.db import Database, Session, is_writing, new_id
from webapp.fragment import Fragment
from webapp.offline import views
from webapp.people.models import Client as Person
from webapp.people.models import WorkingRelation


@pytest.fixture
def store_of_demo(demo_app: Flask) -> Database:
    found: Database = demo_app.extensions["database"]
    return found


def user_of(session: Session, name: str) -> User:
    found = find_demo_user(session, name)
    assert found
    return found


def test_another_writer_commits_while_a_snapshot_renders(
    demo_client: Client, store_of_demo: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_client.sign_in("straatverpleegkundige")
    demo_client.get("/offline/snapshot")
    committed = []

    def write() -> None:
        with store_of_demo.transaction() as session:
            user_of(session, "straatverpleegkundige").name = "Meanwhile"

    def slow(_session: Session, _actor: Actor) -> Iterable[Fragment]:
        assert not is_writing()
        with ThreadPoolExecutor(1) as pool:
            pool.submit(write).result(5)
        committed.append(clock.now())
        return [Fragment("/slow", "x", "1")]

    monkeypatch.setattr(views, "REGIONS", (*views.REGIONS, slow))
    answer = demo_client.get("/offline/snapshot")
    assert answer.status_code == 200
    assert committed


def test_two_snapshots_at_once_are_both_remembered(
    demo_app: Flask, demo_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_client.sign_in("straatverpleegkundige")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)
    cookie = demo_client.get_cookie("session")
    assert cookie

    def take(_n: int) -> Any:
        client = demo_app.test_client()
        client.set_cookie("session", cookie.value)
        return client.get("/offline/snapshot").get_json()

    with ThreadPoolExecutor(4) as pool:
        taken = list(pool.map(take, range(4)))
    assert len({one["taken_at"] for one in taken}) == 4
    for one in taken:
        again = demo_client.get("/offline/snapshot", query_string={"since": one["taken_at"]}).get_json()
        if again["since"]:
            assert again["fragments"] == {}


def test_phone_keeps_nothing_of_people_its_user_does_not_work_with(
    demo_client: Client, store_of_demo: Database
) -> None:
    demo_client.sign_in("straatverpleegkundige")
    with store_of_demo.transaction() as session:
        nurse = user_of(session, "straatverpleegkundige")
        colleague = User(
            name="Collega", region_id=nurse.region_id, organisation_id=nurse.organisation_id, roles=nurse.roles
        )
        session.add(colleague)
        session.flush()
        related = select(WorkingRelation.client_id).where(
            WorkingRelation.user_id == nurse.id, col(WorkingRelation.ended).is_(None)
        )
        known = session.exec(select(Person).where(col(Person.id).in_(related))).first()
        assert known
        notes = {}
        for note, client_id in (("Van een onbekende", None), ("Van een bekende", known.id)):
            contact = StreetContact(
                id=new_id(),
                region_id=nurse.region_id,
                organisation_id=nurse.organisation_id,
                author_id=colleague.id,
                client_id=client_id,
                legal_basis="anonymous",
                occurred_at=clock.now(),
                channel="street",
                ethos_category="unknown",
                note=note,
            )
            session.add(contact)
            notes[note] = contact.id
    assert "Van een onbekende" in demo_client.get("/contacten").text, "the page itself shows it"
    told = demo_client.get("/offline/snapshot").text
    assert "Van een onbekende" not in told
    assert "Van een bekende" in told
    with store_of_demo.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == notes["Van een bekende"])).all()
    assert "working_relation" in {entry.ground for entry in entries}

"""A batch that is taken in runs gives the answers and the rows of the same items taken one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlmodel import SQLModel, col, select

from tests.offline.acts import send
from tests.support import applications, stores
from tests.support.client import Client
from tests.support.statements import asked_of
from webapp import clock
from webapp.audit.models import AccessEntry
from webapp.contacts import service as contacts
from webapp.contacts.models import ClinicalNote, ContactCorrection, FollowUp, FollowUpStep, StreetContact
from webapp.db import Database, new_id
from webapp.offline.models import Receipt
from webapp.offline.registry import KINDS
from webapp.people.models import Client as Person
from webapp.people.models import ClientChange, ClientGram, WorkingRelation
from webapp.web.submissions import Submission

NOW = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)
NURSE, OTHER, VOLUNTEER = "straatverpleegkundige", "jongerenwerker", "vrijwilliger"
BATCHES, ITEMS = 6, 24
CRASH = "hier gaat het stuk"
OWN_KEYS = {WorkingRelation: {"id"}, FollowUpStep: {"id"}, ContactCorrection: {"id"}, ClientChange: {"id"}}
"""Keys that the server makes."""
CHAIN = {"writer", "n", "mac", "request_id"}
TABLES: tuple[type[SQLModel], ...] = (
    Receipt, Submission, StreetContact, ClinicalNote, FollowUp, FollowUpStep, ContactCorrection,
    Person, ClientChange, ClientGram, WorkingRelation,
)  # fmt: skip
STATEMENTS = 20
"""Of fifty new contacts, however many of them there are."""


class Evening:
    """Items of every sort, by chance: most are good, and many name an earlier one."""

    def __init__(self, chance: random.Random, clients: list[str]) -> None:
        self.chance, self.seq = chance, 0
        self.clients, self.contacts, self.sent = clients, list[str](), list[dict[str, Any]]()

    def batch(self) -> list[dict[str, Any]]:
        """Some sorts more often than others."""
        often = [self.contact] * 8 + [self.client, self.correct] * 2
        makers = [*often, self.done, self.again, self.bad, self.odd, self.repair]
        return [self.chance.choice(makers)() for _ in range(ITEMS)]

    def contact(self, **more: Any) -> dict[str, Any]:
        any_client = self.chance.choice([None, *self.clients, *self.clients, str(new_id())])
        body: dict[str, Any] = {"client": any_client, "ethos_category": "unknown", "note": "Zat er weer"}
        if self.chance.random() < 0.3:
            body["follow_up"] = {"text": "Bellen", "due_on": "2026-11-24"}
        if self.chance.random() < 0.2:
            body["clinical_note"] = "Wond"
        if self.chance.random() < 0.3:
            body["occurred_at"] = (NOW - timedelta(days=self.chance.randrange(800))).isoformat()
        made = self.of("contact.log", body, **more)
        self.contacts.append(made["id"])
        return made

    def client(self) -> dict[str, Any]:
        hidden = {"whereabouts": "hidden"} if self.chance.random() < 0.3 else {}
        made = self.of("client.add", {"alias": f"Persoon {self.seq}", "legal_basis": "wgbo", **hidden})
        self.clients.append(made["id"])
        return made

    def correct(self) -> dict[str, Any]:
        """Of whom it was, of what stood there: often as the store has it."""
        to = self.chance.choice([{"place": {"from": None, "to": "Brug"}}, {"note": {"from": "Zat er weer", "to": "x"}}])
        if self.chance.random() < 0.4:
            to = {"client": {"from": None, "to": self.chance.choice(self.clients)}}
        return self.of("contact.correct", {"contact": self.some(), "changes": to})

    def done(self) -> dict[str, Any]:
        named = self.chance.choice([*self.contacts, str(new_id())])
        return self.of("follow_up.complete", {"follow_up": named, "outcome": self.chance.choice([None, "Gedaan"])})

    def again(self) -> dict[str, Any]:
        """One of before: the same, or with its id and other content."""
        known = self.chance.choice(self.sent) if self.sent else self.contact()
        return self.chance.choice([known, {**known, "body": {**known["body"], "note": "Anders"}}])

    def bad(self) -> dict[str, Any]:
        sorts = [
            ("contact.log", {"ethos_category": "nergens"}),
            ("client.add", {"legal_basis": "wgbo"}),
            ("contact.correct", {"contact": self.some(), "changes": {"note": {"from": "geraden", "to": "x"}}}),
            ("contact.correct", {"contact": self.some(), "changes": {"place": {"from": None, "to": "Brug"}}}),
            ("client.edit", {"client": self.clients[-1], "changes": {"municipality": {"from": None, "to": "Laren"}}}),
            ("contact.log", {"ethos_category": "unknown", "place": CRASH}),
            ("onbekend", {}),
        ]
        return self.of(*self.chance.choice(sorts))

    def odd(self) -> dict[str, Any]:
        """An item whose envelope is wrong, or whose id is another record's."""
        odd: list[dict[str, Any]] = [{"schema": 9}, {"schema": "kapot"}, {"id": self.clients[0]}, {"base_version": 3}]
        waits = [{"depends_on": [one]} for one in (self.some(), self.clients[-1], str(new_id()))]
        return self.contact(**self.chance.choice([*odd, *waits, *waits]))

    def repair(self) -> dict[str, Any]:
        old = self.chance.choice(self.sent) if self.sent else self.contact()
        return self.of(old["kind"], old["body"], replaces=old["id"])

    def some(self) -> str:
        return self.chance.choice([*self.contacts, str(new_id())])

    def of(self, kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
        self.seq += 1
        at = (NOW - timedelta(minutes=self.chance.randrange(600))).isoformat()
        base = {"id": str(new_id()), "kind": kind, "schema": 1, "seq": self.seq, "client_time": at, "body": body}
        made = {**base, **more}
        self.sent.append(made)
        return made


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """One moment, so that equal acts give equal rows; and a place that breaks the service."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(contacts, "search_key", _breaking(contacts.search_key))


def _breaking(search_key: Any) -> Any:
    def broken(*texts: str | None) -> str:
        if CRASH in texts:
            raise ZeroDivisionError
        return str(search_key(*texts))

    return broken


@pytest.fixture
def pair(store: str, tmp_path: Path) -> Iterator[tuple[Any, Any]]:
    """Two instances with the same demo."""
    with (
        stores.instance(tmp_path / "runs", store, filled=True) as one,
        stores.instance(tmp_path / "alone", store, filled=True) as other,
    ):
        yield one, other


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("user", [NURSE, OTHER])
def test_runs_give_the_answers_and_rows_of_items_alone(
    pair: tuple[Any, Any], monkeypatch: pytest.MonkeyPatch, seed: int, user: str
) -> None:
    with applications.lend(pair[0]) as app:
        evening = Evening(random.Random(f"{seed} {user}"), prepare(app, user))
        sure = evening.of("contact.log", {"ethos_category": "unknown"})
        batches = [[sure, evening.of("onbekend", {}), sure], *(evening.batch() for _ in range(BATCHES))]
        client = signed_in(app, user)
        together = [one for batch in batches for one in send(client, *batch)]
        rows = rows_of(app)
    for name, kind in KINDS.items():
        monkeypatch.setitem(KINDS, name, replace(kind, together=None))
    with applications.lend(pair[1]) as app:
        assert prepare(app, user)[0] == evening.clients[0]
        client = signed_in(app, user)
        alone = [one for batch in batches for item in batch for one in send(client, item)]
        for of_run, of_one in zip(together, alone, strict=True):
            assert of_run == of_one
        for name, kept in rows_of(app).items():
            assert rows[name] == kept, name
    assert {"accepted", "duplicate", "rejected"} <= {one["status"] for one in alone}


def test_new_contacts_cost_as_many_statements_as_one(demo_app: Flask) -> None:
    client, database = signed_in(demo_app, NURSE), demo_app.extensions["database"]
    evening = Evening(random.Random(1), [])
    clients = [one["id"] for one in send(client, *(evening.client() for _ in range(4)))]  # this claims the phone too
    cost = []
    for number in (4, 50):
        body = {"ethos_category": "unknown", "follow_up": {"text": "Bellen", "due_on": "2026-11-24"}}
        batch = [evening.of("contact.log", {**body, "client": clients[one % 4]}) for one in range(number)]
        with asked_of(database) as asked:
            assert {one["status"] for one in send(client, *batch)} == {"accepted"}
        cost.append(len(asked.statements))
    assert cost[0] == cost[1] <= STATEMENTS, "\n".join(asked.statements)
    assert asked.commits == 1


def prepare(app: Flask, user: str) -> list[str]:
    """Clients of this user, with a relation that ended, one of long ago, and one of another user."""
    database: Database = app.extensions["database"]
    with database.transaction() as session:
        people = session.exec(select(Person).order_by(col(Person.alias), col(Person.name), col(Person.id))).all()
        for number, relation in enumerate(
            session.exec(select(WorkingRelation).order_by(col(WorkingRelation.client_id))).all()
        ):
            relation.ended = NOW - timedelta(days=30) if number % 3 == 0 else None
            relation.last_at = NOW - timedelta(days=500 if number % 3 == 1 else 1)
    return [str(one.id) for one in people]


def signed_in(app: Flask, user: str) -> Client:
    return Client(app, app.response_class).sign_in(user)


def rows_of(app: Flask) -> dict[str, list[str]]:
    """What the store holds, without what differs by chance."""
    with app.extensions["database"].reading() as session:
        found = {
            table.__name__: sorted(
                repr(row.model_dump(exclude=OWN_KEYS.get(table))) for row in session.exec(select(table))
            )
            for table in TABLES
        }
        acts = [row.model_dump(exclude=CHAIN) for row in session.exec(select(AccessEntry))]
    found["log"] = sorted(repr(act) for act in acts if act["subject"] in ("street_contact", "client", "operation"))
    return found

"""A demo with a known name in every personal field, and a walk that asks everything of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlmodel import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.accounts.acts import NAMES
from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.requests.acts import client_of
from webapp.accounts.models import Organisation, Site, User
from webapp.audit.models import AccessEntry
from webapp.beds.ledger.models import BedRequest, RequestStep, Stay
from webapp.beds.shelters.models import Shelter
from webapp.beds.shelters.winter_models import ColdActivation
from webapp.contacts.models import ClinicalNote, EmergencyAccess, FollowUp, FollowUpStep, StreetContact
from webapp.db import Database, new_id
from webapp.facilities.models import Facility, RespiteStay
from webapp.overflow.models import Overflow
from webapp.people.models import Client as Person
from webapp.rooms.models import Host, Room, RoomEvent, RoomRequest

ROLES = (*NAMES, "straatverpleegkundige-almere", "opvang-almere")

PERSONAL: dict[type[Any], tuple[str, tuple[str, ...]]] = {
    Person: ("id", ("name", "alias")),
    StreetContact: ("id", ("alias", "note")),
    ClinicalNote: ("contact_id", ("text",)),
    FollowUp: ("contact_id", ("text",)),
    BedRequest: ("id", ("name", "note")),
    RequestStep: ("request_id", ("words",)),
    Stay: ("id", ("name",)),
    RespiteStay: ("id", ("name",)),
    Host: ("id", ("name",)),
    Room: ("id", ("note",)),
    RoomEvent: ("room_id", ("note",)),
    RoomRequest: ("id", ("alias", "motivation")),
}
"""Where people stand: table → the record that the log names, and the fields that tell of somebody."""
ALSO: dict[type[Any], tuple[str, ...]] = {
    **{table: fields for table, (_, fields) in PERSONAL.items()},
    StreetContact: ("alias", "note", "place"),
    FollowUp: ("text", "outcome"),
    FollowUpStep: ("outcome",),
    EmergencyAccess: ("reason",),
    Organisation: ("name",),
    Site: ("name", "address"),
    User: ("name",),
    Shelter: ("name", "phone", "note"),
    Overflow: ("needs", "answer", "transport"),
    ColdActivation: ("reason",),
    RespiteStay: ("name", "referrer"),
    Facility: ("name", "municipality", "address", "note"),
    Host: ("name", "email"),
    Room: ("note", "included"),
    RoomRequest: ("alias", "motivation", "support_worker"),
    Person: ("name", "alias", "contact_ways"),
}
NAMED_BY: dict[str, tuple[type[Any], ...]] = {
    "client_id": (Person,),
    "contact_id": (StreetContact,),
    "request_id": (BedRequest, RoomRequest),
    "stay_id": (Stay, RespiteStay),
    "room_id": (Room,),
    "shelter_id": (Shelter,),
    "facility_id": (Facility,),
    "overflow_id": (Overflow,),
}
SHAPES = ({}, {"HX-Request": "true", "HX-Request-Type": "partial"}, {"Accept": "application/json"})
LEAVE_ALONE = ("accounts.", "passkeys.", "administration.", "account.", "static", "offline.")
MOST = 3
WORD = re.compile(r"Kn[0-9a-f]{12}")


@dataclass
class World:
    """The demo with a word in every personal field, and what was found in answers."""

    app: Flask
    database: Database
    words: dict[str, tuple[str, UUID, UUID | None]] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    holes: list[str] = field(default_factory=list)

    def hide(self) -> None:
        with self.database.transaction() as session:
            for table, (key, fields) in PERSONAL.items():
                for row in session.exec(select(table)).all():
                    for name in fields:
                        if table in (Person, StreetContact) and name == "alias" and row.alias is None:
                            continue  # a person known by name or anonymous stays so
                        word = f"Kn{new_id().hex[-12:]}"
                        setattr(row, name, word)
                        client = row.id if table is Person else getattr(row, "client_id", None)
                        self.words[word] = (table.__tablename__, getattr(row, key), client)
                    session.add(row)

    def ids(self, table: type[Any]) -> list[UUID]:
        with self.database.reading() as session:
            found = session.exec(select(table.id).order_by(table.id.desc())).all()
        return list(dict.fromkeys([*found[:MOST], *found[-1:]]))

    def look(self, who: str, answer: TestResponse) -> None:
        """Every person in this answer has a row of this request."""
        self.app.extensions["lately"].forget()  # or what a page asks again by itself would have none, as it should
        found = {self.words[word] for word in WORD.findall(answer.get_data(as_text=True)) if word in self.words}
        if not found:
            return
        with self.database.reading() as session:
            rows = session.exec(
                select(AccessEntry.subject, AccessEntry.subject_id, AccessEntry.client_id).where(
                    AccessEntry.request_id == answer.headers["X-Request-Id"]
                )
            ).all()
        records, clients = {row[1] for row in rows}, {row[2] for row in rows}
        clinical = {row[1] for row in rows if row[0] == "clinical_note"}
        for table, record_id, client_id in found:
            self.seen.add(table)
            told = record_id in (clinical if table == "clinical_note" else records)
            if not told and not (table == "client" and client_id in clients):
                request = answer.request
                headers = "partial" if "Hx-Request" in request.headers else request.headers.get("Accept", "")
                self.holes.append(f"{who} {request.method} {request.path} {headers} {answer.status_code}: {table}")


@pytest.fixture
def world(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> World:
    made = World(demo_app, demo_app.extensions["database"])
    night = Night(made.database, monkeypatch)
    for name, more in ((AUTOMATIC, {}), (AUTOMATIC, {"client": client_of(night)}), (BY_HAND, {"note": "wacht buiten"})):
        night.ask(name, **more)
    made.hide()
    return made


def addresses(world: World, method: str) -> Iterator[tuple[Rule, str]]:
    """Every address of a method, with records of each table that it can name."""
    ids = {table: world.ids(table) for tables in NAMED_BY.values() for table in tables}
    for rule in sorted(world.app.url_map.iter_rules(), key=lambda one: one.rule):
        if method not in (rule.methods or ()) or rule.endpoint.startswith("static"):
            continue
        if not rule.arguments:
            yield rule, rule.rule
        elif len(rule.arguments) == 1 and (name := next(iter(rule.arguments))) in NAMED_BY:
            for record in (one for table in NAMED_BY[name] for one in ids[table]):
                yield rule, re.sub("<[^>]*>", str(record), rule.rule)


def signed_in(world: World, who: str) -> FlaskClient:
    client = FlaskClient(world.app, world.app.response_class)
    assert client.post("/demo/inloggen", data={"user": who}).status_code == 303
    return client


def queries(rule: Rule, world: World) -> list[str]:
    """The queries for an address: none, and a person it is opened for or searched by."""
    if rule.arguments:
        return []
    person = world.ids(Person)[0]
    return [f"?client={person}", "?zoek=Kn", f"?gedaan={world.ids(StreetContact)[0]}"]


def ask_all(world: World, client: FlaskClient, who: str, rule: Rule, path: str) -> int:
    """Look at an address in every shape; the status of the first answer, after which a refusal is not repeated."""
    first = client.get(path)
    world.look(who, first)
    if first.status_code < 400:
        for shape in SHAPES[1:]:
            world.look(who, client.get(path, headers=shape))
        for query in queries(rule, world):
            world.look(who, client.get(path + query))
    return first.status_code


def read_everything(world: World) -> None:
    """Every role looks at every address."""
    for who in ROLES:
        client, closed = signed_in(world, who), set()
        for rule, path in addresses(world, "GET"):
            if rule.endpoint not in closed and ask_all(world, client, who, rule, path) == 403:
                closed.add(rule.endpoint)


def send_every_form(world: World, **given: str) -> None:
    """Every role sends every form with hardly anything in it, and sees what comes back."""
    for who in ROLES:
        client, closed = signed_in(world, who), set()
        for rule, path in addresses(world, "POST"):
            if rule.endpoint.startswith(LEAVE_ALONE) or rule.endpoint in closed:
                continue
            answers = [client.post(path, headers=shape, data={"id": str(new_id()), **given}) for shape in SHAPES[:2]]
            for answer in answers:
                world.look(who, answer)
            if answers[0].status_code == 403:
                closed.add(rule.endpoint)

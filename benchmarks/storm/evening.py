"""The store and the phones of a storm: nurses of many organisations, each with a queue that was sealed in the field."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import update

from benchmarks.storm.phones import Phone
from webapp import clock, demo, keys, schema
from webapp.accounts import sessions
from webapp.accounts import store as accounts
from webapp.accounts.models import LoginSession, Organisation, Region, User
from webapp.accounts.permissions import Role
from webapp.config import Config
from webapp.db import Database, Session, new_id
from webapp.demo.regions import REGIONS
from webapp.keys import Keyring, seal_to

COLLEAGUES = 20
"""Nurses in one organisation."""
NOTE = "Sprak over slapen en eten, komt morgen terug bij de inloop. Wil een gesprek met de wijkverpleegkundige."
AT_ONCE = 200


def make(folder: Path, database_url: str, phones: int, items: int, seconds: float) -> list[Phone]:
    """Make the instance in ``folder`` and so many phones, each with so many contacts, that begin within ``seconds``."""
    config = Config(folder, "http://localhost", database_url, demo=True)
    keys.create(folder)
    database = Database(config, keys.load(folder))
    schema.migrate(database)
    demo.fill(database, with_past=False)
    made = [
        Phone(token, str(device := new_id()), list(_queue(database.keyring, device, items)), begins)
        for (token, begins) in zip(_tokens(database, phones), _beginnings(phones, seconds), strict=True)
    ]
    database.engine.dispose()
    return made


def _tokens(database: Database, people: int) -> Iterator[str]:
    for begin in range(0, people, AT_ONCE):
        with database.transaction() as session:
            regions = list(_regions(session))
            tokens: list[str] = []
            for number in range(begin, min(begin + AT_ONCE, people)):
                if number % COLLEAGUES == 0 or number == begin:
                    region = regions[number // COLLEAGUES % len(regions)]
                    organisation = _organisation(session, region, number)
                tokens.append(sessions.start_session(session, _nurse(session, region, organisation, number)))
            session.exec(update(LoginSession).values(open_until=clock.now() + timedelta(days=1)))  # in somebody's hand
        yield from tokens


def _regions(session: Session) -> Iterator[Region]:
    for region in REGIONS:
        if found := accounts.find_region_by_slug(session, region["slug"]):
            yield found


def _organisation(session: Session, region: Region, number: int) -> UUID:
    made = Organisation(region_id=region.id, name=f"Straatzorg {number}")
    session.add(made)
    session.flush()
    return made.id


def _nurse(session: Session, region: Region, organisation: UUID, number: int) -> User:
    nurse = User(
        region_id=region.id,
        organisation_id=organisation,
        name=f"Verpleegkundige {number}",
        roles=[Role.street_nurse.value],
        demo=True,
    )
    session.add(nurse)
    session.flush()
    return nurse


def _beginnings(phones: int, seconds: float) -> Sequence[float]:
    chance = random.Random(phones)
    return sorted(chance.uniform(0, seconds) for _ in range(phones))


def _queue(keyring: Keyring, device: UUID, items: int) -> Iterator[dict[str, Any]]:
    """Contacts as the form saves them, sealed as a phone does."""
    public = keyring.public_operation_keys()[keyring.current_operation_key]
    for seq in range(1, items + 1):
        operation = _contact(seq)
        context = f"onderdak operation v1|{device}|{operation['id']}|{seq}"
        sealed = seal_to(public, json.dumps(operation).encode(), context)
        yield {"id": operation["id"], "seq": seq, "sealed": sealed, "key": keyring.current_operation_key}


def _contact(seq: int) -> dict[str, Any]:
    at = clock.now() - timedelta(minutes=10 * seq)
    body: dict[str, Any] = {
        "alias": f"Man met hond {seq}",
        "occurred_at": at.isoformat(),
        "channel": "street",
        "place": "Bij het station",
        "ethos_category": "public_space",
        "topics": ["sleep", "food"],
        "note": NOTE,
    }
    if seq % 5 == 0:
        body["follow_up"] = {"text": "Terugbellen", "due_on": clock.today().isoformat()}
    return {
        "id": str(new_id()),
        "kind": "contact.log",
        "schema": 1,
        "seq": seq,
        "client_time": at.isoformat(),
        "body": body,
    }

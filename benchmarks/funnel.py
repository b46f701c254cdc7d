"""The funnel of a region with a hundred thousand records of hosts, rooms, calls and losses, beside one of a tenth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlmodel import select

from benchmarks.growth.bulk import Ids, Loader, loading, moment, words
from benchmarks.growth.bulk import Row as Record
from benchmarks.growth.pages import Site, opened
from benchmarks.results import Row, percentile
from webapp import clock, demo, keys, schema
from webapp.accounts import store as accounts
from webapp.config import Config
from webapp.db import Database
from webapp.keys import Keyring
from webapp.rooms.funnel import count_store
from webapp.rooms.models import Room
from webapp.rooms.words import RoomState

RECORDS, SMALLER, ROUNDS, BUDGET_MS = 100_000, 10_000, 30, 300
PATH = "/kamers/trechter"
CHANNELS = ("friend", "newspaper", "flyer", "meeting", "social_media", "")
REASONS = ("no_reply", "no_permission", "changed_mind", "room_needed", "other")
DAYS = 330


def measure(folder: Path) -> Sequence[Row]:
    """The 95th percentile of the page and of the first look after a change, against a budget; the page by size too."""
    with ExitStack() as stack:
        sites = [
            stack.enter_context(opened(filled(folder / f"funnel-{records}", records))) for records in (RECORDS, SMALLER)
        ]
        looks = [_times(site, changes=False) for site in sites]
        first = percentile(_times(sites[0], changes=True), 0.95)
    name, large = f"funnel of {RECORDS:,} records", percentile(looks[0], 0.95)
    return [
        Row(f"{name}, p95", large, BUDGET_MS, "ms", "budget", at_most=1),
        Row(f"{name}, p95", large, percentile(looks[1], 0.95), "ms", f"{SMALLER:,} records", at_most=15),
        Row(f"{name}, first look after a change, p95", first, BUDGET_MS, "ms", "budget", at_most=1),
    ]


def _times(site: Site, *, changes: bool) -> list[float]:
    site.ask("coordinator", PATH)
    found = []
    for number in range(ROUNDS):
        if changes:
            _change(site.database, number)
        found.append(site.ask("coordinator", PATH))
    return found


def _change(database: Database, number: int) -> None:
    """Another rent for one room on offer."""
    with database.transaction() as session:
        room = session.exec(select(Room).where(Room.state == RoomState.screened.value).limit(1)).one()
        room.rent = 400 + number


def filled(folder: Path, records: int, lost: float = 0.98) -> Config:
    """A demo with so many records: of each host a room, a call, and of this part of them the end."""
    config = Config(folder, "http://localhost", demo=True)
    folder.mkdir()
    keys.create(folder)
    database = Database(config, keys.load(folder))
    schema.migrate(database)
    demo.fill(database, with_past=False)
    with database.reading() as session:
        user = accounts.find_demo_user(session, "coordinator")
        if user is None:
            raise LookupError("no demo")
        own = user.region_id, user.organisation_id, user.id
    with loading(database) as loader:
        _write(loader, database.keyring, records // 4, lost, *own)
    with database.transaction() as session:
        count_store.count_anew(session, own[0])
    database.learn_sizes()
    database.engine.dispose()
    return config


def _write(
    loader: Loader, keyring: Keyring, number: int, falls: float, region: UUID, organisation: UUID, user: UUID
) -> None:
    chance, ids, now = random.Random(3), Ids(3), clock.now()
    hosts: list[Record] = []
    rooms: list[Record] = []
    events: list[Record] = []
    for _ in range(number):
        at = now - timedelta(days=chance.uniform(1, DAYS))
        host, room = ids.at(at), ids.at(at)
        phone = keyring.seal_column("0612345678", ("host", "phone", str(UUID(host))))
        where = {"region_id": region.hex, "organisation_id": organisation.hex}
        lost = chance.random() < falls
        hosts.append(
            {"id": host, **where, "name": "Demo", "phone": phone, "municipality": "Huizen"}
            | {"heard": chance.choice(CHANNELS), "consent_at": moment(at), "language": "nl", "created_at": moment(at)}
        )
        rooms.append(
            {"id": room, **where, "host_id": host, "municipality": "Huizen", "rent": 400}
            | {"from_date": at.date().isoformat(), "pets_present": words(), "pets_allowed": 0, "smoking_allowed": 0}
            | {"host_lives_in": 1, "accepts": "anyone", "min_age": 18, "max_age": 27, "attention_offered": words()}
            | {"note": "", "search_key": "demo huizen", "created_at": moment(at)}
            | {"state": "declined" if lost else "screened", "decline_reason": chance.choice(REASONS) if lost else None}
        )
        for state in ("screened", "declined")[: 1 + lost]:
            at += timedelta(days=chance.uniform(0, 20))
            events.append(
                {"id": ids.at(at), "room_id": room, **where, '"by"': user.hex, "at": moment(at), "state": state}
            )
    for table, rows in (("host", hosts), ("room", rooms), ("room_event", events)):
        loader.write(table, rows)

"""What the door of the phone costs beside a bare loop that writes the same rows.

The loop knows the rows beforehand: no sign-in, reading, deciding or log; one statement a row, and as many commits. It
writes them into a second store, made alike. Both sides take turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import gc
import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from benchmarks.bare_rows import Store
from benchmarks.evening import Operation, Phone
from benchmarks.growth.pages import NURSE, Site, opened
from benchmarks.results import Row
from tests.support.postgres import Cluster
from webapp import demo, keys, schema
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.config import Config
from webapp.db import Database
from webapp.people import store as people
from webapp.serving import stands_for_good

ROUNDS, WARM = 24, 3
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""Settings that a test's PostgreSQL has off; a bench waits for its disk."""
Batch = Callable[[Phone], list[Operation]]
BATCHES: dict[str, tuple[Batch, float]] = {
    "50 contacts": (Phone.contacts, 0.25),
    "an evening of 50": (Phone.evening, 0.15),
    "one contact": (lambda phone: phone.contacts(1), 0.12),
}
"""Each with the least that the door keeps of the loop's speed. Corrections are taken alone: two cost a third of an
evening. One contact is a request, a sign-in and thirteen statements beside four: on a quick disk that shows."""


def measure(folder: Path) -> Sequence[Row]:
    """Both stores, one after the other."""
    return [row for pair in (on_sqlite, on_postgresql) for row in compare(pair(folder))]


def compare(pair: AbstractContextManager[tuple[Config, Config]]) -> list[Row]:
    """A row for each kind of batch on one store."""
    with pair as (ours, bare), opened(ours) as site:
        rounds = Rounds(site, Store(Database(bare, keys.load(bare.instance))))
        return [rounds.measure(name, batch, least) for name, (batch, least) in BATCHES.items()]


class Rounds:
    """A phone at the door of one store, and the loop on the other."""

    def __init__(self, site: Site, loop: Store) -> None:
        self.client = site.signed_in(NURSE)
        self.kind, self.written, self.loop = site.database.kind, Store(site.database), loop
        with site.database.reading() as session:
            nurse = accounts.find_demo_user(session, NURSE)
            if nurse is None:
                raise RuntimeError("the demo has no nurse")
            self.phone = Phone([one.id for one in people.list_recent(session, actor_of(nurse), 20)])

    def measure(self, name: str, batch: Batch, at_least: float) -> Row:
        """The round whose ratio is the median."""
        for _ in range(WARM):
            self._round(batch)
        rounds = sorted((self._round(batch) for _ in range(ROUNDS)), key=lambda pair: pair[0] / pair[1])
        rates = rounds[len(rounds) // 2]
        return Row(f"the door, {name}, {self.kind}", *rates, "/s", "bare loop, same rows", at_least=at_least)

    def _round(self, batch: Batch) -> tuple[float, float]:
        """Operations in a second: the door's, and the loop's."""
        operations = batch(self.phone)
        body = json.dumps({"device": self.phone.device, "operations": operations})
        before = self.written.read()
        ours = _seconds(lambda: self._send(body))
        statements = self.written.statements(before, self.written.read())
        theirs = _seconds(lambda: self.loop.write(statements))
        return len(operations) / ours, len(operations) / theirs

    def _send(self, body: str) -> None:
        answer = self.client.post("/offline/operations", data=body, content_type="application/json")
        if answer.get_data().count(b'"accepted"') != body.count('"client_time"'):
            raise RuntimeError(f"the door did not accept all: {answer.get_data(as_text=True)[:2000]}")


def _seconds(act: Callable[[], None]) -> float:
    """The time of an act, without looking through what the bench itself remembers."""
    stands_for_good()
    begun = time.perf_counter()
    act()
    took = time.perf_counter() - begun
    gc.unfreeze()
    return took


@contextmanager
def on_sqlite(folder: Path) -> Iterator[tuple[Config, Config]]:
    """Two instances with the same demo, each a file."""
    ours, bare = folder / "door", folder / "door-bare"
    ours.mkdir()
    made = Config(ours, "http://localhost", demo=True)
    _fill(made)
    shutil.copytree(ours, bare)
    yield made, replace(made, instance=bare)


@contextmanager
def on_postgresql(folder: Path) -> Iterator[tuple[Config, Config]]:
    """Two databases with the same demo, in one durable cluster."""
    instance = folder / "door-postgresql"
    instance.mkdir()
    instance.chmod(0o711)  # PostgreSQL passes through it, as nobody when this runs as root
    cluster = Cluster(instance / "cluster")
    cluster.start()
    try:
        cluster.set_on(*DURABLE)
        made = Config(instance, "http://localhost", cluster.create("door"), demo=True)
        _fill(made)
        yield made, replace(made, database_url=cluster.create("door_bare", "door"))
    finally:
        cluster.stop()


def _fill(config: Config) -> None:
    keys.create(config.instance)
    database = Database(config, keys.load(config.instance))
    schema.migrate(database)
    demo.fill(database, with_past=False)
    database.engine.dispose()

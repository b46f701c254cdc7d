"""A bed asked by many at once: the form, over real connections, against several workers, on each store.

Each time so many nurses ask at the same moment for the last beds of one shelter; the server decides one after the
other. How long each waited is what counts, and that no bed was given twice. Between the rounds two ask alone:
beside their time one sees what the crowd adds to standing in line, on a quiet machine and on a busy one.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks import night
from benchmarks.board import WORKERS, asks
from benchmarks.load import Plan, run
from benchmarks.results import Row, percentile
from scripts.demo_server import Demo, running_demo
from tests.support.postgres import Cluster
from webapp import clock, keys
from webapp.accounts import store as accounts
from webapp.beds.availability import shelters as availability
from webapp.config import Config
from webapp.db import Database

RIVALS = 20
BEDS = 10
ROUNDS = 15
SECONDS = 20
BUDGET_MS = 250
DATABASE = "onderdak"


def measure(folder: Path) -> Sequence[Row]:
    """Both stores, one after the other."""
    return [*_on_sqlite(folder / "rivals"), *_on_postgresql(folder / "rivals-postgresql")]


def _on_sqlite(folder: Path) -> list[Row]:
    folder.mkdir()
    made = night.make(folder, free=BEDS)
    with running_demo(folder, WORKERS) as demo:
        return _rows("SQLite", demo, made, folder, None)


def _on_postgresql(folder: Path) -> list[Row]:
    folder.mkdir()
    cluster = Cluster(folder.parent / "rivals-cluster")  # beside the instance, which its server closes off
    cluster.start()
    try:
        url = cluster.create(DATABASE)
        made = night.make(folder, url, free=BEDS)
        with running_demo(folder, WORKERS, url) as demo:
            return _rows("PostgreSQL", demo, made, folder, url)
    finally:
        cluster.stop()


def _rows(store: str, demo: Demo, made: night.Night, folder: Path, url: str | None) -> list[Row]:
    times: list[float] = []
    alone: list[float] = []
    for number in range(ROUNDS + 1):
        rivals = [asks(made.tokens[rival], made.shelters[number], rival) for rival in range(RIVALS)]
        answers = run(Plan(demo.port, SECONDS, rivals)).only("303")
        if len(answers.times) != RIVALS:
            raise RuntimeError(f"{RIVALS - len(answers.times)} of {RIVALS} rivals got no answer in {SECONDS} s")
        for again in range(2):
            quiet = asks(made.tokens[again], made.shelters[ROUNDS + 1 + number], again)
            alone += run(Plan(demo.port, SECONDS, [quiet])).only("303").times
        times += answers.times if number else ()  # the first round warms up
    _prove(folder, url, made.shelters[: ROUNDS + 1])
    name = f"bed asked by {RIVALS} at once, {store}, p95"
    slowest, in_line = percentile(times, 0.95), RIVALS * median(alone)
    return [
        Row(name, slowest, BUDGET_MS, "ms", "budget", at_most=1),
        Row(name, slowest, in_line, "ms", f"{RIVALS} who ask alone", at_most=1.5),
    ]


def _prove(folder: Path, url: str | None, asked: Sequence[str]) -> None:
    """Every bed was given, none twice."""
    database = Database(Config(folder, "http://localhost", url), keys.load(folder))
    with database.reading() as session:
        nurse = accounts.find_demo_user(session, "straatverpleegkundige")
        shelters = availability.read_board(session, nurse.region_id, clock.now()) if nurse else []
    database.engine.dispose()
    given = {str(shelter.id): shelter.category("mixed") for shelter in shelters}
    states = [(beds.free, beds.held) for one in asked if (beds := given[one])]
    if states != [(0, BEDS)] * len(asked):
        raise RuntimeError(f"{BEDS} beds for {RIVALS} rivals should all be held, are (free, held) {states}")

"""Two busy workers write in turn: neither waits while the other writes again and again."""

from __future__ import annotations

import multiprocessing
import time
from itertools import pairwise
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlmodel import func, select

from webapp import clock, keys
from webapp.config import Config
from webapp.db import Database
from webapp.turns import Turns
from webapp.web.limits import Tries

TURNS = 40
WORK = 0.005
"""Seconds that a write holds its turn: longer than a worker needs to ask for the next."""
SHARE = 1 / 3
"""Of all writes so many follow one of the other worker, on the busiest machine; without turns it is a tenth."""


@pytest.mark.one_store
def test_two_busy_workers_write_in_turn(config: Config, database: Database) -> None:
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(2)
    workers = [context.Process(target=write, args=(config, name, together)) for name in "ab"]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0]
    with database.reading() as session:
        order = [key[-1] for key in session.exec(select(Tries.key).where(Tries.count == -1).order_by(Tries.key))]
    assert len(order) == 2 * TURNS
    first = min("".join(order).rindex(name) for name in "ab")  # from here on one of them is alone
    both = order[: first + 1]
    turns = sum(one != other for one, other in pairwise(both))
    assert turns >= SHARE * len(both), "".join(order)


def write(config: Config, name: str, together: Barrier) -> None:
    """Write without a pause; each row tells its place."""
    database = Database(config, keys.load(config.instance))
    together.wait()
    for _ in range(TURNS):
        with database.transaction() as session:
            place = session.exec(select(func.count()).select_from(Tries)).one()
            session.add(Tries(key=f"{place:04} {name}", since=clock.now(), count=-1))
            time.sleep(WORK)


def test_writer_goes_without_a_turn_after_its_patience(tmp_path: Path) -> None:
    of_one_worker, of_another = (Turns(tmp_path / "some.db") for _ in range(2))
    done = []
    with of_one_worker.take(0), of_another.take(0), of_another.take(0):
        done.append("written")
    assert done

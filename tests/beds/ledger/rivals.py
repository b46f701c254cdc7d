"""Workers in processes of their own that take what phones send, and one who kills them in the middle of it."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy.exc import OperationalError

from tests.beds.ledger import door
from webapp import keys
from webapp.accounts.actor import Actor
from webapp.accounts.phones import devices
from webapp.config import Config
from webapp.db import Database

THREADS = 4
PATIENCE = 300.0
_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload([__name__])
Call = tuple[Actor, UUID, dict[str, Any]]
"""Sender, phone and operation."""


def serve(config: Config, line: Connection) -> None:
    """Take operations until the line closes; each is answered when its transaction is committed, not before."""
    database = Database(config, keys.load(config.instance))
    one_at_a_time = Lock()

    def answer(ticket: int, call: Call) -> None:
        actor, phone, raw = call
        try:
            with database.transaction() as session:
                devices.claim_device(session, actor, phone)
            with database.transaction() as session:
                result = door.take(session, actor, phone, raw)
        except OperationalError:  # the store was busy for too long: a phone that hears 5xx asks again
            result = None
        with one_at_a_time:
            line.send((ticket, result))

    with ThreadPoolExecutor(THREADS) as pool:
        while True:
            try:
                pool.submit(answer, *line.recv())
            except (EOFError, ConnectionResetError):
                return


@dataclass
class Worker:
    """One process, and what it has not answered yet."""

    config: Config
    waiting: dict[int, Call] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.line, theirs = _processes.Pipe()
        self.process = _processes.Process(target=serve, args=(self.config, theirs), daemon=True)
        self.process.start()
        theirs.close()

    def give(self, calls: Iterable[tuple[int, Call]]) -> None:
        """Put these before it, each with its number."""
        for ticket, call in calls:
            self.waiting[ticket] = call
            self.line.send((ticket, call))

    def kill(self) -> None:
        """End it as a power cut does: nothing is tidied."""
        self.process.kill()
        self.process.join()


class Hall:
    """Some workers on one store. A killed worker is replaced, and its unanswered requests are sent again."""

    def __init__(self, config: Config, number: int) -> None:
        self.config = config
        self.killed = 0
        self.workers = [Worker(config) for _ in range(number)]

    def close(self) -> None:
        """Send everyone home."""
        for worker in self.workers:
            worker.line.close()
            worker.process.join()

    def play(self, calls: list[Call], kill_after: int | None = None) -> dict[UUID, list[dict[str, Any]]]:
        """Send all at once; the answers to each. The first worker dies after so many of its answers."""
        answers: dict[UUID, list[dict[str, Any]]] = {}
        for n, worker in enumerate(self.workers):
            worker.give(list(enumerate(calls))[n :: len(self.workers)])
        left = kill_after
        while any(worker.waiting for worker in self.workers):
            ready = wait([worker.line for worker in self.workers], PATIENCE)
            assert ready, "nobody answers any more"
            for worker in [worker for worker in self.workers if worker.line in ready]:
                ticket, result = worker.line.recv()
                if result is None:
                    worker.give([(ticket, worker.waiting[ticket])])
                    continue
                call = worker.waiting.pop(ticket)
                answers.setdefault(UUID(call[2]["id"]), []).append(result)
                if left is not None and worker is self.workers[0]:
                    left -= 1
                    if left <= 0:
                        left = None
                        self._replace(worker)
        return answers

    def _replace(self, worker: Worker) -> None:
        worker.kill()
        worker.line.close()
        self.killed += 1
        self.workers[0] = Worker(self.config)
        self.workers[0].give(worker.waiting.items())

"""``/health`` tries the write lock: a store that nobody can write is not well."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from flask import Flask

from tests.support.client import Client
from webapp import keys
from webapp.config import Config
from webapp.db import Database


def hold(database: Database) -> tuple[threading.Event, threading.Thread]:
    """Another process that keeps everybody from writing, until the event."""
    taken, done = threading.Event(), threading.Event()

    def keep() -> None:
        with database.transaction() as session:
            if database.kind == "postgresql":  # there a writer holds rows; this one holds a whole table
                session.connection().exec_driver_sql("lock table tries in access exclusive mode")
            taken.set()
            done.wait(30)

    thread = threading.Thread(target=keep)
    thread.start()
    assert taken.wait(10)
    return done, thread


def test_health_is_busy_while_nobody_can_write_and_well_again_after(app: Flask, client: Client, config: Config) -> None:
    other = Database(replace(config), keys.load(config.instance))
    done, thread = hold(other)
    begun = time.monotonic()
    answer = client.get("/health")
    waited = time.monotonic() - begun
    assert (answer.status_code, answer.json and answer.json["status"]) == (503, "busy")
    assert answer.json.keys() == {"status", "version", "database"}
    assert 1.5 < waited < 4
    done.set()
    thread.join()
    assert client.get("/health").json["status"] == "ok"
    other.engine.dispose()


def test_many_who_ask_at_once_are_one_question(app: Flask, config: Config) -> None:
    other = Database(replace(config), keys.load(config.instance))
    done, thread = hold(other)
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _n: app.test_client().get("/health").status_code, range(24)))
    assert time.monotonic() - begun < 8, "each waited for itself"
    assert 503 in statuses
    done.set()
    thread.join()
    other.engine.dispose()


def test_asking_leaves_nothing_behind(client: Client, database: Database) -> None:
    client.get("/health")
    with database.reading() as session:
        found = session.connection().exec_driver_sql("select count(*) from tries where key like 'health:%%'")
        assert found.scalar() == 0

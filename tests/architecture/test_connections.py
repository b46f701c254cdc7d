"""How many connections a request holds at once: the pool of a worker is made for that many of each thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from tests.architecture.addresses import address, rules
from tests.support.client import Client
from tests.support.door import Door
from webapp.connections import PER_THREAD
from webapp.db import Database

USERS = ("straatverpleegkundige", "opvang", "coordinator", "beheer")
"""Between them they may ask every page."""


@contextmanager
def held(database: Database) -> Iterator[list[int]]:
    """The numbers of connections that are lent at the same time; one that leaves the pool is lent no more."""
    lent, counts = set[int](), [0]

    def take(connection: object, *_rest: object) -> None:
        lent.add(id(connection))
        counts.append(len(lent))

    def give_back(connection: object, *_rest: object) -> None:
        lent.discard(id(connection))

    event.listen(database.engine, "checkout", take)
    event.listen(database.engine, "checkin", give_back)
    event.listen(database.engine, "detach", give_back)
    yield counts
    event.remove(database.engine, "checkout", take)
    event.remove(database.engine, "checkin", give_back)
    event.remove(database.engine, "detach", give_back)


def test_no_request_holds_more_connections_than_the_pool_counts_on(demo_client: Client, demo_app: Flask) -> None:
    most = {
        (user, address(rule)): _most_held(demo_app, demo_client.sign_in(user), address(rule))
        for user in USERS
        for rule in rules(demo_app, "GET")
    }
    assert max(most.values()) == PER_THREAD, "fewer is good news: make PER_THREAD smaller"
    demo_client.sign_in("straatverpleegkundige")
    with held(demo_app.extensions["database"]) as counts:
        Door(demo_client).accepted("contact.log", {"ethos_category": "public_space", "alias": "Rooie"})
    assert max(counts) <= PER_THREAD


def _most_held(app: Flask, client: Client, path: str) -> int:
    with held(app.extensions["database"]) as counts:
        client.get(path)
    return max(counts)

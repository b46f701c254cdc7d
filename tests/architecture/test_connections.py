"""How many connections a request holds at once: the pool of a worker is made for that many of each thread."""

from __future__ import annotations

from flask import Flask

from tests.architecture.addresses import address, rules
from tests.support.client import Client
from tests.support.door import Door
from tests.support.lent import held
from webapp.connections import PER_THREAD

USERS = ("straatverpleegkundige", "opvang", "coordinator", "beheer")
"""Between them they may ask every page."""


def test_no_request_holds_more_connections_than_the_pool_counts_on(demo_client: Client, demo_app: Flask) -> None:
    most = {
        (user, address(rule)): _most_held(demo_app, demo_client.sign_in(user), address(rule))
        for user in USERS
        for rule in rules(demo_app, "GET")
    }
    assert 1 <= max(most.values()) <= PER_THREAD
    demo_client.sign_in("straatverpleegkundige")
    with held(demo_app.extensions["database"]) as counts:
        Door(demo_client).accepted("contact.log", {"ethos_category": "public_space", "alias": "Rooie"})
    assert max(counts) <= PER_THREAD


def _most_held(app: Flask, client: Client, path: str) -> int:
    with held(app.extensions["database"]) as counts:
        client.get(path)
    return max(counts)

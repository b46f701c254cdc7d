"""Clients of an older store get their place in the list and are found with a slip; also there and back again."""

from __future__ import annotations

from sqlalchemy import text

from tests.people.acts import body
from tests.support.door import Door
from tests.support.stores import go_back
from webapp import schema
from webapp.db import Database


def test_clients_of_an_older_store_are_found_and_in_order(door: Door, demo_database: Database) -> None:
    client = door.accepted("client.add", body(name="Łukasz Çelik", alias=None))
    go_back(demo_database, "0012")
    with demo_database.reading() as session:
        before = session.connection().execute(text("select * from client where name like '%elik'")).mappings().one()
        grams = set(session.connection().execute(text("select gram from client_gram")).scalars())
    assert "sort_key" not in before
    assert {"^c", "^ce", "k$"} <= grams
    schema.migrate(demo_database)
    door.client.sign_in("straatverpleegkundige")  # a session of before is locked
    assert client in door.client.get("/clienten?zoek=cleik").text
    with demo_database.reading() as session:
        key = session.connection().execute(text("select sort_key from client where name like '%elik'")).scalar_one()
    assert key == "lukasz celik"


def test_namesakes_of_an_older_store_are_told_in_the_list(door: Door, demo_database: Database) -> None:
    for name in ("Jan Kanarie", "Kanarie, Jan"):
        door.accepted("client.add", body(name=name, alias=None))
    shown = door.client.get("/clienten?zoek=kanarie").text
    assert shown.count("misschien dezelfde") == 2
    go_back(demo_database, "0018")
    with demo_database.reading() as session:
        assert not session.connection().execute(text("select 1 from client_gram where gram like '#%'")).all()
    schema.migrate(demo_database)
    assert door.client.get("/clienten?zoek=kanarie").text == shown

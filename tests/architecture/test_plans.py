"""No question reads a table that grows from one end to the other: in a region's tenth year that is a million rows.

Every address is asked by every role of a store of some weeks, a phone sends what it can, and what has had its time is
erased; the plan of each question and each change is read. A page that begins to read all is found here before anybody
waits for it; ``./onderdak bench growth`` measures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlmodel import select

from benchmarks.growth import kept
from benchmarks.growth.region import Size
from tests.architecture.addresses import USERS, rules
from tests.support import plans
from tests.support.client import Client
from tests.support.door import Door
from tests.support.plainest import filled_in
from webapp import keys
from webapp.app import create_app
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.shelters.models import Shelter
from webapp.config import Config
from webapp.contacts.models import StreetContact
from webapp.db import Database, new_id
from webapp.features import FEATURES
from webapp.offline.registry import schemas
from webapp.people.models import Client as Person

SOME_WEEKS = Size(contacts=4_000, clients=2_000, years=0.5, nights=30, shelters=4)
IDS: dict[str, type[Any]] = {
    "contact_id": StreetContact,
    "client_id": Person,
    "request_id": BedRequest,
    "stay_id": Stay,
    "shelter_id": Shelter,
}
SEARCHED = {
    "/contacten": ("?zoek=gesprek", "?zoek=zeldzaam", "?zoek=jan+bakker", "?zoek=qx", "?channel=office", "?pagina=4"),
    "/clienten": ("?zoek=jan", "?zoek=j", "?zoek=mohamed+visser", "?legal_basis=wgbo", "?pagina=9"),
    "/contacten/nieuw/wie": ("?zoek=jan",),
    "/clienten/dubbel": ("?zoek=jan", "?pagina=2"),
    "/doorverwijzingen": ("?zoek=gast", "?pagina=3", "?state=sent"),
    "/doorverwijzingen/naar-ons": ("?zoek=gast", "?pagina=3"),
    "/vervolgacties": ("?zoek=wond",),
    "/vervolgacties/team": ("?zoek=wond",),
}
SENDERS = ("straatverpleegkundige", "opvang", "coordinator")
READS_ALL = {
    ("beds.stays.store.list_between", "bed_stay"): "a month is all that a store of some weeks has",
    ("beds.timeline_store.list_stays", "bed_stay"): "a caseload is most of a store of some weeks",
    ("beds.timeline_store.list_stays", "lodging"): "the same; of a million SQLite takes the index",
    ("handover.transfers.store.list_of_clients", "client_transfer"): "the same",
    ("handover.store.list_of_clients", "handover_client"): "the same",
    ("people.consents.store.list_of_each", "sharing_consent"): "the same",
}
"""Who may read a whole table, and why."""


@pytest.fixture
def filled(demo_config: Config) -> Flask:
    """The demo with some weeks of two regions in it, and a planner that knows how much that is."""
    database = Database(demo_config, keys.load(demo_config.instance))
    kept.add(database, SOME_WEEKS)
    database.learn_sizes()
    database.engine.dispose()
    return create_app(demo_config)


def test_nothing_that_grows_is_read_whole(filled: Flask):
    database: Database = filled.extensions["database"]
    addresses = list(_addresses(filled, database))
    with plans.listening(database) as asked:
        for user in USERS:
            client = filled.test_client()
            client.post("/demo/inloggen", data={"user": user, "id": str(new_id())})
            for address in addresses:
                client.get(address)
        _send(filled, database)
        with database.transaction() as session:
            for erase in filter(None, (feature.erase for feature in FEATURES)):
                erase(session)
    assert len(asked.questions) > 150
    growing = plans.growing(database)
    assert {"street_contact", "client", "client_gram", "follow_up", "bed_stay", "bed_request"} <= growing
    assert {"support_end", "client_transfer", "placement", "taken"} <= growing
    assert {"referral", "handover", "handover_client", "sharing_consent", "possible_duplicate"} <= growing
    found = {(asker, table): question for asker, table, question in plans.scans(database, asked) if table in growing}
    wrong = {f"{asker} reads all of {table}": found[asker, table] for asker, table in found.keys() - READS_ALL.keys()}
    assert not wrong, "\n".join(f"{who}: {question}" for who, question in sorted(wrong.items()))


def _latest(database: Database) -> dict[str, Any]:
    """The newest record of each kind, by what an address calls its id."""
    with database.reading() as session:
        newest = (
            (name, session.exec(select(table.id).order_by(table.id.desc())).first()) for name, table in IDS.items()
        )
        return dict(newest)


def _addresses(app: Flask, database: Database) -> Iterator[str]:
    """Every address that can be asked, of records that are there; lists also searched, filtered and turned."""
    latest = _latest(database)
    for rule in rules(app, "GET"):
        if rule.arguments <= latest.keys():
            built = rule.build({name: latest[name] for name in rule.arguments}, append_unknown=False)
            assert built, rule
            yield built[1]
            yield from (built[1] + more for more in SEARCHED.get(built[1], ()))


def _send(app: Flask, database: Database) -> None:
    """A phone sends one of everything that is known; what is refused has asked as well."""
    known = {name.removesuffix("_id"): str(value) for name, value in _latest(database).items()}
    for user in SENDERS:
        client = Client(app, app.response_class).sign_in(user)
        door = Door(client)
        for kind, told in schemas().items():
            schema = told["body"]
            door.send(kind, filled_in(schema, schema.get("$defs", {}), known), schema=told["schema"])

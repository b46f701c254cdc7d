"""The real region: the services and the phone's door on a real store, forgotten at the end of every run.

Everything happens in one transaction that is never committed; each act is a savepoint in it, as it would be a
transaction of its own. So a run costs no migration and no disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch
from uuid import UUID, uuid5

from sqlalchemy import text
from sqlmodel import select

from tests.beds.ledger import door
from webapp import clock, keys
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import Organisation, Region, Site, User
from webapp.accounts.permissions import Role
from webapp.beds.availability import categories as bed_categories
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.kinds import HoldRule
from webapp.beds.shelters.models import Category, CategoryCapacity, Shelter, ShelterStaff
from webapp.config import Config
from webapp.db import Database, Session, new_id
from webapp.errors import Conflict, DomainError
from webapp.people.models import Client

LONG_AGO = clock.night_of(datetime(2026, 1, 1, tzinfo=UTC))
HOUSES = {"rule": {"mixed": 4, "women": 2, "double_rooms": 2, "families": 1}, "hand": {"mixed": 2}}
PEOPLE = {
    "nurse": Role.street_nurse,
    "youth": Role.youth_worker,
    "stranger": Role.street_nurse,
    "keeper": Role.shelter_worker,
    "second": Role.shelter_worker,
    "chief": Role.administrator,
}
CLIENTS = 3
_ROWS = ("bed_request", "bed_count", "bed_stay", "bed_closure", "receipt where status = 'accepted'")
_COUNT_ROWS = text("select " + ", ".join(f"(select count(*) from {one})" for one in _ROWS))
_BOARD = text("select version from bed_board_version")
_TOUCHED = text("select total_changes()")
_PHONES = UUID("6f9f31a6-8f3c-4b0e-9d34-2f2a5a1f7b11")


@dataclass
class Fixed:
    """The ids of what every run finds."""

    shelters: dict[str, UUID]
    rows: dict[UUID, Shelter]
    clients: list[UUID]
    actors: dict[str, Actor]


class World:
    """A store with two shelters, five kinds of beds, six people and three clients; ``now`` is its clock."""

    def __init__(self, config: Config) -> None:
        self.now = datetime(2026, 11, 20, 17, tzinfo=UTC)
        self.database = Database(config, keys.load(config.instance))
        with self.database.transaction() as session:
            self.fixed = fill(session)
        self.connection = self.database.engine.connect().execution_options(write=True)
        self.connection.exec_driver_sql("pragma cache_spill = off")
        self.connection.rollback()

    @contextmanager
    def run(self, now: datetime) -> Iterator[None]:
        """One run: everything in it is forgotten at its end."""
        self.now = now
        begun = self.connection.begin()
        with patch.object(clock, "now", lambda: self.now):
            try:
                yield
            finally:
                begun.rollback()
                self.connection.info.pop("audit_head", None)

    def end(self) -> None:
        """Close the store."""
        self.connection.close()
        self.database.engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One act: kept when it succeeds, undone when it raises."""
        with Session(self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
            session.commit()

    def send(self, by: str, operation: dict[str, Any]) -> dict[str, Any]:
        """One operation through the phone's door."""
        device = device_of(by)
        with self.transaction() as session:
            return door.take(session, self.fixed.actors[by], device, operation)

    def act(self, by: str, do: Callable[[Session, Actor], Any]) -> dict[str, Any]:
        """One act by a form: a service call as its view makes it."""
        try:
            with self.transaction() as session:
                do(session, self.fixed.actors[by])
        except Conflict as error:
            return {"status": "conflict", "current": error.current}
        except DomainError as error:
            return {"status": "rejected", "code": error.code}
        return {"status": "accepted"}

    def rows(self) -> tuple[int, ...]:
        """How many requests, counts, stays, closures and accepted operations there are."""
        return tuple(self.connection.execute(_COUNT_ROWS).one())

    def touched(self) -> int:
        """How many rows were ever written; the same before and after means that nothing was."""
        return int(self.connection.execute(_TOUCHED).scalar_one())

    def beds(self) -> dict[tuple[UUID, str], CategoryNow]:
        """Every category as the board works it out."""
        with Session(self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            categories = session.exec(select(Category)).all()
            found = bed_categories.read_categories(session, categories, self.fixed.rows, self.now)
            return {(shelter, state.kind.value): state for shelter, state in found}

    def board_version(self) -> int:
        """The number that every change of the board moves."""
        return int(self.connection.execute(_BOARD).scalar() or 0)

    def close_category(self, shelter: UUID, kind: str, night: Any) -> None:
        """Nobody can do this by a form yet; the column is there and must hold."""
        change = text("update bed_category set closes_on = :night where shelter_id = :shelter and kind = :kind")
        with self.transaction() as session:
            values = {"night": night and night.isoformat(), "shelter": shelter.hex, "kind": kind}
            session.connection().execute(change, values)


def fill(session: Session) -> Fixed:
    """Two shelters, their people and three clients, in an empty store."""
    region = Region(slug="proef", name="Proef", municipalities=["Proef"])
    session.add(region)
    session.flush()
    own, other = (Organisation(region_id=region.id, name=name) for name in ("Eigen", "Ander"))
    session.add_all([own, other])
    session.flush()
    people = {}
    for name, role in PEOPLE.items():
        home = other.id if name == "stranger" else own.id
        people[name] = User(region_id=region.id, organisation_id=home, name=name, roles=[role.value])
    session.add_all(people.values())
    session.flush()
    shelters = {name: _house(session, region.id, own.id, name, people) for name in HOUSES}
    clients = [
        Client(
            region_id=region.id,
            organisation_id=own.id,
            alias=f"Proef {n}",
            legal_basis="wmo",
            created_by=people["nurse"].id,
        )
        for n in range(CLIENTS)
    ]
    session.add_all(clients)
    session.flush()
    actors = {name: actor_of(user) for name, user in people.items()}
    return Fixed(
        {name: row.id for name, row in shelters.items()},
        {row.id: row for row in shelters.values()},
        [client.id for client in clients],
        actors,
    )


def _house(session: Session, region: UUID, organisation: UUID, name: str, people: dict[str, User]) -> Shelter:
    site = Site(organisation_id=organisation, name=name, municipality="Proef")
    session.add(site)
    session.flush()
    rule = HoldRule.automatic if name == "rule" else HoldRule.by_hand
    shelter = Shelter(
        region_id=region,
        organisation_id=organisation,
        site_id=site.id,
        name=name,
        phone="035 123 4567",
        hold_rule=rule.value,
    )
    session.add(shelter)
    session.flush()
    session.add_all(ShelterStaff(shelter_id=shelter.id, user_id=people[one].id) for one in ("keeper", "second"))
    for kind, places in HOUSES[name].items():
        category = Category(shelter_id=shelter.id, kind=kind)
        session.add(category)
        session.flush()
        session.add(CategoryCapacity(category_id=category.id, from_date=LONG_AGO, capacity=places))
    session.flush()
    return shelter


def operation(kind: str, body: dict[str, Any], at: str, seq: int, **more: Any) -> dict[str, Any]:
    """An operation as a phone sends it, with the time its clock tells."""
    return {"id": str(new_id()), "kind": kind, "schema": 1, "seq": seq, "client_time": at, "body": body, **more}


def device_of(by: str) -> UUID:
    """Everyone has one phone."""
    return uuid5(_PHONES, by)


PHONE_CLOCKS = (None, timedelta(days=-20_000), timedelta(days=-365), timedelta(days=365), timedelta(days=60_000))
"""How far a phone's clock may be off; None: it tells a year that no calendar knows."""


def told(now: datetime, off: timedelta | None) -> str:
    """The time on the phone's clock."""
    return "12345-01-01T00:00:00+01:00" if off is None else (now + off).isoformat()

"""A night to test on: the demo's shelters, its people as actors, and a clock one can move."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.support.client import Client
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.counts import service as counts
from webapp.beds.counts.inputs import CountInput
from webapp.beds.ledger.models import BedRequest, Count
from webapp.beds.requests import service as requests
from webapp.beds.requests.inputs import BedRequestInput, CancelInput
from webapp.beds.shelters.models import Shelter, ShelterStaff
from webapp.db import Database, Session, new_id
from webapp.validation import read
from webapp.web.submissions import claim

AUTOMATIC, BY_HAND, FULL, OLD, SECRET = "Oosterlicht", "De Vaart", "De Linde", "De Wending", "Oranje Huis"
ENOUGH = timedelta(hours=2, minutes=10)  # no test waits longer; the demo's counts are old after four


@dataclass
class Night:
    """Does things as people of the demo would; every act is a transaction of its own."""

    database: Database
    monkeypatch: pytest.MonkeyPatch
    moved: timedelta = field(default_factory=timedelta)

    def __post_init__(self) -> None:
        """A night ends at noon: with hardly two hours to go, begin in the next one."""
        now = clock.local(clock.now())
        noon = datetime.combine(now.date(), time(12), clock.AMSTERDAM)
        if timedelta() < noon - now < ENOUGH:
            self.pass_time(seconds=(noon - now).total_seconds())

    def pass_time(self, **amount: float) -> None:
        """Move the server's clock on."""
        self.moved += timedelta(**amount)
        moved = self.moved
        self.monkeypatch.setattr(clock, "now", lambda: datetime.now(clock.AMSTERDAM).astimezone() + moved)

    def fall(self) -> None:
        """Move on to nine in the evening: a guest after four in the morning did not sleep there that night."""
        now = clock.local(clock.now())
        evening = datetime.combine(now.date() + timedelta(days=now.hour >= 21), time(21), clock.AMSTERDAM)
        self.pass_time(seconds=(evening - clock.now()).total_seconds())

    @contextmanager
    def write(self) -> Iterator[Session]:
        with self.database.transaction() as session:
            yield session

    def actor(self, username: str) -> Actor:
        with self.database.reading() as session:
            user = accounts.find_demo_user(session, username)
            assert user is not None, username
            return actor_of(user)

    def shelter(self, name: str, *, almere: bool = False) -> Shelter:
        with self.database.reading() as session:
            region = accounts.find_region_by_slug(session, "almere" if almere else "gooi")
            assert region is not None
            found = session.exec(select(Shelter).where(Shelter.region_id == region.id)).all()
            return next(one for one in found if name in one.name)

    def employ(self, shelter_id: UUID, username: str) -> None:
        """Let someone work at a shelter."""
        with self.write() as session:
            session.add(ShelterStaff(shelter_id=shelter_id, user_id=self.actor(username).user_id))

    def board(self, username: str = "straatverpleegkundige") -> dict[str, ShelterNow]:
        with self.database.reading() as session:
            shelters = availability.read_board(session, self.actor(username).region_id, clock.now())
        return {shelter.name: shelter for shelter in shelters}

    def beds(self, name: str, kind: str) -> CategoryNow:
        found = next(shelter for label, shelter in self.board().items() if name in label).category(kind)
        assert found is not None
        return found

    def ask(
        self, name: str = AUTOMATIC, kind: str = "mixed", by: str = "straatverpleegkundige", **more: Any
    ) -> BedRequest:
        shelter = self.shelter(name)
        body = {"shelter": shelter.id, "category": kind, "age_group": "adult", "gender": "unsaid", **more}
        request_id = body.pop("id", None) or new_id()
        data = read(BedRequestInput, body)
        with self.write() as session:
            claim(session, request_id, data)  # as a form and a phone do before anything else
            return requests.request_bed(session, self.actor(by), data, request_id)

    def cancel(self, request: BedRequest, by: str = "straatverpleegkundige", reason: str = "") -> BedRequest:
        with self.write() as session:
            data = read(CancelInput, {"request": request.id, "reason": reason})
            return requests.cancel_request(session, self.actor(by), data)

    def count(
        self,
        free: int,
        name: str = AUTOMATIC,
        kind: str = "mixed",
        base: int | UUID | None = None,
        by: str = "opvang",
        count_id: UUID | None = None,
    ) -> Count:
        data = read(CountInput, {"shelter": self.shelter(name).id, "category": kind, "free": free})
        with self.write() as session:
            return counts.count_beds(session, self.actor(by), data, base, count_id or new_id())


def send(client: Client, kind: str, body: dict[str, Any], *, sent_at: Any = None, **more: Any) -> dict[str, Any]:
    """One operation through the door of the phone; its result. ``sent_at``: when, by the clock of the phone."""
    device = client.environ_base.setdefault("onderdak.device", str(new_id()))
    operation = {
        "id": str(new_id()),
        "kind": kind,
        "schema": 1,
        "seq": 1,
        "client_time": clock.now().isoformat(),
        "body": body,
        **more,
    }
    answer = client.post("/offline/operations", json={"device": device, "sent_at": sent_at, "operations": [operation]})
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    result: dict[str, Any] = answer.json["results"][0]
    return result


def shelters_of(client: Client) -> dict[str, dict[str, Any]]:
    """The JSON board, by name."""
    answer = client.get("/bedden", headers={"Accept": "application/json"})
    assert answer.json is not None
    return {shelter["name"]: shelter for shelter in answer.json["shelters"]}

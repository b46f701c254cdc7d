"""A youth, a room and a match of the two, as their people make and answer them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.rooms.walk import ask, offer_form
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.db import Database, new_id
from webapp.rooms.models import Host

COORDINATOR, WORKER, HOST = "coordinator", "jongerenwerker", "verhuurder"


class Match:
    """A match with the browsers of its people."""

    def __init__(self, app: Flask, *, alias: str = "Demo Yara", **wants: Any) -> None:
        self.app = app
        self.coordinator, self.worker, self.host = (self.browser(name) for name in (COORDINATOR, WORKER, HOST))
        self.anybody = Client(app, app.response_class)
        wishes = {"alias": alias, "motivation": "Ik kook graag.", "municipalities": ["Laren", "Huizen"]}
        self.request = ask(self.worker, **(wishes | wants)).rsplit("/", 1)[1]
        self.room = self.offer()
        self.id = ""

    def browser(self, name: str) -> Client:
        """A browser in which this user is signed in."""
        return Client(self.app, self.app.response_class).sign_in(name)

    def offer(self) -> str:
        """A room of the demo's host."""
        database: Database = self.app.extensions["database"]
        with database.transaction() as session:
            user = accounts.find_demo_user(session, HOST)
            assert user
            organisation = user.organisation_id
            host = Host(
                region_id=user.region_id,
                organisation_id=organisation,
                user_id=user.id,
                name="Demo Gastvrouw",
                phone="06 00 00 00 08",
                municipality="Laren",
                heard="",
                consent_at=clock.now(),
                screened_at=clock.now(),
            )
            session.add(host)
            session.flush()
            host_id = str(host.id)
        made = self.coordinator.post("/kamers/nieuw", data=offer_form(host=host_id, accepts="anyone"))
        assert made.status_code == 303
        return str(made.location).rsplit("/", 1)[1]

    def propose(self) -> Match:
        """Propose it."""
        body = {"request": self.request, "room": self.room}
        self.id = Door(self.coordinator).accepted("match.propose", body)
        return self

    @property
    def url(self) -> str:
        """Its address."""
        return f"/kamers/matches/{self.id}"

    def says(self, client: Client, step: str, answer: str, party: str = "", reason: str = "") -> int:
        """The status of an answer by the form."""
        said = {"step": step, "answer": answer, "party": party, "reason": reason}
        return client.post(f"{self.url}/antwoord", data=said).status_code

    def link(self, party: str) -> str:
        """The address of a new personal link."""
        page = self.coordinator.post(f"{self.url}/link", data={"party": party}).text
        found = re.search(r'value="http[^"]*(/kamers/antwoord/[^"]+)"', page)
        assert found, page
        return found[1]

    def told(self, client: Client | None = None) -> dict[str, Any]:
        """The match as data."""
        found = (client or self.coordinator).get(self.url, headers={"Accept": "application/json"})
        assert found.status_code == 200
        return dict(found.get_json())

    def introduced(self) -> Match:
        """Proposed, twice yes, and met: they think."""
        self.propose()
        assert self.says(self.worker, "proposal", "yes") == 303
        assert self.says(self.host, "proposal", "yes") == 303
        assert self.says(self.coordinator, "introduction", "met") == 303
        return self


def a_day_later(monkeypatch: pytest.MonkeyPatch, hours: float = 24.1) -> None:
    """Let this time pass."""
    then = clock.now() + timedelta(hours=hours)
    monkeypatch.setattr(clock, "now", lambda: then)
    assert new_id()

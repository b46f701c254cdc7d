"""Many rivals for the last bed, in several processes of which one is killed: exactly one gets it, every round.

With ``--long`` it is 1,000 rounds of 200 rivals on each store.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, func, select

from tests.beds.ledger import door
from tests.beds.ledger.rivals import Call, Hall
from tests.beds.ledger.world import Fixed, device_of, fill, operation
from webapp import clock
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, RequestStep
from webapp.beds.shelters import store as shelter_store
from webapp.config import Config
from webapp.db import Database
from webapp.offline.models import Receipt

PROCESSES = 4
ASKERS = ("nurse", "youth", "stranger")
KIND = "families"
"""The kind of which there is one place."""


@dataclass
class Match:
    """The last bed, who wants it, and who decides."""

    database: Database
    fixed: Fixed
    hall: Hall

    def send(self, by: str, kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
        item = operation(kind, body, clock.now().isoformat(), 1, **more)
        with self.database.transaction() as session:
            result = door.take(session, self.fixed.actors[by], device_of(by), item)
        assert result["status"] == "accepted", result
        return result

    def beds(self) -> dict[str, Any]:
        return {"shelter": str(self.fixed.shelters["rule"]), "category": KIND}

    def version(self) -> int:
        with self.database.reading() as session:
            category = shelter_store.find_category(session, self.fixed.shelters["rule"], KIND)
            assert category is not None
            return category.version

    def round(self, rivals: int, kill_after: int | None) -> None:
        """One free bed, many who ask it; some ask twice at the same moment. Then it is given back."""
        self.send("keeper", "bed.count", {**self.beds(), "free": 1}, base_version=self.version())
        calls: list[Call] = []
        for n in range(rivals):
            by = ASKERS[n % len(ASKERS)]
            body = {**self.beds(), "age_group": "adult", "persons": 1 + n % 4}
            item = operation("bed.request", body, clock.now().isoformat(), n + 1)
            call = (self.fixed.actors[by], device_of(f"{by} {n}"), item)
            calls += [call, call] if n % 10 == 0 else [call]
        asked = list(dict.fromkeys(UUID(call[2]["id"]) for call in calls))
        by, winner = self.check(asked, self.hall.play(calls, kill_after))
        self.send(by, "bed.cancel", {"request": str(winner)})

    def check(self, asked: list[UUID], answers: dict[UUID, list[dict[str, Any]]]) -> tuple[str, UUID]:
        """Everyone has an answer, one holds the bed, and every operation was done once; gives the holder."""
        assert set(answers) == set(asked)
        told = [{(one["status"], one["effect"]["state"]) for one in answers[one]} for one in asked]
        assert all({status for status, _ in one} <= {"accepted", "duplicate"} for one in told)
        assert all(len({state for _, state in one}) == 1 for one in told)
        assert Counter(state for one in told for _, state in [min(one)]) == {"held": 1, "full": len(asked) - 1}
        with self.database.reading() as session:
            rows = session.exec(select(BedRequest).where(col(BedRequest.id).in_(asked))).all()
            assert Counter(row.state for row in rows) == {State.held.value: 1, State.full.value: len(asked) - 1}
            accepted = select(func.count()).where(col(Receipt.id).in_(asked), Receipt.status == "accepted")
            assert session.exec(accepted).one() == len(asked)
            steps = select(func.count()).where(col(RequestStep.request_id).in_(asked))
            assert session.exec(steps).one() == 2 * len(asked)
        winner = next(row for row in rows if row.state == State.held.value)
        assert {state for _, state in told[asked.index(winner.id)]} == {"held"}
        by = next(name for name, actor in self.fixed.actors.items() if actor.user_id == winner.asked_by)
        return by, winner.id


@pytest.fixture
def match(config: Config, database: Database) -> Iterator[Match]:
    """An empty store with two shelters, and four processes on it."""
    with database.transaction() as session:
        fixed = fill(session)
    hall = Hall(config, PROCESSES)
    yield Match(database, fixed, hall)
    hall.close()


def test_last_bed_goes_once_and_a_killed_worker_changes_nothing(match: Match):
    for kill_after in (None, 1, 4):
        match.round(40, kill_after)
    assert match.hall.killed == 2


@pytest.mark.long
def test_last_bed_goes_once_in_a_thousand_rounds_of_two_hundred(match: Match):
    for n in range(1000):
        match.round(200, kill_after=1 + n % 37 if n % 2 else None)
        if n % 10 == 9:
            print(f"{match.database.kind}: {n + 1} rounds, {match.hall.killed} workers killed", flush=True)  # noqa: T201
    assert match.hall.killed == 500

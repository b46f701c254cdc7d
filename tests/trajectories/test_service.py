"""Answering: for whom one speaks, the row that is kept, the one effect, and the access log."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from tests.beds.night import Night
from tests.trajectories.declared import MATCH, PLACEMENT, REASONS, SIGNING
from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.models import AccessEntry
from webapp.audit.service import Read
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotAllowed
from webapp.trajectories import service
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.models import TakenRow
from webapp.trajectories.service import Scheme

pytestmark = pytest.mark.one_store


@dataclass
class Record:
    """A record of a scheme that is not there yet."""

    region_id: UUID
    id: UUID = field(default_factory=new_id)
    began: datetime = field(default_factory=clock.now)

    def read_by(self, _actor: Any) -> tuple[Read, ...]:
        return (Read("match", self.id, None, "region"),)


@dataclass
class World:
    """A scheme, the parties that a nurse speaks for in it, and what happened."""

    night: Night
    parties: set[str] = field(default_factory=set)
    occupied: list[UUID] = field(default_factory=list)
    record: Record = field(init=False)
    nurse: Actor = field(init=False)

    def __post_init__(self) -> None:
        self.nurse = self.night.actor("straatverpleegkundige")
        self.record = Record(self.nurse.region_id)

    def answer(self, kind: Any, step: str, answer: str, *parties: str, again: bool = False, **more: Any) -> Any:
        self.parties = set(parties)
        effects = {("contract", "signed"): lambda _session, _actor, record: self.occupied.append(record.id)}
        scheme = Scheme(kind, lambda _actor, _record: sorted(self.parties), REASONS, effects)
        with self.night.write() as session:
            said = AnswerInput(step=step, answer=answer, **more)
            return service.answer(session, self.nurse, scheme, self.record, said, again=again)

    def rows(self) -> list[TakenRow]:
        with self.night.database.reading() as session:
            return list(session.exec(select(TakenRow).where(TakenRow.subject_id == self.record.id)).all())


@pytest.fixture
def world(night: Night) -> World:
    return World(night)


def test_answer_is_a_row_and_a_line_in_the_log(world: World, night: Night):
    course = world.answer(MATCH, "proposal", "no", "host", reason="smoke")
    assert (course.standing.word, course.latest()["no"].reason) == ("no", "smoke")
    [row] = world.rows()
    assert (row.region_id, row.organisation_id) == (world.record.region_id, world.nurse.organisation_id)
    assert (row.kind, row.step, row.party, row.by) == ("match", "proposal", "host", world.nurse.user_id)
    with night.database.reading() as session:
        logged = session.exec(select(AccessEntry).where(col(AccessEntry.subject_id) == world.record.id)).all()
    assert [(one.action, one.subject, one.ground) for one in logged] == [("update", "match", "region")]


def test_who_speaks_for_both_answers_for_each_in_turn_or_says_for_whom(world: World):
    world.answer(MATCH, "proposal", "yes", "host", "youth", party="youth")
    assert world.answer(MATCH, "proposal", "yes", "host", "youth").standing.word == "introduction"
    assert [row.party for row in world.rows()] == ["youth", "host"]


@pytest.mark.parametrize("parties", [(), ("coordinator",)])
def test_answer_of_another_party_is_not_allowed(world: World, parties: tuple[str, ...]):
    with pytest.raises(NotAllowed):
        world.answer(MATCH, "proposal", "yes", *parties)
    with pytest.raises(NotAllowed):
        world.answer(MATCH, "proposal", "yes", *parties, party="host")
    assert world.rows() == []


def test_step_that_moved_on_is_a_conflict_with_the_present_one(world: World):
    world.answer(PLACEMENT, "referral", "complete", "referrer")
    with pytest.raises(Conflict) as refused:
        world.answer(PLACEMENT, "referral", "complete", "referrer")
    told = refused.value.current["step"]
    assert (told["value"], told["by"]) == ("waiting", world.nurse.name)
    assert len(world.rows()) == 1


@pytest.mark.parametrize(
    ("answer", "more", "field_name"),
    [("no", {}, "reason"), ("no", {"reason": "far"}, "reason"), ("maybe", {}, "answer")],
)
def test_wrong_answer_is_told_at_its_field(world: World, answer: str, more: dict[str, str], field_name: str):
    with pytest.raises(Invalid) as refused:
        world.answer(MATCH, "proposal", answer, "host", **more)
    assert list(refused.value.fields) == [field_name]


def test_parked_until_a_day_and_no_earlier_one(world: World):
    with pytest.raises(Invalid) as refused:
        world.answer(PLACEMENT, "referral", "park", "referrer", reason="hospital", until=clock.today())
    assert list(refused.value.fields) == ["until"]
    later = date(2199, 1, 1)
    assert (
        world.answer(PLACEMENT, "referral", "park", "referrer", reason="hospital", until=later).standing.parked_until
        == later
    )


def test_record_is_told_without_what_is_sealed(world: World):
    for step, answer, party in (
        ("proposal", "yes", "host"),
        ("proposal", "yes", "youth"),
        ("introduction", "met", "coordinator"),
        ("thinking", "yes", "youth"),
    ):
        course = world.answer(MATCH, step, answer, party)
    scheme = Scheme(MATCH, lambda _actor, _record: ())
    for parties, seen in ((("youth",), "yes"), (("host",), None)):
        told = service.describe(scheme, world.record, course, parties)
        assert told["parties"] == {"youth": seen, "host": None}
    due = course.standing.since + timedelta(days=3)
    assert (told["id"], told["kind"], told["step"]) == (str(world.record.id), "match", "thinking")
    assert (told["due"], told["ended"], told["reason"]) == (due.isoformat(), None, None)


def test_effect_comes_once_when_the_step_is_decided_and_is_not_taken_back(world: World):
    for party in ("tenant", "landlord"):
        world.answer(SIGNING, "contract", "signed", party)
    assert world.occupied == []
    world.answer(SIGNING, "contract", "take_back", "landlord")
    world.answer(SIGNING, "contract", "signed", "landlord")
    world.answer(SIGNING, "contract", "signed", "care")
    assert world.occupied == [world.record.id]
    with pytest.raises(Conflict):
        world.answer(SIGNING, "contract", "take_back", "care")


def test_answer_given_again_takes_the_place_of_ones_own(world: World):
    world.answer(MATCH, "proposal", "no", "host", reason="smoke")
    with pytest.raises(Conflict):
        world.answer(MATCH, "proposal", "yes", "youth", again=True)
    course = world.answer(MATCH, "proposal", "yes", "host", again=True)
    assert [(row.answer, row.party) for row in course.rows] == [("yes", "host")]
    assert [row.answer for row in sorted(world.rows(), key=lambda row: row.id)] == ["no", "take_back", "yes"]

"""The nights in which the clock changes: 25 October takes 25 hours, 28 March 23, and each is one night."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page

from tests.beds.ledger.world import World, operation
from webapp import clock
from webapp.beds.nights import month as occupancy
from webapp.beds.nights import report as night_report
from webapp.beds.nights.moments import asleep_at
from webapp.beds.requests import answers
from webapp.beds.requests import service as requests
from webapp.beds.requests import store as request_store
from webapp.beds.shelters import reminders

AUTUMN, SPRING = date(2026, 10, 24), date(2027, 3, 27)
NIGHTS = pytest.mark.parametrize(("night", "hours"), [(AUTUMN, 25), (SPRING, 23), (date(2026, 11, 22), 24)])
CHANGES = pytest.mark.parametrize("night", [AUTUMN, SPRING])
TONIGHT_ON_THE_PHONE = """async (moments) => {
  const { tonight } = await import(new URL('./amsterdam.js', document.querySelector('script[src$="/js/app.js"]').src));
  return moments.map((moment) => tonight(moment));
}"""


def at(night: date, hour: int, minute: int = 0, *, fold: int = 0) -> datetime:
    """A moment of a night by the clock on the wall; ``fold`` 1 is the second time that it shows this."""
    day = night if hour >= 12 else night + timedelta(days=1)
    return datetime.combine(day, time(hour, minute), clock.AMSTERDAM).replace(fold=fold).astimezone(UTC)


def send(world: World, by: str, kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
    result = world.send(by, operation(kind, body, world.now.isoformat(), 1, **more))
    assert result["status"] == "accepted", result
    return result


def count(world: World, free: int) -> None:
    shelter = world.fixed.shelters["rule"]
    body = {"shelter": str(shelter), "category": "mixed", "free": free}
    send(world, "keeper", "bed.count", body, base_version=world.beds()[shelter, "mixed"].version)


def ask(world: World, **more: Any) -> dict[str, Any]:
    body = {"shelter": str(world.fixed.shelters["rule"]), "category": "mixed", "age_group": "adult", **more}
    return send(world, "nurse", "bed.request", body)


def board(world: World) -> tuple[int, int]:
    beds = world.beds()[world.fixed.shelters["rule"], "mixed"]
    return beds.free, beds.held


@NIGHTS
def test_every_quarter_of_it_belongs_to_that_night(night: date, hours: int):
    begin, end = clock.end_of_night(night - timedelta(days=1)), clock.end_of_night(night)
    assert end - begin == timedelta(hours=hours)
    quarters = [begin + timedelta(minutes=15 * n) for n in range(hours * 4)]
    assert {clock.night_of(quarter) for quarter in quarters} == {night}
    assert clock.night_of(begin - timedelta(seconds=1)) == night - timedelta(days=1)
    assert clock.night_of(end) == night + timedelta(days=1)


@CHANGES
def test_hold_over_the_change_runs_out_in_real_minutes(world: World, night: date):
    with world.run(at(night, 1, 40)):
        count(world, 2)
        asked = ask(world)
        assert datetime.fromisoformat(asked["effect"]["until"]) - world.now == timedelta(minutes=45)
        world.now += timedelta(minutes=44)
        assert board(world) == (1, 1)
        world.now += timedelta(minutes=1)
        assert board(world) == (2, 0)


@CHANGES
def test_longer_hold_over_the_change_is_longer(world: World, night: date):
    with world.run(at(night, 1, 10)):
        count(world, 2)
        asked = ask(world)
        longer = world.act("nurse", lambda session, actor: answers.extend(session, actor, UUID(asked["id"])))
        assert longer == {"status": "accepted"}
        world.now += timedelta(minutes=89)
        assert board(world) == (1, 1)
        world.now += timedelta(minutes=1)
        assert board(world) == (2, 0)


def test_hour_that_comes_twice_is_not_the_same_hour(world: World):
    with world.run(at(AUTUMN, 2, 30)):
        count(world, 2)
        asked = ask(world)
        world.now = at(AUTUMN, 2, 20, fold=1)
        assert board(world) == (2, 0)
        late = world.act("keeper", lambda session, actor: answers.extend(session, actor, UUID(asked["id"])))
        assert late == {"status": "rejected", "code": "over"}


@CHANGES
def test_bed_can_be_asked_until_noon_and_not_after(world: World, night: date):
    with world.run(at(night, 11, 59)):
        count(world, 4)
        assert ask(world)["effect"]["state"] == "held"
        assert ask(world, night=night.isoformat())["effect"]["state"] == "held"
        world.now += timedelta(minutes=1)
        assert ask(world, night=night.isoformat())["effect"]["state"] == "lapsed"
        assert ask(world)["effect"]["state"] == "held"


@NIGHTS
def test_guest_is_counted_once_for_that_night(world: World, night: date, hours: int):
    with world.run(at(night, 20)):
        count(world, 4)
        body = {"shelter": str(world.fixed.shelters["rule"]), "category": "mixed", "age_group": "adult"}
        stay = send(world, "keeper", "bed.check_in", body)["effect"]["stay"]
        world.now = at(night, 8)
        send(world, "keeper", "bed.check_out", {"stay": stay})
        world.now += timedelta(days=2)
        asleep = asleep_at(night)
        assert (clock.local(asleep).hour, asleep - at(night, 20)) == (4, timedelta(hours=hours - 16))
        with world.transaction() as session:
            month = occupancy.read_month(session, world.fixed.actors["nurse"], night.replace(day=1))
            report = night_report.night_report(session, world.fixed.actors["nurse"], night)
        taken = {day: places for day, (places, _) in zip(month.nights, month.region.nights, strict=True)}
        assert [day for day, places in taken.items() if places] == [night]
        assert (report.guests, report.is_over) == (1, True)


@pytest.mark.parametrize(
    ("night", "hour", "minute", "due"),
    [
        (AUTUMN, 1, 59, "21:00"),
        (AUTUMN, 2, 30, "02:30"),
        (SPRING, 1, 59, "21:00"),
        (SPRING, 3, 29, "21:00"),
        (SPRING, 3, 30, "02:30"),
    ],
)
def test_reminder_at_an_hour_that_comes_twice_or_never(night: date, hour: int, minute: int, due: str):
    now = at(night, hour, minute)
    assert reminders.missed("21:00, 02:30", None, now) == due
    assert reminders.missed("21:00, 02:30", now, now + timedelta(hours=2)) in (None, "02:30")
    assert reminders.missed("21:00, 02:30", now, now) is None


def test_reminder_of_the_hour_that_comes_twice_is_met_once():
    counted = at(AUTUMN, 2, 40)
    assert reminders.missed("02:30", counted, at(AUTUMN, 2, 45, fold=1)) is None


def test_phone_names_the_same_night_as_the_server(page: Page):
    moments = [
        clock.end_of_night(night + timedelta(days=n)) + timedelta(minutes=quarter * 15)
        for night in (AUTUMN, SPRING, date(2026, 12, 31))
        for n in (-2, -1, 0, 1)
        for quarter in range(-8, 96, 1 if n in (-1, 0) else 24)
    ]
    page.goto("/inloggen")
    told = page.evaluate(TONIGHT_ON_THE_PHONE, [moment.timestamp() * 1000 for moment in moments])
    assert told == [clock.night_of(moment).isoformat() for moment in moments]


def test_guest_who_arrives_in_the_last_instant_did_not_come_too_late(world: World, monkeypatch: pytest.MonkeyPatch):
    """Everything in one act is decided at one moment, however long the act takes."""
    with world.run(at(AUTUMN, 20)):
        count(world, 2)
        asked = ask(world)
        until = datetime.fromisoformat(asked["effect"]["until"])
        looked = requests.request_to_answer

        def look_and_dawdle(*given: Any) -> Any:
            found = looked(*given)
            world.now = until + timedelta(seconds=1)
            return found

        monkeypatch.setattr(requests, "request_to_answer", look_and_dawdle)
        world.now = until - timedelta(seconds=1)
        send(world, "keeper", "bed.arrive", {"request": asked["id"]})
        with world.transaction() as session:
            steps = [step.state for step, _ in request_store.list_steps(session, UUID(asked["id"]))]
        assert steps == ["requested", "held", "arrived"]

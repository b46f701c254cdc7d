"""When a shelter is reminded to count: at its own hours, until someone counted, also past midnight."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, Night
from tests.support.client import Client
from webapp import clock
from webapp.beds.board import home
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.beds.shelters.reminders import missed, read_times

EVENING = datetime(2026, 11, 23, 22, 30, tzinfo=clock.AMSTERDAM)
TIMES = "17:00, 21:00, 23:00"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("21:00 17:00", "17:00, 21:00"), ("9.30;9:30", "09:30"), ("23:00,17:00", "17:00, 23:00")],
)
def test_times_are_read_as_people_type_them(typed: str, kept: str):
    assert read_times(typed) == kept


@pytest.mark.parametrize("typed", ["25:00", "straks", "12:00-13:00", "9"])
def test_what_is_no_time_is_refused(typed: str):
    with pytest.raises(ValueError, match=r".+"):
        read_times(typed)


@pytest.mark.parametrize(
    ("hours_since_count", "now", "due"),
    [
        (None, EVENING, "21:00"),
        (2, EVENING, "21:00"),
        (1, EVENING, None),
        (1, EVENING.replace(hour=23, minute=0), "23:00"),
        (4, EVENING + timedelta(hours=4), "23:00"),
        (9, EVENING + timedelta(hours=7), None),
        (9, EVENING.replace(hour=16), None),
    ],
)
def test_reminder_holds_from_its_hour_until_a_count_or_six_hours(
    hours_since_count: int | None, now: datetime, due: str | None
):
    counted = now - timedelta(hours=hours_since_count) if hours_since_count is not None else None
    assert missed(TIMES, counted, now) == due


def test_shelter_without_hours_is_never_reminded():
    assert missed("", None, EVENING) is None


def test_night_of_the_clock_change_reminds_once():
    before = datetime(2026, 10, 25, 0, 30, tzinfo=clock.AMSTERDAM)
    assert missed("02:30", before, before + timedelta(hours=2)) == "02:30"
    assert missed("02:30", before + timedelta(hours=2), before + timedelta(hours=3)) is None


def test_home_of_a_shelter_worker_says_that_it_is_time_to_count(night: Night, demo_app: Flask, monkeypatch: Any):
    worker = Client(demo_app, demo_app.response_class).sign_in("opvang")
    passed = clock.local(clock.now() - timedelta(minutes=1))
    with night.write() as session:
        shelter = night.shelter(AUTOMATIC)
        shelter.count_times = f"{passed:%H:%M}"
        session.add(shelter)
    assert f"tellen: het is {passed:%H:%M} geweest" in worker.get("/").text
    for kind in ("mixed", "women", "youth"):
        night.count(1, kind=kind, base=night.beds(AUTOMATIC, kind).version)
    assert "tellen: het is" not in worker.get("/").text


def test_shelter_without_beds_tonight_is_not_asked_to_count_them(night: Night):
    passed = clock.local(clock.now() - timedelta(minutes=1))
    shelter_id = night.shelter(AUTOMATIC).id
    with night.write() as session:
        session.get_one(Shelter, shelter_id).count_times = f"{passed:%H:%M}"
    assert due(night) == f"{passed:%H:%M}"
    with night.write() as session:
        kinds = [one.id for one in shelter_store.list_categories(session, [shelter_id])]
        for capacity in shelter_store.list_capacities(session, kinds):
            capacity.capacity = 0
    assert due(night) is None


def due(night: Night) -> str | None:
    """The hour at which the worker's house wanted to count."""
    with night.database.reading() as session:
        own = home.my_shelters(session, night.actor("opvang"))
    return next(one.count_was_due for one in own if AUTOMATIC in one.shelter.name)

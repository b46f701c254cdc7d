"""What waited on a phone happened when it was done, not when it arrived; the phone's clock need not be right."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.beds.night import AUTOMATIC, Night, send
from tests.beds.test_night_report import report
from tests.support.client import Client
from webapp import clock

OFF = [timedelta(0), timedelta(days=-900), timedelta(days=1), timedelta(days=9000)]
"""How far a phone's clock is beside the truth."""


def deliver(client: Client, kind: str, body: dict[str, Any], ago: timedelta, off: timedelta, **more: Any) -> Any:
    """Something done a while ago on a phone whose clock is off."""
    there = clock.now() + off
    result = send(client, kind, body, client_time=(there - ago).isoformat(), sent_at=there.isoformat(), **more)
    assert result["status"] == "accepted", result
    return result


@pytest.mark.parametrize("off", OFF, ids=str)
def test_count_is_as_old_as_it_is(night: Night, worker: Client, off: timedelta):
    body = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "free": 5}
    deliver(worker, "bed.count", body, timedelta(hours=6), off, base_version=night.beds(AUTOMATIC, "mixed").version)
    assert night.beds(AUTOMATIC, "mixed").call_first
    deliver(worker, "bed.count", body, timedelta(), off, base_version=night.beds(AUTOMATIC, "mixed").version)
    assert not night.beds(AUTOMATIC, "mixed").call_first


@pytest.mark.parametrize("sent_at", [None, "gisteren", 12, {}, "2026-11-22T21:40:05", "99999-01-01T00:00:00Z"])
def test_phone_that_does_not_say_when_it_sends_counts_now(night: Night, worker: Client, sent_at: Any):
    body = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "free": 5}
    told = (clock.now() - timedelta(hours=6)).isoformat()
    base = night.beds(AUTOMATIC, "mixed").version
    result = send(worker, "bed.count", body, client_time=told, sent_at=sent_at, base_version=base)
    assert result["status"] == "accepted"
    assert not night.beds(AUTOMATIC, "mixed").call_first


def test_guest_who_was_checked_in_and_out_without_network_slept_there(night: Night, worker: Client):
    night.fall()
    worker.sign_in("opvang")
    evening = clock.tonight()
    night.pass_time(hours=12)  # the next morning
    worker.sign_in("opvang")
    guests = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    before = {one.name: one.guests for one in report(night, day=evening).shelters}
    stayed, left = (deliver(worker, "bed.check_in", guests, timedelta(hours=11), OFF[1], seq=n) for n in (1, 2))
    for stay, ago, seq in ((left, 9, 3), (stayed, 1, 4)):
        deliver(worker, "bed.check_out", {"stay": stay["effect"]["stay"]}, timedelta(hours=ago), OFF[1], seq=seq)
    after = {one.name: one.guests for one in report(night, day=evening).shelters}
    assert after[next(name for name in after if AUTOMATIC in name)] == 1
    assert sum(after.values()) == sum(before.values()) + 1


@pytest.mark.parametrize("off", OFF, ids=str)
def test_tonight_by_the_phones_clock_is_tonight(night: Night, nurse: Client, off: timedelta):
    bed = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    there = clock.night_of(clock.now() + off).isoformat()
    asked = deliver(nurse, "bed.request", {**bed, "night": there}, timedelta(), off)
    assert asked["effect"]["state"] == "held"
    deliver(nurse, "bed.no_place", {"night": there, "request": asked["id"]}, timedelta(), off, seq=2)
    assert report(night).without == 1


@pytest.mark.parametrize("off", OFF, ids=str)
def test_request_of_a_night_that_is_over_holds_nothing(night: Night, nurse: Client, off: timedelta):
    bed = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    ago = timedelta(days=2)
    there = clock.night_of(clock.now() + off - ago).isoformat()
    asked = deliver(nurse, "bed.request", {**bed, "night": there}, ago, off)
    assert asked["effect"]["state"] == "lapsed"

"""The night and the Amsterdam day, also where the clock changes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp import clock


@pytest.mark.parametrize(
    ("instant", "night"),
    [
        ("2026-11-22T18:00+01:00", date(2026, 11, 22)),
        ("2026-11-23T03:00+01:00", date(2026, 11, 22)),
        ("2026-11-23T11:59+01:00", date(2026, 11, 22)),
        ("2026-11-23T12:00+01:00", date(2026, 11, 23)),
        ("2026-10-25T02:30+02:00", date(2026, 10, 24)),  # the hour that comes twice
        ("2026-10-25T02:30+01:00", date(2026, 10, 24)),
        ("2027-03-28T01:30+00:00", date(2027, 3, 27)),  # the hour that is skipped
    ],
)
def test_instant_belongs_to_one_night(instant: str, night: date) -> None:
    assert clock.night_of(datetime.fromisoformat(instant)) == night


@pytest.mark.parametrize(
    ("night", "hours"), [(date(2026, 10, 24), 25), (date(2027, 3, 27), 23), (date(2026, 11, 22), 24)]
)
def test_night_is_noon_to_noon_when_the_clock_changes(night: date, hours: int) -> None:
    begin = clock.end_of_night(night - timedelta(days=1))
    assert clock.end_of_night(night) - begin == timedelta(hours=hours)
    assert clock.night_of(clock.end_of_night(night) - timedelta(seconds=1)) == night


def test_now_is_aware_and_utc() -> None:
    assert clock.now().tzinfo is UTC

"""Seasons that pass the turn of the year, doors that close after midnight."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from webapp import clock
from webapp.beds.shelters.hours import day_as_typed, doors_close_at, in_season, read_day, read_hour, within_hours


@pytest.mark.parametrize(
    ("night", "inside"),
    [(date(2026, 10, 31), False), (date(2026, 11, 1), True), (date(2027, 2, 28), True), (date(2027, 3, 31), True),
     (date(2027, 4, 1), False)],
)  # fmt: skip
def test_winter_season_passes_the_turn_of_the_year(night: date, inside: bool):
    assert in_season("11-01", "03-31", night) is inside
    assert in_season("04-01", "10-31", night) is not inside


def test_house_without_a_season_is_open_all_year():
    assert in_season("", "", date(2026, 7, 1))


@pytest.mark.parametrize(
    ("hour", "minute", "inside"), [(16, 59, False), (17, 0, True), (23, 59, True), (0, 29, True), (0, 30, False)]
)
def test_doors_may_close_after_midnight(hour: int, minute: int, inside: bool):
    moment = datetime(2026, 11, 24, hour, minute, tzinfo=clock.AMSTERDAM)
    assert within_hours("17:00", "00:30", moment) is inside
    assert within_hours("", "", moment)


def test_doors_close_once_in_the_night_in_which_an_hour_comes_twice():
    """25 October 2026: 02:15 is at 00:15 and at 01:15 UTC; the doors that close at 02:30 do so at 00:30 UTC."""
    hours = "20:00", "02:30"
    closing = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert doors_close_at(*hours, datetime(2026, 10, 25, 0, 15, tzinfo=UTC)) == closing
    for later in (closing, datetime(2026, 10, 25, 1, 15, tzinfo=UTC)):
        assert not within_hours(*hours, later)
        assert doors_close_at(*hours, later) is None
    assert doors_close_at(*hours, datetime(2027, 3, 27, 22, tzinfo=UTC)) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_days_and_hours_are_read_as_people_type_them():
    assert (read_hour("9.30"), read_day("1-11"), day_as_typed("11-01"), day_as_typed("")) == (
        "09:30",
        "11-01",
        "1-11",
        "",
    )


@pytest.mark.parametrize("text", ["25:00", "9", "elf uur", "12:60"])
def test_what_is_no_hour_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        read_hour(text)


@pytest.mark.parametrize("text", ["31-2", "0-1", "november", "1-13"])
def test_what_is_no_day_is_refused(text: str):
    with pytest.raises(ValueError, match=r".*"):
        read_day(text)

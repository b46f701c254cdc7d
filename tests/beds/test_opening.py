"""Seasons that pass the turn of the year, doors that close after midnight."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from webapp import clock
from webapp.beds.opening import day_as_typed, in_season, read_day, read_hour, within_hours


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

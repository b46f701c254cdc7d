"""Terms: calendar months, and the working days of the Algemene termijnenwet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from webapp.due.days import Term, add_months, add_working_days, holidays, is_working_day

HOLIDAYS = {
    2026: "1-1 3-4 6-4 27-4 5-5 14-5 25-5 25-12 26-12",
    2027: "1-1 26-3 29-3 27-4 5-5 6-5 17-5 25-12 26-12",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_holidays_are_those_of_the_law(year: int):
    days = (tuple(map(int, one.split("-"))) for one in HOLIDAYS[year].split())
    assert holidays(year) == {date(year, month, day) for day, month in days}


@pytest.mark.parametrize(("year", "day"), [(2031, 26), (2036, 26), (2026, 27), (2037, 27)])
def test_kings_day_is_never_a_sunday(year: int, day: int):
    assert date(year, 4, day) in holidays(year)
    assert date(year, 4, 53 - day) not in holidays(year)


@pytest.mark.parametrize(("year", "month", "day"), [(2024, 3, 31), (2025, 4, 20), (2000, 4, 23), (2038, 4, 25)])
def test_good_friday_and_the_monday_lie_around_easter(year: int, month: int, day: int):
    easter = date(year, month, day)
    assert {easter - timedelta(days=2), easter + timedelta(days=1)} <= holidays(year)


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 15), 0, date(2026, 5, 15)),
        (date(2026, 5, 15), -6, date(2025, 11, 15)),
    ],
)
def test_month_later_is_the_same_day_or_the_last_of_a_shorter_month(day: date, months: int, found: date):
    assert add_months(day, months) == found


def test_three_working_days_skip_the_holidays_and_the_weekend():
    assert add_working_days(date(2026, 4, 30), 3) == date(2026, 5, 6), "5 May 2026 is a holiday"
    assert add_working_days(date(2026, 5, 12), 2) == date(2026, 5, 15), "and so is Ascension Day"
    assert add_working_days(date(2026, 5, 12), 2, {date(2026, 5, 15)}) == date(2026, 5, 18)
    assert add_working_days(date(2026, 5, 2), 0) == date(2026, 5, 2)
    assert not is_working_day(date(2026, 11, 28))


def test_term_counts_months_then_days_then_working_days():
    assert Term(months=1, days=2, working_days=1).after(date(2026, 1, 31)) == date(2026, 3, 3)
    assert Term(months=1).times(2).after(date(2026, 1, 31)) == date(2026, 3, 31)

"""Weeks and months, as figures are told by."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.figures.periods import last_day_of, last_months, last_weeks, week_of

DAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("day", "monday"), [(DAY, DAY), (date(2026, 3, 8), DAY), (date(2027, 1, 1), date(2026, 12, 28))]
)
def test_week_begins_on_monday(day: date, monday: date):
    assert week_of(day) == monday


def test_periods_run_up_to_this_one_without_a_gap():
    assert last_months(date(2026, 3, 31), 3) == [date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)]
    assert last_months(date(2027, 1, 5), 2) == [date(2026, 12, 1), date(2027, 1, 1)]
    assert last_weeks(date(2026, 3, 4), 2) == [date(2026, 2, 23), DAY]
    assert [last_day_of(date(2026, month, 1)).day for month in (2, 4, 12)] == [28, 30, 31]

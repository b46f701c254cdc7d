"""Places over the days: what is dated, what is taken, and the first night that is full."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.facilities.places import Taken, first_full_night, places_on, taken_on
from webapp.figures.periods import last_day_of, last_months, last_weeks, week_of

DAY = date(2026, 3, 2)
days = st.integers(0, 40).map(lambda n: DAY + timedelta(days=n))
taken = st.builds(Taken, days, st.none() | days)
dated = st.lists(st.tuples(days, st.integers(0, 6)), max_size=4)


def test_places_hold_from_their_date_on():
    rows = [(date(2026, 3, 10), 3), (date(2026, 1, 1), 4)]
    assert [places_on(rows, day) for day in (date(2025, 12, 31), DAY, date(2026, 3, 10))] == [0, 4, 3]


def test_night_of_departure_is_free():
    stay = Taken(DAY, DAY + timedelta(days=2))
    assert [taken_on([stay], DAY + timedelta(days=n)) for n in range(-1, 3)] == [0, 1, 1, 0]


@given(st.lists(taken, max_size=8), dated, days, st.integers(0, 20))
def test_one_more_where_no_night_is_full_never_exceeds_the_places(
    stays: list[Taken], rows: list[tuple[date, int]], first: date, nights: int
):
    last = first + timedelta(days=nights)
    more = [*stays, Taken(first, None)]
    over = [
        first + timedelta(days=n)
        for n in range(nights + 1)
        if taken_on(more, first + timedelta(days=n)) > places_on(rows, first + timedelta(days=n))
    ]
    assert first_full_night(stays, rows, first, last) == (over[0] if over else None)


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

"""Places over the days: dated numbers, taken places, and the first full night."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.units.supply import Supply, Taken, taken_on

DAY = date(2026, 3, 2)
days = st.integers(0, 40).map(lambda n: DAY + timedelta(days=n))
taken = st.builds(Taken, days, st.none() | days)
supplies = st.dictionaries(days, st.integers(0, 6), max_size=4).map(lambda rows: Supply(tuple(sorted(rows.items()))))
WINTER = Supply(((date(2026, 1, 1), 4), (date(2026, 3, 10), 3)))


def test_places_hold_from_their_date_on():
    assert [WINTER.on(day) for day in (date(2025, 12, 31), DAY, date(2026, 3, 10))] == [0, 4, 3]
    assert Supply().on(DAY) == 0


def test_numbers_to_come_and_the_most_of_some_days():
    assert WINTER.after(DAY) == [(date(2026, 3, 10), 3)]
    assert WINTER.after(date(2026, 3, 10)) == []
    assert [WINTER.most(*span) for span in ((DAY, date(2026, 3, 31)), (date(2026, 3, 10), date(2026, 3, 31)))] == [4, 3]
    assert WINTER.most(date(2025, 12, 1), date(2025, 12, 31)) == 0


def test_night_of_departure_is_free():
    stay = Taken(DAY, DAY + timedelta(days=2))
    assert [taken_on([stay], DAY + timedelta(days=n)) for n in range(-1, 3)] == [0, 1, 1, 0]


@given(st.lists(taken, max_size=8), supplies, days, st.integers(0, 20))
def test_one_more_where_no_night_is_full_never_exceeds_the_places(
    stays: list[Taken], supply: Supply, first: date, nights: int
):
    last = first + timedelta(days=nights)
    more = [*stays, Taken(first, None)]
    over = [
        first + timedelta(days=n)
        for n in range(nights + 1)
        if taken_on(more, first + timedelta(days=n)) > supply.on(first + timedelta(days=n))
    ]
    assert supply.first_full(stays, first, last) == (over[0] if over else None)

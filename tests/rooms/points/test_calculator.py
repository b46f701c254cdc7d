"""The points of a room, counted by hand from the policy book; and properties that hold for every answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.rooms.points import rubrics as r
from webapp.rooms.points.calculator import Home, count, find_gain, is_answered
from webapp.rooms.points.prices import PRICE_LISTS, PriceList, price_of, prices_on
from webapp.rooms.points.rubrics import Rubric

NOW = PRICE_LISTS[0]
size = st.one_of(st.none(), st.integers(0, 20_000))
homes = st.builds(
    Home,
    room_m2=size,
    sharers=st.one_of(st.none(), st.integers(1, 20)),
    label=st.one_of(st.none(), st.sampled_from(list(r.ENERGY))),
    built=st.one_of(st.none(), st.integers(1000, 2100)),
    worktop=st.one_of(st.none(), st.sampled_from(list(r.WORKTOP))),
    sanitary=st.sets(st.sampled_from(list(r.SANITARY))).map(lambda found: tuple(sorted(found))),
    drawbacks=st.sets(st.sampled_from([one.value for one in r.Drawback])).map(lambda found: tuple(sorted(found))),
    heated=st.sampled_from([None, "yes", "no"]),
    living_m2=size,
    heated_rooms=st.one_of(st.none(), st.integers(0, 10)),
    outside_m2=size,
    woz=st.one_of(st.none(), st.sampled_from(list(r.WOZ))),
)
TYPICAL = Home(
    room_m2=1400,
    sharers=3,
    label="c",
    worktop="to_3",
    sanitary=("basin", "shower", "toilet"),
    drawbacks=("none",),
    heated="yes",
)


def test_table_has_a_price_for_0_to_250_points_that_rises_as_the_law_says():
    for one in PRICE_LISTS:
        assert len(one.prices) == 251
        assert one.prices[0] == 0
        rises = [after - before for before, after in zip(one.prices, one.prices[1:], strict=False)]
        assert min(rises) >= 517
        assert max(rises) <= 1033
        assert one.source


@pytest.mark.parametrize(("points", "cents"), [(45, 45846), (35, 35669), (50, 50944), (106, 85395), (158, 112827)])
def test_price_is_that_of_the_huurcommissie_also_where_copies_are_wrong(points: int, cents: int):
    assert price_of(points, NOW.prices) == cents


def test_above_the_table_each_point_adds_as_much_as_the_last():
    assert price_of(250, NOW.prices) == 161363
    assert price_of(252, NOW.prices) == 161363 + 2 * (161363 - 160836)


def test_newest_list_in_force_counts_and_before_the_first_the_first():
    after = PriceList(2027, date(2027, 1, 1), "test", NOW.prices)
    assert prices_on(date(2026, 12, 31), (NOW, after)).year == 2026
    assert prices_on(date(2027, 1, 1), (NOW, after)).year == 2027
    assert prices_on(date(2027, 3, 1)).year == 2026, "next year's prices are not known"
    assert prices_on(date(2025, 3, 1)).year == 2026


def test_typical_room_counts_as_by_hand():
    found = count(TYPICAL, NOW)
    by_hand = {
        Rubric.rooms: 14.0,
        Rubric.heating: 2.0,
        Rubric.energy: 5.0,  # 14 × 0.35 = 4.9
        Rubric.kitchen: 2.25,  # 7 ÷ 3 = 2.33
        Rubric.sanitary: 2.25,  # 7 ÷ 3 = 2.33
        Rubric.woz: 10.0,
    }
    assert {rubric: points / 4 for rubric, points in found.quarters.items() if points} == by_hand
    assert found.points == 36  # 35.5: a half goes up
    assert found.max_cents == NOW.prices[36]
    assert found.year == 2026


def points_of(rubric: Rubric, **changes: object) -> float:
    return count(replace(TYPICAL, **changes), NOW).quarters[rubric] / 4


@pytest.mark.parametrize(
    ("rubric", "changes", "points"),
    [
        (Rubric.rooms, {"room_m2": 1349}, 13),
        (Rubric.rooms, {"room_m2": 1350}, 14),
        (Rubric.rooms, {"room_m2": 399}, 0),
        (Rubric.rooms, {"room_m2": 400}, 4),
        (Rubric.rooms, {"living_m2": 2000}, 20.75),  # 14 + 20 ÷ 3
        (Rubric.rooms, {"living_m2": 399}, 14),
        (Rubric.energy, {"label": "a4"}, 14),
        (Rubric.energy, {"label": "g"}, -2),  # −2.1
        (Rubric.energy, {"label": None, "built": 1975}, -2),
        (Rubric.energy, {"label": None, "built": 1976}, -2),
        (Rubric.energy, {"label": None, "built": 1977}, -1.5),  # −1.4
        (Rubric.energy, {"label": None, "built": 1983}, -0.75),  # −0.7
        (Rubric.energy, {"label": None, "built": 1984}, 2.75),  # 2.8
        (Rubric.energy, {"label": None, "built": 2002}, 9),  # 9.1
        (Rubric.energy, {"label": None}, -2),
        (Rubric.kitchen, {"worktop": "over_3", "sharers": 1}, 10),
        (Rubric.kitchen, {"worktop": "over_3", "sharers": 8}, 1.25),
        (Rubric.kitchen, {"worktop": "under_1"}, 0),
        (Rubric.sanitary, {"sanitary": ("bath", "shower"), "sharers": 1}, 6),
        (Rubric.sanitary, {"sanitary": ("toilet", "toilet_in_bathroom"), "sharers": 2}, 2.5),
        (Rubric.outside, {"outside_m2": 1000, "sharers": 1}, 5.5),
        (Rubric.outside, {"outside_m2": 4000}, 10),
        (Rubric.outside, {"outside_m2": 50_000}, 15),
        (Rubric.woz, {"woz": "above"}, 14),
        (Rubric.drawbacks, {"drawbacks": ("high_sill", "none")}, -4),
        (Rubric.drawbacks, {"drawbacks": ("high_sill", "small_window", "through_host"), "room_m2": 799}, -16),
        (Rubric.drawbacks, {"drawbacks": (), "room_m2": 800}, -12),
        (Rubric.heating, {"room_m2": 300}, 0),
        (Rubric.heating, {"heated_rooms": 2}, 3.25),  # 2 + 4 ÷ 3
        (Rubric.heating, {"heated_rooms": 0}, 2),
        (Rubric.heating, {"heated_rooms": 2, "sharers": None}, 2),
    ],
)
def test_rubric_counts_as_by_hand(rubric: Rubric, changes: dict[str, object], points: float):
    assert points_of(rubric, **changes) == points


def test_nothing_known_is_no_points_and_no_rent():
    assert (count(Home(), NOW).points, count(Home(), NOW).max_cents) == (0, 0)


@given(homes)
def test_points_are_never_negative_and_price_follows_them(home: Home):
    found = count(home, NOW)
    assert found.points >= 0
    assert found.max_cents == price_of(found.points, NOW.prices)
    assert abs(found.points - Fraction(max(0, sum(found.quarters.values())), 4)) <= Fraction(1, 2)


@given(homes)
def test_not_knowing_never_gives_more_than_an_answer_that_is_best(home: Home):
    """An open question counts as the lowest: the best answer in its place never gives fewer points."""
    gain = find_gain(home, NOW)
    assert gain is None or gain.points > 0
    for field in ("label", "worktop", "sanitary", "drawbacks", "heated", "heated_rooms", "woz"):
        if is_answered(home, field):
            continue
        best = r.BEST[field]
        other = replace(home, **{field: tuple(best) if isinstance(best, list) else best})
        assert count(other, NOW).points >= count(home, NOW).points


@given(homes, st.sampled_from(["worktop", "sanitary", "drawbacks", "heated", "heated_rooms", "woz"]))
def test_forgetting_an_answer_never_raises_the_points(home: Home, field: str):
    forgotten = replace(home, **{field: () if field in ("sanitary", "drawbacks") else None})
    assert count(forgotten, NOW).points <= count(home, NOW).points


def test_open_question_that_may_add_most_is_named_first():
    gain = find_gain(replace(TYPICAL, label=None), NOW)
    assert gain is not None
    assert (gain.field, gain.known) == ("label", False)
    assert (
        gain.cents
        == count(replace(TYPICAL, label="a4"), NOW).max_cents - count(replace(TYPICAL, label=None), NOW).max_cents
    )


def test_with_everything_known_work_on_the_home_is_named():
    known = replace(TYPICAL, living_m2=1000, heated_rooms=2, outside_m2=1000, woz="mean")
    gain = find_gain(known, NOW)
    assert gain is not None
    assert (gain.field, gain.known) == ("label", True)


def test_building_year_answers_the_question_of_the_label():
    gain = find_gain(
        replace(TYPICAL, label=None, built=1930, living_m2=1, heated_rooms=0, outside_m2=1, woz="above"), NOW
    )
    assert gain is not None
    assert (gain.field, gain.known) == ("label", True)

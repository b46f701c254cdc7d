"""The fold of the funnel, and what a reader of aggregates can work out of it: nobody."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from statistics import median

from webapp.db import new_id
from webapp.figures.small_numbers import is_small
from webapp.rooms.funnel.flow import OFFERED, UNKNOWN, Flow, Way, count_days, fold, fold_for_aggregates, group, unknown

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = [BEGIN + timedelta(days=91 * n) for n in (1, 2, 3, 4)]


def day(number: int | None) -> datetime | None:
    return None if number is None else BEGIN + timedelta(days=number)


def way(*days: int | None, lost: int | None = None, why: str = "") -> Way:
    return Way(new_id(), "Huizen", "flyer", tuple(map(day, days)), day(lost), why)


def folded(ways: list[Way], until: datetime) -> list[Flow]:
    return fold(OFFERED, group(ways, [until]), 0, [count_days(ways, step, until) for step in (1, 2)])


def told(ways: list[Way], ends: list[datetime]) -> list[Flow]:
    days = [count_days(ways, step, ends[-1]) for step in (1, 2)]
    return fold_for_aggregates(OFFERED, group(ways, ends), len(ends), days)


def test_each_step_has_who_came_and_why_others_did_not() -> None:
    ways = [
        way(0, 4, 10),
        way(1, 3, None, lost=9, why="no_permission"),
        way(2, None, None, lost=5),
        way(3, 11, None),
    ]
    assert folded(ways, ENDS[0]) == [
        Flow("hosts", 4, {UNKNOWN: 1}, None),
        Flow("screened", 3, {"no_permission": 1}, 4.0),
        Flow("rooms", 1, {}, 6.0),
    ]


def test_later_than_the_moment_is_not_there_yet() -> None:
    ways = [way(0, 4, 10, lost=40, why="x")]
    assert [one.reached for one in folded(ways, BEGIN + timedelta(days=5))] == [1, 1, 0]
    assert folded(ways, BEGIN + timedelta(days=5))[1].lost == {}
    assert [one.reached for one in folded(ways, BEGIN - timedelta(days=1))] == [0, 0, 0]


def test_unknown_is_not_zero() -> None:
    assert [one.reached for one in unknown(OFFERED)] == [None] * 3
    assert [one.fell_away for one in unknown(OFFERED)] == [None] * 3
    assert folded([], ENDS[0])[0] == Flow("hosts", 0, {}, None)


def random_way(chance: random.Random) -> Way:
    first = chance.randint(0, 330)
    second = first + chance.randint(0, 40) if chance.random() < 0.8 else None
    third = second + chance.randint(0, 40) if second is not None and chance.random() < 0.7 else None
    lost = (third or second or first) + 3 if chance.random() < 0.4 else None
    return way(first, second, third, lost=lost, why=chance.choice(["a", "a", "b", ""]))


def test_reader_of_aggregates_can_work_out_no_small_number() -> None:
    """Every number they ever saw of a year, at each quarter, and every difference of two of the same kind."""
    chance, shown = random.Random(4), 0
    for round_number in range(300):
        ways = [random_way(chance) for _ in range(chance.choice([1, 4, 6, 30, 200, 800]))]
        if round_number % 3 == 0:  # all in the first weeks: then more may be shown
            ways = [one._replace(at=(day(1), day(2), day(3) if one.at[2] else None)) for one in ways]
        seen = [told(ways, ENDS[: n + 1]) for n in range(len(ENDS))]
        shown += sum(one.reached is not None for flows in seen for one in flows)
        for flows in seen:
            check_one_look(flows)
        for before, after in pairwise(seen):
            check_two_looks(before, after)
    assert shown > 100


def check_one_look(flows: list[Flow]) -> None:
    shown = [one.reached for one in flows if one.reached is not None]
    assert not any(map(is_small, shown))
    assert not any(is_small(abs(one - other)) for one, other in combinations(shown, 2))
    for flow, following in zip(flows, [*flows[1:], None], strict=True):
        assert flow.median_days is None or (flow.reached or 0) >= 20
        assert flow.lost is None or not any(map(is_small, flow.lost.values()))
        further = following.reached if following else 0
        if flow.lost is not None and further is not None and flow.reached is not None:
            assert not is_small(flow.reached - further - sum(flow.lost.values()))


def check_two_looks(before: list[Flow], after: list[Flow]) -> None:
    for one, other in zip(before, after, strict=True):
        if one.reached is not None and other.reached is not None:
            assert not is_small(abs(other.reached - one.reached))
        if one.lost is not None and other.lost is not None:
            reasons = {*one.lost, *other.lost}
            assert not any(is_small(abs(other.lost.get(why, 0) - one.lost.get(why, 0))) for why in reasons)


def test_groups_by_more_moments_say_the_same_at_each() -> None:
    """At each end of a quarter as if it were asked alone; the median as the standard library has it."""
    chance = random.Random(6)
    for _ in range(50):
        ways = [random_way(chance) for _ in range(60)]
        for place, end in enumerate(ENDS):
            alone = folded(ways, end)
            together = fold(OFFERED, group(ways, ENDS), place)
            assert [(one.reached, one.lost) for one in together] == [(one.reached, one.lost) for one in alone]
            took = [(one.at[1] - one.at[0]).days for one in ways if one.at[0] and one.at[1] and one.at[1] <= end]
            assert alone[1].median_days == (median(took) if took else None)


def test_before_the_first_quarter_is_over_nothing_is_told() -> None:
    assert [one.reached for one in fold_for_aggregates(OFFERED, [], 0)] == [None] * 3

"""The fold of the funnel, and what a reader of aggregates can work out of it: nobody."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise

from webapp.db import new_id
from webapp.figures.small_numbers import is_small
from webapp.rooms.funnel.flow import OFFERED, UNKNOWN, Flow, Way, fold, fold_for_aggregates, members, unknown

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
ENDS = [BEGIN + timedelta(days=91 * n) for n in (1, 2, 3, 4)]


def day(number: int | None) -> datetime | None:
    return None if number is None else BEGIN + timedelta(days=number)


def way(*days: int | None, lost: int | None = None, why: str = "") -> Way:
    return Way(new_id(), "Huizen", "flyer", tuple(map(day, days)), day(lost), why)


def test_each_step_has_who_came_and_why_others_did_not() -> None:
    ways = [
        way(0, 4, 10),
        way(1, 3, None, lost=9, why="no_permission"),
        way(2, None, None, lost=5),
        way(3, 11, None),
    ]
    assert fold(OFFERED, ways, ENDS[0]) == [
        Flow("hosts", 4, {UNKNOWN: 1}, None),
        Flow("screened", 3, {"no_permission": 1}, 4.0),
        Flow("rooms", 1, {}, 6.0),
    ]


def test_later_than_the_moment_is_not_there_yet() -> None:
    ways = [way(0, 4, 10, lost=40, why="x")]
    assert [one.reached for one in fold(OFFERED, ways, BEGIN + timedelta(days=5))] == [1, 1, 0]
    assert fold(OFFERED, ways, BEGIN + timedelta(days=5))[1].lost == {}
    assert [one.reached for one in fold(OFFERED, ways, BEGIN - timedelta(days=1))] == [0, 0, 0]


def test_unknown_is_not_zero() -> None:
    assert [one.reached for one in unknown(OFFERED)] == [None] * 3
    assert [one.fell_away for one in unknown(OFFERED)] == [None] * 3
    assert fold(OFFERED, [], ENDS[0])[0] == Flow("hosts", 0, {}, None)


def test_numbers_open_exactly_those_they_counted() -> None:
    chance = random.Random(2)
    ways = [random_way(chance) for _ in range(200)]
    for flow in fold(OFFERED, ways, ENDS[3]):
        assert len(members(OFFERED, ways, flow.step, None, ENDS[3])) == flow.reached
        for reason, number in (flow.lost or {}).items():
            found = members(OFFERED, ways, flow.step, reason, ENDS[3])
            assert len(found) == len(set(found)) == number


def random_way(chance: random.Random) -> Way:
    first = chance.randint(0, 330)
    second = first + chance.randint(0, 40) if chance.random() < 0.8 else None
    third = second + chance.randint(0, 40) if second is not None and chance.random() < 0.7 else None
    lost = (third or second or first) + 3 if chance.random() < 0.4 else None
    return way(first, second, third, lost=lost, why=chance.choice(["a", "a", "b", ""]))


def test_reader_of_aggregates_can_work_out_no_small_number() -> None:
    """Every number they ever saw of a year, at each quarter, and every difference of two of the same kind."""
    chance, told = random.Random(4), 0
    for round_number in range(300):
        ways = [random_way(chance) for _ in range(chance.choice([1, 4, 6, 30, 200, 800]))]
        if round_number % 3 == 0:  # all in the first weeks: then more may be shown
            ways = [one._replace(at=(day(1), day(2), day(3) if one.at[2] else None)) for one in ways]
        seen = [fold_for_aggregates(OFFERED, ways, ENDS[: n + 1]) for n in range(len(ENDS))]
        told += sum(one.reached is not None for flows in seen for one in flows)
        for flows in seen:
            check_one_look(flows)
        for before, after in pairwise(seen):
            check_two_looks(before, after)
    assert told > 100


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


def test_before_the_first_quarter_is_over_nothing_is_told() -> None:
    assert [one.reached for one in fold_for_aggregates(OFFERED, [way(0, 1, 2)] * 50, [])] == [None] * 3

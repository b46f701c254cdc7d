"""How many came how far, how many fell away there and why, and how long each step took. Pure.

A reader of aggregates gets the numbers as they were at the end of a quarter that is over: none from 1 to 4, none that
grew by so few since the quarter before, and none that differs by so few from another that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from webapp.figures import small_numbers

OFFERED = ("hosts", "screened", "rooms")
"""The steps of a host's offer."""
MATCHED = ("proposals", "introductions", "tenancies", "going_6", "going_12")
"""The steps of a youth and a host together."""
UNKNOWN = "unknown"
"""The reason of who fell away without one."""
ANY = "alle"
"""Whatever reason somebody fell away for."""


class Way(NamedTuple):
    """One offer or match. ``at``: the moment of each step, None from the first that was not reached.

    ``lost_at`` and ``lost_by``: when it fell away, and the reason; '' is not known.
    """

    id: UUID
    municipality: str
    channel: str
    at: tuple[datetime | None, ...]
    lost_at: datetime | None = None
    lost_by: str = ""

    def moments(self) -> list[datetime | None]:
        """The moment by which each step and all before it were reached."""
        found: list[datetime | None] = []
        for moment in self.at:
            before = found[-1] if found else moment
            found.append(max(moment, before) if moment and before else None)
        return found

    def days(self) -> list[int | None]:
        """The whole days of each step since the one before; None for the first, and where it was not reached."""
        came = self.moments()
        found: list[int | None] = [None]
        for number, (before, moment) in enumerate(pairwise(self.at), 1):
            found.append((moment - before).days if came[number] and moment and before else None)
        return found


class Group(NamedTuple):
    """The ways that are alike, and their number.

    ``at`` and ``lost``: of the moments asked for, the place of the first by which it had happened; None: by none.
    """

    municipality: str
    channel: str
    at: tuple[int | None, ...]
    lost: int | None
    lost_by: str
    number: int

    def reached(self, place: int) -> int:
        """The number of steps they came through by then."""
        return sum(1 for one in self.at if one is not None and one <= place)


@dataclass(frozen=True)
class Flow:
    """One step: how many reached it, why others fell away there, and the median of the days from the step before.

    None is unknown, or hidden from this reader; never 0.
    """

    step: str
    reached: int | None
    lost: dict[str, int] | None = field(default_factory=dict)
    median_days: float | None = None

    @property
    def fell_away(self) -> int | None:
        """How many fell away at this step."""
        return None if self.lost is None else sum(self.lost.values())


def unknown(steps: Sequence[str]) -> list[Flow]:
    """Steps of which nothing is kept yet."""
    return [Flow(step, None, None) for step in steps]


def group(ways: Iterable[Way], ends: Sequence[datetime]) -> list[Group]:
    """Ways by the moments at which they are asked for, in order of time: as the store counts them."""

    def place(moment: datetime | None) -> int | None:
        return next((number for number, end in enumerate(ends) if moment and moment <= end), None)

    found: Counter[Group] = Counter()
    for way in ways:
        at, lost = tuple(map(place, way.moments())), place(way.lost_at)
        if at[0] is not None:
            lost_by = "" if lost is None else way.lost_by or UNKNOWN
            found[Group(way.municipality, way.channel, at, lost, lost_by, 1)] += 1
    return [alike._replace(number=number) for alike, number in found.items()]


def count_days(ways: Iterable[Way], step: int, until: datetime) -> Counter[int]:
    """The days that a step took → of how many ways, by that moment: as the store counts them."""
    found = [(way.moments()[step], way.days()[step]) for way in ways]
    return Counter(days for moment, days in found if moment and moment <= until and days is not None)


def fold(
    steps: Sequence[str], groups: Iterable[Group], place: int = 0, days: Sequence[Counter[int]] = ()
) -> list[Flow]:
    """The flow of each step by the moment in that place. ``days``: what each step after the first took, by then."""
    reached, lost = [0] * len(steps), [Counter[str]() for _ in steps]
    for one in groups:
        came = one.reached(place)
        for step in range(came):
            reached[step] += one.number
        if came and one.lost is not None and one.lost <= place:
            lost[came - 1][one.lost_by] += one.number
    took = [None, *map(_median, days)] if days else [None] * len(steps)
    return [Flow(step, reached[n], dict(lost[n]), took[n]) for n, step in enumerate(steps)]


def _median(days: Counter[int]) -> float | None:
    """The median of the numbers in it, each as often as counted."""
    total, seen, middle = days.total(), 0, list[int]()
    for value, number in sorted(days.items()):
        seen += number
        if not middle and 2 * seen >= total:
            middle.append(value)
        if 2 * seen > total:
            return (middle[0] + value) / 2
    return None


def fold_for_aggregates(
    steps: Sequence[str], groups: Sequence[Group], ends: int, days: Sequence[Counter[int]] = ()
) -> list[Flow]:
    """The same for a reader of aggregates, at the last of so many ends of quarters; without one all is hidden."""
    if not ends:
        return unknown(steps)
    history = [fold(steps, groups, place, days) for place in range(ends)]
    shown: list[int] = []
    found = []
    for number, flow in enumerate(history[-1]):
        grew = [one[number].reached or 0 for one in history]
        value = flow.reached or 0
        is_told = _grew_safely(grew) and small_numbers.may_tell_sum(abs(value - other) for other in shown)
        if is_told:
            shown.append(value)
        is_last = number + 1 == len(steps)
        further = 0 if is_last else history[-1][number + 1].reached or 0
        lost = _lost_safely([one[number].lost or {} for one in history], value - further) if is_told else None
        mean = flow.median_days if value >= small_numbers.MANY and is_told else None
        found.append(Flow(flow.step, value if is_told else None, lost, None if mean is None else float(round(mean))))
    return found


def _lost_safely(history: Sequence[dict[str, int]], not_further: int) -> dict[str, int] | None:
    """The reasons, where no number, no growth and nobody beside them is of few people."""
    last = history[-1]
    if not all(_grew_safely([one.get(reason, 0) for one in history]) for reason in last):
        return None
    return last if small_numbers.may_tell_sum([not_further - sum(last.values())]) else None


def _grew_safely(numbers: Sequence[int]) -> bool:
    steps = [abs(number - before) for before, number in zip([0, *numbers], numbers, strict=False)]
    return small_numbers.may_tell_sum([*numbers, *steps])


def split(groups: Iterable[Group], *, by_channel: bool) -> dict[str, list[Group]]:
    """The groups of each channel, or of each municipality."""
    found: dict[str, list[Group]] = {}
    for one in groups:
        found.setdefault(one.channel if by_channel else one.municipality, []).append(one)
    return found


def count_parts(groups: Iterable[Group], step: int, *, by_channel: bool) -> Counter[str]:
    """How many of each channel, or municipality, reached the step with this number by the first moment."""
    found: Counter[str] = Counter()
    for one in groups:
        if one.reached(0) > step:
            found[one.channel if by_channel else one.municipality] += one.number
    return found

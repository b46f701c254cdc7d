"""How many came how far, how many fell away there and why, and how long each step took. Pure.

A reader of aggregates gets the numbers as they were at the end of a quarter that is over: none from 1 to 4, none that
grew by so few since the quarter before, and none that differs by so few from another that is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median
from typing import NamedTuple
from uuid import UUID

from webapp.figures import small_numbers

OFFERED = ("hosts", "screened", "rooms")
"""The steps of a host's offer."""
MATCHED = ("proposals", "introductions", "tenancies", "going_6", "going_12")
"""The steps of a youth and a host together."""
UNKNOWN = "unknown"
"""The reason of who fell away without one."""


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

    def reached(self, until: datetime) -> int:
        """The number of steps it came through by then."""
        for number, moment in enumerate(self.at):
            if moment is None or moment > until:
                return number
        return len(self.at)

    def lost(self, until: datetime) -> str | None:
        """The reason that it fell away by then; None while it goes on."""
        return (self.lost_by or UNKNOWN) if self.lost_at and self.lost_at <= until else None


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


def fold(steps: Sequence[str], ways: Iterable[Way], until: datetime) -> list[Flow]:
    """The flow of each step by that moment."""
    reached, lost = [0] * len(steps), [Counter[str]() for _ in steps]
    days: list[list[int]] = [[] for _ in steps]
    for way in ways:
        came, before = 0, None
        for moment in way.at:
            if moment is None or moment > until:
                break
            reached[came] += 1
            if before:
                days[came].append((moment - before).days)
            before, came = moment, came + 1
        if came and way.lost_at and way.lost_at <= until:
            lost[came - 1][way.lost_by or UNKNOWN] += 1
    return [
        Flow(step, reached[n], dict(lost[n]), float(median(days[n])) if days[n] else None)
        for n, step in enumerate(steps)
    ]


def fold_for_aggregates(steps: Sequence[str], ways: Sequence[Way], ends: Sequence[datetime]) -> list[Flow]:
    """The same for a reader of aggregates, at the last of these ends of quarters; without one all is hidden."""
    if not ends:
        return unknown(steps)
    history = [fold(steps, ways, end) for end in ends]
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


def members(steps: Sequence[str], ways: Iterable[Way], step: str, reason: str | None, until: datetime) -> list[UUID]:
    """Who reached a step, or who fell away there for a reason; the latest first."""
    place = steps.index(step) + 1
    found = [
        (way.at[place - 1], way.id)
        for way in ways
        if (way.reached(until) >= place if reason is None else (way.reached(until), way.lost(until)) == (place, reason))
    ]
    return [one for _, one in sorted(found, key=lambda pair: (pair[0] is not None, pair), reverse=True)]


def count_parts(ways: Iterable[Way], step: int, until: datetime, *, by_channel: bool) -> Counter[str]:
    """How many of each channel, or municipality, reached the step with this number."""
    return Counter(
        way.channel if by_channel else way.municipality
        for way in ways
        if (moment := way.at[step]) is not None and moment <= until
    )


def split(ways: Iterable[Way], *, by_channel: bool) -> dict[str, list[Way]]:
    """The ways of each channel, or of each municipality."""
    found: dict[str, list[Way]] = {}
    for way in ways:
        found.setdefault(way.channel if by_channel else way.municipality, []).append(way)
    return found

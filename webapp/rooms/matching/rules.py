"""Which youth fits which room, and the best whole of pairs. Pure: no SQL, no Flask, nobody is placed.

Hard rules exclude; the score only weighs what is allowed. First as many pairs as possible, then the
highest sum. Everything is sorted by id first, because tied optima would differ by input order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from webapp.rooms.matching.facts import PassedOver, Vacancy, Youth

Grid = npt.NDArray[Any]
"""One row per youth, one column per room."""

MAX_SCORE = 100
_ATTENTION, _RENT, _EMPTY, _STAY = 40, 20, 20, 20
_DAYS_PER_EMPTY_POINT = 3
_DAYS_PER_STAY_POINT = 18
_NEVER = date.max.toordinal()


class Matching:
    """The grids of rules and scores, and the pairs that follow from them."""

    def __init__(self, youths: Sequence[Youth], rooms: Sequence[Vacancy]) -> None:
        self.youths = sorted(youths, key=lambda youth: youth.id)
        self.rooms = sorted(rooms, key=lambda room: room.id)
        table = _Columns(self.youths, self.rooms)
        self.rules: dict[str, Grid] = {name: rule(table) for name, rule in RULES.items()}
        self.parts: dict[str, Grid] = {name: part(table) for name, part in PARTS.items()}

    @cached_property
    def allowed(self) -> Grid:
        """True where no hard rule excludes."""
        return np.logical_and.reduce(list(self.rules.values()))

    @cached_property
    def scores(self) -> Grid:
        """0 to 100, whole; also filled where a rule excludes, so read it with ``allowed``."""
        return np.add.reduce(list(self.parts.values()))

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """(youth, room) as indexes. One more pair always weighs more than any sum of scores."""
        if not self.youths or not self.rooms:
            return []
        a_pair = min(self.allowed.shape) * MAX_SCORE + 1
        weights = np.where(self.allowed, a_pair + self.scores, 0)
        chosen = zip(*linear_sum_assignment(weights, maximize=True), strict=True)
        return [(int(y), int(r)) for y, r in chosen if self.allowed[y, r]]

    def excluded(self, youth: int) -> dict[str, list[int]]:
        """Hard rule → the rooms it keeps from this youth. A room stands under every rule it breaks."""
        broken = {name: np.flatnonzero(~grid[youth]).tolist() for name, grid in self.rules.items()}
        return {name: rooms for name, rooms in broken.items() if rooms}

    def broken_rules(self, youth: int, room: int) -> list[str]:
        """The hard rules this pair breaks; empty when it is allowed."""
        return [name for name, grid in self.rules.items() if not grid[youth, room]]

    def unmatched(self) -> list[int]:
        """Youths without a room."""
        placed = {youth for youth, _ in self.pairs}
        return [youth for youth in range(len(self.youths)) if youth not in placed]

    def passed_over(self, youth: int) -> Iterator[PassedOver]:
        """For an unmatched youth: the youth that each suitable room is proposed to.

        Every such room is taken (else there would be one more pair), by someone whose score there is at least as high
        (else changing the two would be a better whole).
        """
        holder = {room: other for other, room in self.pairs}
        for room in np.flatnonzero(self.allowed[youth]).tolist():
            other = holder[room]
            yield PassedOver(
                self.rooms[room], self.youths[other], int(self.scores[youth, room]), int(self.scores[other, room])
            )


class _Columns:
    """Both lists as columns of numbers: youths down, rooms across."""

    def __init__(self, youths: list[Youth], rooms: list[Vacancy]) -> None:
        self.youths, self.rooms = youths, rooms

    def down(self, value: Callable[[Youth], Any]) -> Grid:
        return np.array([value(youth) for youth in self.youths], dtype=np.int64).reshape(-1, 1)

    def across(self, value: Callable[[Vacancy], Any]) -> Grid:
        return np.array([value(room) for room in self.rooms], dtype=np.int64).reshape(1, -1)

    def shared(self, of_youth: Callable[[Youth], Any], of_room: Callable[[Vacancy], Any]) -> Grid:
        """The number of words that each youth's set and each room's set share."""
        words = sorted({word for youth in self.youths for word in of_youth(youth)})
        wanted = np.array([[w in of_youth(y) for w in words] for y in self.youths], dtype=np.int64)
        there = np.array([[w in of_room(r) for w in words] for r in self.rooms], dtype=np.int64)
        return wanted.reshape(len(self.youths), len(words)) @ there.reshape(len(self.rooms), len(words)).T


def _age(t: _Columns) -> Grid:
    age = t.down(lambda y: y.from_date.year - y.birth_year)
    return (t.across(lambda r: r.min_age) <= age) & (age <= t.across(lambda r: r.max_age))


def _municipality(t: _Columns) -> Grid:
    wants_all = t.down(lambda y: not y.municipalities) == 1
    return wants_all | (t.shared(lambda y: y.municipalities, lambda r: {r.municipality}) > 0)


def _accepts(t: _Columns) -> Grid:
    anyone = t.across(lambda r: r.accepts == "anyone") == 1
    women = (t.across(lambda r: r.accepts == "women") & t.down(lambda y: y.gender == "woman")) == 1
    men = (t.across(lambda r: r.accepts == "men") & t.down(lambda y: y.gender == "man")) == 1
    return anyone | women | men


def _until(room: Vacancy) -> int:
    return room.until_date.toordinal() if room.until_date else _NEVER


RULES: dict[str, Callable[[_Columns], Grid]] = {
    "rent": lambda t: t.across(lambda r: r.rent) <= t.down(lambda y: y.max_rent),
    "from_date": lambda t: t.across(lambda r: r.from_date.toordinal()) <= t.down(lambda y: y.from_date.toordinal()),
    "until_date": lambda t: t.across(_until) > t.down(lambda y: y.from_date.toordinal()),
    "age": _age,
    "municipality": _municipality,
    "smoking": lambda t: t.down(lambda y: y.smoking) <= t.across(lambda r: r.smoking_allowed),
    "smoke": lambda t: t.down(lambda y: "smoke" in y.allergies) + t.across(lambda r: r.smoking_allowed) < 2,
    "allergies": lambda t: t.shared(lambda y: y.allergies, lambda r: r.pets_present) == 0,
    "pets": lambda t: t.down(lambda y: bool(y.pets)) <= t.across(lambda r: r.pets_allowed),
    "accepts": _accepts,
}
"""The hard rules, each as a grid that is True where it holds."""


def _attention(t: _Columns) -> Grid:
    """Up to 40: the part of the wanted attention that is offered; half when nothing is asked."""
    wanted = t.down(lambda y: len(y.attention_wanted))
    shared = t.shared(lambda y: y.attention_wanted, lambda r: r.attention_offered)
    return np.where(wanted == 0, _ATTENTION // 2, _ATTENTION * shared // np.maximum(wanted, 1))


def _room_to_spare(t: _Columns) -> Grid:
    """Up to 20: the part of the youth's highest rent that is left over."""
    most = t.down(lambda y: y.max_rent)
    return np.clip(_RENT * (most - t.across(lambda r: r.rent)) // np.maximum(most, 1), 0, _RENT)


def _days_empty(t: _Columns) -> Grid:
    """Up to 20: one less for every three days the room stands empty until the youth comes."""
    days = t.down(lambda y: y.from_date.toordinal()) - t.across(lambda r: r.from_date.toordinal())
    return np.clip(_EMPTY - days // _DAYS_PER_EMPTY_POINT, 0, _EMPTY)


def _length_of_stay(t: _Columns) -> Grid:
    """Up to 20: the time until the room ends; a year or open-ended is full."""
    days = t.across(_until) - t.down(lambda y: y.from_date.toordinal())
    return np.clip(days // _DAYS_PER_STAY_POINT, 0, _STAY)


PARTS: dict[str, Callable[[_Columns], Grid]] = {
    "attention": _attention,
    "rent": _room_to_spare,
    "empty": _days_empty,
    "stay": _length_of_stay,
}
"""The parts of the score, together at most ``MAX_SCORE``."""

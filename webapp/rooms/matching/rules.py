"""Which youth fits which room, and the best whole of pairs. Pure: no SQL, no Flask, nobody is placed.

Hard rules exclude; the score only weighs what is allowed. First as many pairs as possible, then the
highest sum. Everything is sorted by id first, because tied optima would differ by input order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import numpy as np
from scipy.optimize import linear_sum_assignment

from webapp.rooms.matching.facts import PassedOver, Vacancy, Weights, Youth
from webapp.rooms.matching.grids import NEVER, Columns, Grid, last_day
from webapp.rooms.matching.weighing import scores_of

Blocked = frozenset[tuple[str, str]]
"""Ids of a youth and a room that are never proposed together: one of both said no before."""


class Matching:
    """The grids of rules and scores, and the pairs that follow from them."""

    def __init__(
        self,
        youths: Sequence[Youth],
        rooms: Sequence[Vacancy],
        weights: Weights | None = None,
        blocked: Blocked = frozenset(),
    ) -> None:
        self.youths = sorted(youths, key=lambda youth: youth.id)
        self.rooms = sorted(rooms, key=lambda room: room.id)
        self.weights, self.blocked = weights or Weights(), blocked
        self.table = Columns(self.youths, self.rooms)
        self.rules: dict[str, Grid] = {name: rule(self.table) for name, rule in RULES.items()}
        self.rules["blocked"] = self._not_blocked()

    def _not_blocked(self) -> Grid:
        grid = np.ones((len(self.youths), len(self.rooms)), dtype=bool)
        row_of = {youth.id: n for n, youth in enumerate(self.youths)}
        column_of = {room.id: n for n, room in enumerate(self.rooms)}
        for youth, room in self.blocked:
            if youth in row_of and room in column_of:
                grid[row_of[youth], column_of[room]] = False
        return grid

    @cached_property
    def allowed(self) -> Grid:
        """True where no hard rule excludes."""
        return np.logical_and.reduce(list(self.rules.values()))

    @cached_property
    def scores(self) -> Grid:
        """Whole, 0 to the sum of the weights; also filled where a rule excludes, so read it with ``allowed``."""
        return scores_of(self.table, self.allowed, self.weights)

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """(youth, room) as indexes. One more pair always weighs more than any sum of scores."""
        if not self.youths or not self.rooms:
            return []
        a_pair = min(self.allowed.shape) * self.weights.most + 1
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

    def empty_rooms(self) -> list[int]:
        """Rooms without a youth."""
        taken = {room for _, room in self.pairs}
        return [room for room in range(len(self.rooms)) if room not in taken]

    def counted(self, chosen: Sequence[int], *, of_rooms: bool) -> Iterator[tuple[int, dict[str, int], int]]:
        """For these youths, or these rooms: how many each hard rule keeps away, and how many fit."""
        side = {name: grid.T if of_rooms else grid for name, grid in self.rules.items()}
        away = {name: (~grid[chosen]).sum(axis=1).tolist() for name, grid in side.items()}
        fitting = (self.allowed.T if of_rooms else self.allowed)[chosen].sum(axis=1).tolist()
        for place, one in enumerate(chosen):
            yield one, {name: counts[place] for name, counts in away.items() if counts[place]}, fitting[place]

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


def _age(t: Columns) -> Grid:
    age = t.down(lambda y: y.from_date.year - y.birth_year)
    return (t.across(lambda r: r.min_age) <= age) & (age <= t.across(lambda r: r.max_age))


def _municipality(t: Columns) -> Grid:
    wants_all = t.down(lambda y: not y.municipalities) == 1
    return wants_all | (t.shared(lambda y: y.municipalities, lambda r: {r.municipality}) > 0)


def _travel(t: Columns) -> Grid:
    """Only a firm limit excludes, and never a room whose distance is not known."""
    limit = t.down(lambda y: NEVER if y.limit_km is None else y.limit_km)
    return t.distance() <= limit


def _accepts(t: Columns) -> Grid:
    anyone = t.across(lambda r: r.accepts == "anyone") == 1
    women = (t.across(lambda r: r.accepts == "women") & t.down(lambda y: y.gender == "woman")) == 1
    men = (t.across(lambda r: r.accepts == "men") & t.down(lambda y: y.gender == "man")) == 1
    return anyone | women | men


RULES: dict[str, Callable[[Columns], Grid]] = {
    "rent": lambda t: t.across(lambda r: r.rent) <= t.down(lambda y: y.max_rent),
    "from_date": lambda t: t.across(lambda r: r.from_date.toordinal()) <= t.down(lambda y: y.from_date.toordinal()),
    "until_date": lambda t: t.across(last_day) > t.down(lambda y: y.from_date.toordinal()),
    "age": _age,
    "municipality": _municipality,
    "smoking": lambda t: t.down(lambda y: y.smoking) <= t.across(lambda r: r.smoking_allowed),
    "smoke": lambda t: t.down(lambda y: "smoke" in y.allergies) + t.across(lambda r: r.smoking_allowed) < 2,
    "allergies": lambda t: t.shared(lambda y: y.allergies, lambda r: r.pets_present) == 0,
    "pets": lambda t: t.down(lambda y: bool(y.pets)) <= t.across(lambda r: r.pets_allowed),
    "accepts": _accepts,
    "travel": _travel,
}
"""The hard rules, each as a grid that is True where it holds."""

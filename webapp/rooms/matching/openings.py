"""The smallest change of a youth's wishes that opens a room, and the rules that stand most in the way. Pure.

With rooms left over there is a way: a room from which the others can move up, one after another, until a room that is
left over is taken. Whoever gets such a room without taking part in that chain makes one more pair, whatever the scores
are: no best whole is without that youth. So those changes are found for all at once, without matching again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from webapp.rooms.matching.facts import Vacancy, Youth
from webapp.rooms.matching.grids import NEVER, Columns, Grid, last_day
from webapp.rooms.matching.rules import Matching
from webapp.rooms.travel import km_between

A_MUNICIPALITY_MORE = 40
ANOTHER_HABIT = 150
A_KM_FURTHER = 5
"""Counted beside one euro a month or one day later: 1 each."""
_A_CHANGE = 10_000_000
"""More than any sum of those, so that fewer wishes go before smaller ones."""
_FIXED = ("smoke", "allergies", "accepts", "blocked")
"""Rules about what nobody changes."""
_CLOSED = np.iinfo(np.int64).max


@dataclass(frozen=True)
class Opening:
    """The wishes to change, each None or False where it may stay.

    ``makes_pair``: with it the youth is in every best whole; else only a room fits, which is now proposed to another.
    """

    room: Vacancy
    max_rent: int | None = None
    from_date: date | None = None
    municipality: str | None = None
    without_pets: bool = False
    without_smoking: bool = False
    furthest_km: int | None = None
    makes_pair: bool = True

    def applied(self, youth: Youth) -> Youth:
        """The youth with these wishes."""
        return replace(
            youth,
            max_rent=youth.max_rent if self.max_rent is None else self.max_rent,
            from_date=self.from_date or youth.from_date,
            municipalities=youth.municipalities | ({self.municipality} if self.municipality else set()),
            pets=frozenset() if self.without_pets else youth.pets,
            smoking=youth.smoking and not self.without_smoking,
            furthest_km=youth.furthest_km if self.furthest_km is None else self.furthest_km,
        )


@dataclass(frozen=True)
class Obstacle:
    """A hard rule: the youths without a room for whom it alone stands before one, and how many pairs it excludes."""

    rule: str
    youths: tuple[str, ...]
    pairs: int

    @property
    def alone(self) -> int:
        """How many those are."""
        return len(self.youths)


def find_openings(matching: Matching) -> dict[int, Opening]:
    """Youth without a room → the smallest change that opens one; none for whom no wish would help."""
    left = matching.unmatched()
    if not left or not matching.rooms:
        return {}
    costs, first = _costs(matching, left)
    able = np.zeros(len(matching.rooms), dtype=bool)
    able[_movable(matching)] = True
    fitting = matching.allowed[left].sum(axis=1).tolist()
    found: dict[int, Opening] = {}
    for makes_pair, rooms in ((True, np.flatnonzero(able)), (False, np.flatnonzero(~able))):
        if not rooms.size:
            continue
        cheapest = costs[:, rooms].argmin(axis=1)
        for row, youth in enumerate(left):
            room = int(rooms[cheapest[row]])
            if youth not in found and costs[row, room] < _CLOSED and (makes_pair or not fitting[row]):
                day = date.fromordinal(int(first[row, room]))
                found[youth] = _opening(matching.youths[youth], matching.rooms[room], day, makes_pair=makes_pair)
    return found


def rank_obstacles(matching: Matching) -> list[Obstacle]:
    """Every rule that excludes a pair of a youth without a room, the one that stands most in the way first."""
    left = matching.unmatched()
    if not left or not matching.rooms:
        return []
    broken = {name: ~grid[left] for name, grid in matching.rules.items()}
    number: Grid = np.add.reduce([grid.astype(np.int8) for grid in broken.values()])
    only_one = number == 1
    ids = [matching.youths[youth].id for youth in left]
    found = []
    for name, grid in broken.items():
        alone = np.flatnonzero((grid & only_one).any(axis=1)).tolist()
        found.append(Obstacle(name, tuple(sorted(ids[one] for one in alone)), int(grid.sum())))
    return sorted((one for one in found if one.pairs), key=lambda one: (-one.alone, -one.pairs, one.rule))


def _movable(matching: Matching) -> list[int]:
    """The rooms that are left over, and those whose youth can move up until one of these is taken."""
    holder = {room: youth for youth, room in matching.pairs}
    room_of = dict(matching.pairs)
    found = [room for room in range(len(matching.rooms)) if room not in holder]
    held = np.zeros(len(matching.youths), dtype=bool)
    held[list(room_of)] = True
    last = found
    while last:
        movers = np.flatnonzero(matching.allowed[:, last].any(axis=1) & held)
        held[movers] = False
        last = [room_of[youth] for youth in movers.tolist()]
        found = found + last
    return found


def _costs(matching: Matching, left: Sequence[int]) -> tuple[Grid, Grid]:
    """How much each of these youths would have to change for each room, and from which day; closed: no wish helps.

    A room that is free later waits for nobody, and a youth who is too young comes in the year of the right age.
    """
    youths = [matching.youths[youth] for youth in left]
    table = Columns(youths, matching.rooms)
    broken = {name: ~grid[left] for name, grid in matching.rules.items()}
    dearer = np.maximum(table.across(lambda r: r.rent) - table.down(lambda y: y.max_rent), 0)
    start = table.down(lambda y: y.from_date.toordinal())
    first = np.maximum(table.across(lambda r: r.from_date.toordinal()), start)
    old_enough = table.across(lambda r: r.min_age) + table.down(lambda y: y.birth_year)
    first = np.maximum(first, _each(old_enough, lambda year: date(year, 1, 1).toordinal()))
    later = first - start
    limit = table.down(lambda y: NEVER if y.limit_km is None else y.limit_km)
    further = np.maximum(table.distance() - limit, 0)
    changes = (dearer > 0).astype(np.int64) + (later > 0)
    changes = changes + broken["municipality"] + broken["pets"] + broken["smoking"] + broken["travel"]
    cost = changes * _A_CHANGE + dearer + later + broken["municipality"] * A_MUNICIPALITY_MORE
    cost = cost + further * A_KM_FURTHER
    cost = cost + (broken["pets"].astype(np.int64) + broken["smoking"]) * ANOTHER_HABIT
    age = _each(first, lambda day: date.fromordinal(day).year) - table.down(lambda y: y.birth_year)
    closed = (age > table.across(lambda r: r.max_age)) | (table.across(last_day) <= first)
    for name in _FIXED:
        closed = closed | broken[name]
    return np.where(closed, _CLOSED, cost), first


def _each(days: Grid, value: Callable[[int], int]) -> Grid:
    """A number of each of these, worked out once for each different one."""
    different, places = np.unique(days, return_inverse=True)
    return np.array([value(one) for one in different.tolist()], dtype=np.int64)[places].reshape(days.shape)


def _opening(youth: Youth, room: Vacancy, first: date, *, makes_pair: bool) -> Opening:
    way = km_between(youth.goes_to, room.municipality)
    is_further = youth.limit_km is not None and way is not None and way > youth.limit_km
    near = not youth.municipalities or room.municipality in youth.municipalities
    return Opening(
        room,
        max_rent=room.rent if room.rent > youth.max_rent else None,
        from_date=first if first > youth.from_date else None,
        municipality=None if near else room.municipality,
        without_pets=bool(youth.pets) and not room.pets_allowed,
        without_smoking=youth.smoking and not room.smoking_allowed,
        furthest_km=way if is_further else None,
        makes_pair=makes_pair,
    )

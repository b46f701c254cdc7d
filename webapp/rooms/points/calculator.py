"""The points of a room, in whole numbers all the way, so that server and phone agree to the cent. Pure.

``static/js/points.js`` holds the same rules and reads the same data; a test compares them. Each rubric is rounded to a
quarter of a point (an eighth goes up), the total to whole points (a half goes up). What is shared is divided by the
number of rooms that may use it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from webapp.rooms.points import rubrics as r
from webapp.rooms.points.prices import PriceList, price_of
from webapp.rooms.points.rubrics import Drawback, Rubric


@dataclass(frozen=True)
class Home:
    """The answers; None, or an empty tuple, is 'weet ik niet'. Sizes are hundredths of a m².

    ``sharers``: households that use kitchen and bathroom, the host's and the youth's among them; 1 shares nothing.
    ``living_m2``: the shared living room, kitchen and bathroom together; ``heated_rooms`` of these have heating.
    ``built``: year, for a home without a label.
    """

    room_m2: int | None = None
    sharers: int | None = None
    label: str | None = None
    built: int | None = None
    worktop: str | None = None
    sanitary: tuple[str, ...] = ()
    drawbacks: tuple[str, ...] = ()
    heated: str | None = None
    living_m2: int | None = None
    heated_rooms: int | None = None
    outside_m2: int | None = None
    woz: str | None = None


@dataclass(frozen=True)
class Gain:
    """The answer that would change most: its field, and the points and cents it may add. ``known``: it was answered."""

    field: str
    points: int
    cents: int
    known: bool


@dataclass(frozen=True)
class Count:
    """The outcome: whole points, the maximum bare rent in cents, and quarters of a point per rubric."""

    points: int
    max_cents: int
    year: int
    quarters: dict[Rubric, int]

    @property
    def max_euros(self) -> int:
        """The highest bare rent in whole euros."""
        return self.max_cents // 100


def count(home: Home, prices: PriceList) -> Count:
    """Points and maximum of a room by one year's prices."""
    quarters = _quarters(home)
    points = max(0, (sum(quarters.values()) + 2) // 4)
    return Count(points, price_of(points, prices.prices), prices.year, quarters)


def find_gain(home: Home, prices: PriceList) -> Gain | None:
    """The open question that may add most; with none open, the answer that work on the home would change most."""
    now = count(home, prices)
    for known in (False, True):
        gains = [_gain(home, field, best, now, prices, known=known) for field, best in r.BEST.items()]
        found = max(filter(None, gains), key=lambda gain: gain.points, default=None)
        if found:
            return found
    return None


def _gain(home: Home, field: str, best: Any, now: Count, prices: PriceList, *, known: bool) -> Gain | None:
    is_known = is_answered(home, field)
    if is_known != known or (known and field not in r.IMPROVES):
        return None
    tried: Any = {field: tuple(best) if isinstance(best, list) else best}
    other = count(replace(home, **tried), prices)
    more = other.points - now.points
    return Gain(field, more, other.max_cents - now.max_cents, known) if more > 0 else None


def is_answered(home: Home, field: str) -> bool:
    """True when a question has an answer; a building year answers that of the label."""
    if field == "label" and home.built is not None:
        return True
    return getattr(home, field) not in (None, ())


def _quarters(home: Home) -> dict[Rubric, int]:
    own, living = _square_metres(home.room_m2), _square_metres(home.living_m2)
    shares = home.sharers or 1
    metres = own * shares + (living if home.sharers else 0)  # divided by `shares`
    found = dict.fromkeys(Rubric, 0)
    found[Rubric.rooms] = _quarter(metres, shares)
    if home.heated and (home.room_m2 is None or own):
        found[Rubric.heating] = 4 * r.HEATED[home.heated]
    if home.sharers:
        found[Rubric.heating] += _quarter(r.HEATED["yes"] * (home.heated_rooms or 0), shares)
    found[Rubric.energy] = _quarter(_energy(home) * metres, 100 * shares)
    if home.sharers:
        found[Rubric.kitchen] = _quarter(r.WORKTOP[home.worktop] if home.worktop else 0, shares)
        found[Rubric.sanitary] = _quarter(_sanitary(home.sanitary), shares)
        found[Rubric.outside] = _outside(home.outside_m2 or 0, shares)
    found[Rubric.woz] = 4 * (r.WOZ[home.woz] if home.woz else min(r.WOZ.values()))
    found[Rubric.drawbacks] = -4 * r.DRAWBACK * _drawbacks(home)
    return found


def _square_metres(hundredths: int | None) -> int:
    """Whole m², a half goes up; what is too small is no room."""
    return 0 if hundredths is None or hundredths < r.SMALLEST_ROOM else (hundredths + 50) // 100


def _quarter(points: int, divided_by: int) -> int:
    """Quarters of a point, an eighth goes up."""
    return (8 * points + divided_by) // (2 * divided_by)


def _energy(home: Home) -> int:
    if home.label:
        return r.ENERGY[home.label]
    if home.built is None:
        return r.UNKNOWN_ENERGY
    return next(rate for year, rate in r.BUILT if home.built >= year)


def _sanitary(fittings: tuple[str, ...]) -> int:
    points = sum(r.SANITARY[one] for one in set(fittings))
    if {"shower", "bath"} <= set(fittings):
        points += r.BOTH_BATHS - r.SANITARY["shower"] - r.SANITARY["bath"]
    return points


def _outside(hundredths: int, shares: int) -> int:
    if not hundredths:
        return 0
    if shares == 1:
        found = 4 * r.OUTSIDE["own_base"] + _quarter(r.OUTSIDE["own"] * hundredths, 10_000)
    else:
        found = _quarter(r.OUTSIDE["shared"] * hundredths, 10_000 * shares)
    return min(found, 4 * r.OUTSIDE["most"])


def _drawbacks(home: Home) -> int:
    """How many deductions; with no answer all of them."""
    named = set(home.drawbacks) - {Drawback.none} if home.drawbacks else set(Drawback) - {Drawback.none}
    return len(named) + (home.room_m2 is None or home.room_m2 < r.SMALL_ROOM)

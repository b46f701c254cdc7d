"""The score of a pair: parts that are added up, each at most its weight. Pure."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from webapp.rooms.matching.facts import Weights
from webapp.rooms.matching.grids import Columns, Grid, last_day

_DAYS_TO_EMPTY = 60
_DAYS_OF_STAY = 360
_DAYS_OF_WAITING = 360
_KM_TOO_FAR = 40


def scores_of(table: Columns, allowed: Grid, weights: Weights) -> Grid:
    """Whole numbers, 0 to ``weights.most``; also filled where a rule excludes, so read them with ``allowed``."""
    parts = [part(table, getattr(weights, name)) for name, part in PARTS.items()]
    return np.add.reduce([*parts, *(_scarce(allowed, axis, getattr(weights, name)) for name, axis in _AXES.items())])


def _attention(t: Columns, most: int) -> Grid:
    """The part of the wanted attention that is offered; half when nothing is asked."""
    wanted = t.down(lambda y: len(y.attention_wanted))
    shared = t.shared(lambda y: y.attention_wanted, lambda r: r.attention_offered)
    return np.where(wanted == 0, most // 2, most * shared // np.maximum(wanted, 1))


def _room_to_spare(t: Columns, most: int) -> Grid:
    """The part of the youth's highest rent that is left over."""
    highest = t.down(lambda y: y.max_rent)
    return np.clip(most * (highest - t.across(lambda r: r.rent)) // np.maximum(highest, 1), 0, most)


def _days_empty(t: Columns, most: int) -> Grid:
    """Less for every day the room stands empty until the youth comes; none from two months."""
    days = t.down(lambda y: y.from_date.toordinal()) - t.across(lambda r: r.from_date.toordinal())
    return np.clip(most - days * most // _DAYS_TO_EMPTY, 0, most)


def _length_of_stay(t: Columns, most: int) -> Grid:
    """The time until the room ends; a year or open-ended is full."""
    days = t.across(last_day) - t.down(lambda y: y.from_date.toordinal())
    return np.clip(days * most // _DAYS_OF_STAY, 0, most)


def _waiting(t: Columns, most: int) -> Grid:
    """The time since the request; a year is full."""
    waited = np.clip(t.down(lambda y: y.waited) * most // _DAYS_OF_WAITING, 0, most)
    return np.broadcast_to(waited, (len(t.youths), len(t.rooms)))


def _travel(t: Columns, most: int) -> Grid:
    """Less for every kilometre to school or work, none from forty, or past what the youth wants; half when not said."""
    distance = t.distance()
    wanted = t.down(lambda y: _KM_TOO_FAR if y.furthest_km is None else y.furthest_km)
    near = np.clip(most - distance * most // _KM_TOO_FAR, 0, most)
    return np.where(distance < 0, most // 2, np.where(distance <= wanted, near, 0))


def _scarce(allowed: Grid, axis: int, most: int) -> Grid:
    """Full for a youth whom one room fits, or a room that fits one youth; half for two, a third for three."""
    fitting = allowed.sum(axis=axis, keepdims=True)
    return np.broadcast_to(np.where(fitting > 0, most // np.maximum(fitting, 1), 0), allowed.shape)


PARTS: dict[str, Callable[[Columns, int], Grid]] = {
    "attention": _attention,
    "rent": _room_to_spare,
    "empty": _days_empty,
    "stay": _length_of_stay,
    "waiting": _waiting,
    "travel": _travel,
}
"""The parts of the score that follow from the pair, by the name of their weight."""
_AXES = {"scarce_youth": 1, "scarce_room": 0}

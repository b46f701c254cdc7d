"""Both lists of a matching as columns of numbers. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from webapp.rooms.matching.facts import Vacancy, Youth
from webapp.rooms.travel import km_between

Grid = npt.NDArray[Any]
"""One row per youth, one column per room."""

NEVER = date.max.toordinal()
FAR_UNKNOWN = -1


class Columns:
    """Both lists as columns of numbers: youths down, rooms across."""

    def __init__(self, youths: list[Youth], rooms: list[Vacancy]) -> None:
        self.youths, self.rooms = youths, rooms

    def down(self, value: Callable[[Youth], Any]) -> Grid:
        """A number of each youth, as a column."""
        return np.array([value(youth) for youth in self.youths], dtype=np.int64).reshape(-1, 1)

    def across(self, value: Callable[[Vacancy], Any]) -> Grid:
        """A number of each room, as a row."""
        return np.array([value(room) for room in self.rooms], dtype=np.int64).reshape(1, -1)

    def distance(self) -> Grid:
        """Kilometres from each youth's school or work to each room; ``FAR_UNKNOWN`` where that is not known."""
        goals, of_youth = np.unique([youth.goes_to for youth in self.youths] or [""], return_inverse=True)
        places, of_room = np.unique([room.municipality for room in self.rooms] or [""], return_inverse=True)
        known = [[km_between(goal, place) for place in places.tolist()] for goal in goals.tolist()]
        table = np.array([[FAR_UNKNOWN if km is None else km for km in row] for row in known], dtype=np.int64)
        return table[of_youth[: len(self.youths)]][:, of_room[: len(self.rooms)]]

    def shared(self, of_youth: Callable[[Youth], Any], of_room: Callable[[Vacancy], Any]) -> Grid:
        """The number of words that each youth's set and each room's set share."""
        words = sorted({word for youth in self.youths for word in of_youth(youth)})
        wanted = np.array([[w in of_youth(y) for w in words] for y in self.youths], dtype=np.int64)
        there = np.array([[w in of_room(r) for w in words] for r in self.rooms], dtype=np.int64)
        return wanted.reshape(len(self.youths), len(words)) @ there.reshape(len(self.rooms), len(words)).T


def last_day(room: Vacancy) -> int:
    """The day a room ends, as a number."""
    return room.until_date.toordinal() if room.until_date else NEVER

"""Bounds on the log rows of one source: the first tries of an hour each have a row, after that only round numbers.

Ten thousand tries leave some seventy rows, and the last of them says how many there were. Kept per process: with four
workers a source has four times as many rows at most.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime, timedelta

from webapp import clock

HOUR = timedelta(hours=1)
EACH = 60
"""So many tries of a source in an hour have a row of their own."""
_MOST = 20_000
"""Sources in memory; the longest quiet one is forgotten first."""


class Bursts:
    """Counts the tries of each source in the running hour."""

    def __init__(self) -> None:
        self._since: OrderedDict[Hashable, tuple[datetime, int]] = OrderedDict()
        self._lock = threading.Lock()

    def count(self, source: Hashable, each: int = EACH) -> int | None:
        """Count one try; its number when it deserves a row, else None. ``each``: so many have one anyhow."""
        now = clock.now()
        with self._lock:
            since, count = self._since.get(source, (now, 0))
            if since <= now - HOUR:
                since, count = now, 0
            self._since[source] = (since, count + 1)
            self._since.move_to_end(source)
            while len(self._since) > _MOST:
                self._since.popitem(last=False)
        return count + 1 if deserves_row(count + 1, each) else None

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._since.clear()


def deserves_row(number: int, each: int = EACH) -> bool:
    """True for each of the first tries, then for 100, 200, 500, 1000, 2000 and so on."""
    if number <= each:
        return True
    digits = str(number)
    return digits[0] in "125" and not digits[1:].strip("0")

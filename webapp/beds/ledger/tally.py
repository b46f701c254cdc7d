"""The free places now: the last count, corrected by the changes around it. Pure: no clock, no SQL, no Flask.

Every count, hold, stay and closed bed in a category has a place in one row of whole numbers, its version. Between two
versions nothing in a category changes: an expiry by the clock takes a version too, in the order of its end, at the next
look. So the version that a counting person saw fixes exactly what they saw, also when their count arrives an hour
later.

A guest who arrives on a hold ends it at the version at which the stay begins: the places go from one to the other and
are never counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Hold:
    """``places`` promised at version ``granted`` until a time; ``ended`` is the version of its end.

    ``ended`` is None while it runs and after an expiry that is not written yet. An arrival ends it too: a stay follows.
    """

    places: int
    until: datetime
    granted: int
    ended: int | None = None

    def is_live(self, now: datetime) -> bool:
        """True when a bed is kept for it at this moment."""
        return self.ended is None and self.until > now

    def was_live_at(self, version: int) -> bool:
        """True when a person who looked at ``version`` saw it as held."""
        return self.granted <= version and (self.ended is None or self.ended > version)


@dataclass(frozen=True)
class Taken:
    """``places`` in use by a guest, or closed, from version ``started`` to ``ended``; None: still so."""

    places: int
    started: int
    ended: int | None = None

    @property
    def is_open(self) -> bool:
        """True when the places are taken now."""
        return self.ended is None

    def was_so_at(self, version: int) -> bool:
        """True when a person who looked at ``version`` saw these places as taken."""
        return self.started <= version and (self.ended is None or self.ended > version)


@dataclass(frozen=True)
class LastCount:
    """``free``: empty, not held and not closed, as seen at version ``seen``, reported at ``at``.

    ``own``: places that the counter took between ``seen`` and the count, less those they gave back: after checking a
    guest in without network, the counter no longer saw that bed as empty.
    """

    free: int
    seen: int
    at: datetime
    own: int = 0


@dataclass(frozen=True)
class Tally:
    """One category now. ``free`` respects both the count and the book; free + held ≤ capacity.

    ``counted``: the last count carried on to now, None without a count. ``book``: the places left by the records; below
    zero when a capacity shrank. ``difference``: counted − book, for a person to settle.
    """

    free: int
    held: int
    stays: int = 0
    out_of_use: int = 0
    book: int = 0
    counted: int | None = None

    @property
    def difference(self) -> int:
        """The disagreement of count and book: positive when more beds are empty than the book says."""
        return 0 if self.counted is None else self.counted - self.book


def books(capacity: int, out_of_use: int, stays: int, holds: int) -> int:
    """The places left by the records."""
    return capacity - out_of_use - stays - holds


def tally(
    capacity: int,
    count: LastCount | None,
    holds: Iterable[Hold],
    now: datetime,
    stays: Iterable[Taken] = (),
    closures: Iterable[Taken] = (),
) -> Tally:
    """Work out the free and held places at ``now``. Without any count nothing is free.

    Holds and stays that began after the count take places; those that the counter saw and that have ended give theirs
    back; the counter's own acts before counting are in the number already. Never more than the book has left: holds,
    stays and closed beds together stay within the capacity.
    """
    known, inside, closed = list(holds), list(stays), list(closures)
    held = sum(hold.places for hold in known if hold.is_live(now))
    staying = sum(stay.places for stay in inside if stay.is_open)
    out_of_use = sum(closure.places for closure in closed if closure.is_open)
    book = books(capacity, out_of_use, staying, held)
    if count is None:
        return Tally(0, held, staying, out_of_use, book)
    seen = sum(hold.places for hold in known if hold.was_live_at(count.seen))
    seen += sum(taken.places for taken in (*inside, *closed) if taken.was_so_at(count.seen))
    counted = count.free + count.own + seen - held - staying - out_of_use
    return Tally(max(0, min(counted, book)), held, staying, out_of_use, book, counted)


def run_out(holds: Iterable[Hold], now: datetime) -> Sequence[Hold]:
    """The unwritten expired holds, in the order of their end."""
    return sorted((h for h in holds if h.ended is None and h.until <= now), key=lambda h: (h.until, h.granted))


def version_now(stored: int, holds: Iterable[Hold], now: datetime) -> int:
    """The version a reader sees: the stored one, and one more for each hold that expired since."""
    return stored + len(run_out(holds, now))


def is_stale(counted_at: datetime | None, stale_minutes: int, now: datetime) -> bool:
    """True when the shelter must be called first: never counted, or counted too long ago."""
    return counted_at is None or now - counted_at >= timedelta(minutes=stale_minutes)


def hold_until(now: datetime, minutes: int) -> datetime:
    """The end of a hold: a whole minute, so that a board of this minute is right for all of it."""
    exact = now + timedelta(minutes=minutes)
    whole = exact.replace(second=0, microsecond=0)
    return whole if whole == exact else whole + timedelta(minutes=1)

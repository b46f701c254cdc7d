"""What is free now: the last count, corrected by what happened around it. Pure: no clock, no SQL, no Flask.

Every count, hold, stay and closed bed in a category has a place in one row of whole numbers, its version.
Between two versions nothing in a category changes: a hold that runs out by the clock takes a version too,
in the order of its end, as soon as anyone looks. So 'the version a counting person saw' says exactly what
they saw, also when their count arrives an hour later.

A guest who arrives on a hold ends it at the version at which the stay begins: the places go from one to
the other and are never counted twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Hold:
    """``places`` promised at version ``granted`` until a time; ``ended`` is the version of its end.

    ``ended`` is None while it runs and after it ran out unseen. An arrival ends it too: a stay goes on.
    """

    places: int
    until: datetime
    granted: int
    ended: int | None = None

    def is_live(self, now: datetime) -> bool:
        """Whether a bed is kept for it at this moment."""
        return self.ended is None and self.until > now

    def was_live_at(self, version: int) -> bool:
        """Whether someone who looked at ``version`` saw it as held."""
        return self.granted <= version and (self.ended is None or self.ended > version)


@dataclass(frozen=True)
class Taken:
    """``places`` in use by a guest, or closed, from version ``started`` to ``ended``; None: still so."""

    places: int
    started: int
    ended: int | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is so now."""
        return self.ended is None

    def was_so_at(self, version: int) -> bool:
        """Whether someone who looked at ``version`` saw these places as taken."""
        return self.started <= version and (self.ended is None or self.ended > version)


@dataclass(frozen=True)
class LastCount:
    """``free``: empty, not held and not closed, as seen at version ``seen``, told to us at ``at``.

    ``own``: places that the counting person took between ``seen`` and the count, less those they gave back: who
    checks a guest in without network and then counts did not see that bed as empty.
    """

    free: int
    seen: int
    at: datetime
    own: int = 0


@dataclass(frozen=True)
class Tally:
    """One category now. ``free`` is what both the count and the book allow; free + held ≤ capacity.

    ``counted``: the last count carried on to now, None without a count. ``book``: what is left by what is
    written down; below zero when a capacity shrank. ``difference``: counted − book, for a person to settle.
    """

    free: int
    held: int
    stays: int = 0
    out_of_use: int = 0
    book: int = 0
    counted: int | None = None

    @property
    def difference(self) -> int:
        """How much the count and the book disagree: positive when more stands empty than the book says."""
        return 0 if self.counted is None else self.counted - self.book


def books(capacity: int, out_of_use: int, stays: int, holds: int) -> int:
    """What is left by what is written down."""
    return capacity - out_of_use - stays - holds


def tally(
    capacity: int,
    count: LastCount | None,
    holds: Iterable[Hold],
    now: datetime,
    stays: Iterable[Taken] = (),
    closures: Iterable[Taken] = (),
) -> Tally:
    """What is free and held at ``now``. Without any count nothing is free.

    What began after the count takes its places, what the counter saw as taken and has ended gives them back; what
    the counter did themself before counting is in the number already.
    Never more than the book has left: holds, stays and closed beds together stay within the capacity.
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
    """The holds whose time has passed unseen, in the order in which they ended."""
    return sorted((h for h in holds if h.ended is None and h.until <= now), key=lambda h: (h.until, h.granted))


def version_now(stored: int, holds: Iterable[Hold], now: datetime) -> int:
    """The version a reader sees: the stored one, and one more for each hold that ran out since."""
    return stored + len(run_out(holds, now))


def is_stale(counted_at: datetime | None, stale_minutes: int, now: datetime) -> bool:
    """Whether to call first: never counted, or counted too long ago."""
    return counted_at is None or now - counted_at >= timedelta(minutes=stale_minutes)


def hold_until(now: datetime, minutes: int) -> datetime:
    """The end of a hold: a whole minute, so that a board of this minute is right for all of it."""
    exact = now + timedelta(minutes=minutes)
    whole = exact.replace(second=0, microsecond=0)
    return whole if whole == exact else whole + timedelta(minutes=1)

"""Which nights a guest slept, counted at one hour of the night. Pure rules: no SQL, no Flask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from webapp import clock

ASLEEP_AT = time(4)
"""Who has a bed at this moment of the night slept there, Amsterdam time."""
Spell = tuple[datetime, datetime | None]
"""When someone came and when they left; None is not yet."""


def nights_slept(stays: Sequence[Spell], now: datetime) -> int:
    """How many nights a guest slept here in stays that followed each other, tonight included for who is still there.

    A night between two of them, of who left and came back after it, was not slept here.
    """
    nights = sum(_nights_of(arrived_at, left_at, now) for arrived_at, left_at in stays)
    still_there = any(left_at is None for _, left_at in stays)
    return max(1, nights) if still_there else nights


def _nights_of(arrived_at: datetime, left_at: datetime | None, now: datetime) -> int:
    after = _next_night(left_at) if left_at else clock.night_of(now) + timedelta(days=1)
    return max(0, (after - _next_night(arrived_at)).days)


def _next_night(moment: datetime) -> date:
    """The first night of which the hour that counts is still to come."""
    there = clock.local(moment)
    return there.date() if there.time() >= ASLEEP_AT else there.date() - timedelta(days=1)

"""The nights a guest slept, decided at one hour of the night. Pure rules: no SQL, no Flask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from webapp import clock

ASLEEP_AT = time(4)
"""A guest with a bed at this hour, Amsterdam time, slept there that night."""
Spell = tuple[datetime, datetime | None]
"""Arrival and departure; None for no departure yet."""


def nights_slept(stays: Sequence[Spell], now: datetime) -> int:
    """Count the nights a guest slept here in successive stays; a present guest's tonight is included.

    A night between two stays, when the guest was away, does not count.
    """
    nights = sum(_nights_of(arrived_at, left_at, now) for arrived_at, left_at in stays)
    still_there = any(left_at is None for _, left_at in stays)
    return max(1, nights) if still_there else nights


def _nights_of(arrived_at: datetime, left_at: datetime | None, now: datetime) -> int:
    after = _next_night(left_at) if left_at else clock.night_of(now) + timedelta(days=1)
    return max(0, (after - _next_night(arrived_at)).days)


def _next_night(moment: datetime) -> date:
    """The first night whose deciding hour is still to come."""
    there = clock.local(moment)
    return there.date() if there.time() >= ASLEEP_AT else there.date() - timedelta(days=1)

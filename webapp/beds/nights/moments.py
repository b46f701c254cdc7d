"""The moments at which the guests and the fresh counts of a night are settled."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from webapp import clock
from webapp.beds.sleep import ASLEEP_AT

FRESH_AT = time(23)
"""The moment of the evening at which counts are judged, Amsterdam time."""


def asleep_at(night: date) -> datetime:
    """The moment that tells who slept where; while the night has not come so far, now."""
    return min(clock.now(), _settled_at(night))


def is_running(night: date) -> bool:
    """True while the guests of the night are not settled."""
    return clock.now() < _settled_at(night)


def is_judged(night: date) -> bool:
    """True when the freshness of its counts is settled."""
    return clock.now() >= judged_at(night)


def judged_at(night: date) -> datetime:
    """When counts are judged."""
    return datetime.combine(night, FRESH_AT, clock.AMSTERDAM)


def _settled_at(night: date) -> datetime:
    return datetime.combine(night + timedelta(days=1), ASLEEP_AT, clock.AMSTERDAM)

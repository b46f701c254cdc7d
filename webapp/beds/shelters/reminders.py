"""A shelter's reminders to count. Pure: no SQL, no Flask."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from webapp import clock

HOLDS = timedelta(hours=6)
_SEPARATOR = ", "
_TIME = re.compile(r"\d{1,2}[:.]\d\d")


def read_times(text: str) -> str:
    """Read typed moments of the day ('17:00 21.30') into their stored form, in order.

    Raises:
        ValueError: for any other text.
    """
    words = text.replace(",", " ").replace(";", " ").split()
    if not all(_TIME.fullmatch(word) for word in words):
        raise ValueError(text)
    times = {time.fromisoformat(word.replace(".", ":").rjust(5, "0")) for word in words}
    return _SEPARATOR.join(f"{one:%H:%M}" for one in sorted(times))


def missed(times: str, counted_at: datetime | None, now: datetime) -> str | None:
    """The last reminder that passed without a count, as '21:00'; None when there is none.

    It holds for six hours, also past midnight.
    """
    today = clock.local(now).date()
    moments = [
        datetime.combine(day, time.fromisoformat(one), clock.AMSTERDAM)
        for day in (today - timedelta(days=1), today)
        for one in times.split(_SEPARATOR)
        if one
    ]
    last = max((moment for moment in moments if now - HOLDS < moment <= now), default=None)
    if last is None or (counted_at is not None and counted_at >= last):
        return None
    return f"{last:%H:%M}"

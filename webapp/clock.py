"""Time as the work knows it: UTC instants, Amsterdam days, and the night.

The server's clock rules. Everything asks ``clock.now()``, so that a test can move time in one place.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def stamp() -> datetime:
    """``now()`` as the default of a column: called per row, so that a test that moves time moves this too."""
    return now()


def local(instant: datetime) -> datetime:
    """The same instant on an Amsterdam clock."""
    return instant.astimezone(AMSTERDAM)


def today() -> date:
    """The Amsterdam date of this instant."""
    return local(now()).date()


def midnight(day: date) -> datetime:
    """The instant a day begins in Amsterdam."""
    return datetime.combine(day, time(), AMSTERDAM).astimezone(UTC)


def night_of(instant: datetime) -> date:
    """The night an instant belongs to: the date of its 18:00, from noon to noon in Amsterdam.

    03:00 on the 23rd is the night of the 22nd. The clock change of October and March falls inside
    one night, which stays one night.
    """
    moment = local(instant)
    return moment.date() if moment.hour >= 12 else moment.date() - timedelta(days=1)


def tonight() -> date:
    """The night that is going on, or the coming one from noon on."""
    return night_of(now())


def end_of_night(night: date) -> datetime:
    """The instant a night is over: noon in Amsterdam on the next day."""
    return datetime.combine(night + timedelta(days=1), time(12), AMSTERDAM).astimezone(UTC)

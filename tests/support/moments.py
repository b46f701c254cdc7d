"""Times as a page says them, when a test does not know to the minute what it will say."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from webapp import clock

SOON = timedelta(minutes=1)
"""So long a page may take to say it."""


def said_since(begun: datetime) -> re.Pattern[str]:
    """Any moment between then and now, to the hour: 'vandaag 16:', or 17, or 'gisteren 23:' over midnight."""
    hours = sorted({f"{clock.local(moment):%H}" for moment in (begun, clock.now() + SOON)})
    return re.compile(rf"(?:vandaag|gisteren) (?:{'|'.join(hours)}):")

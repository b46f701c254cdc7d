"""The words that rooms and requests share, in the reader's language."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext

from webapp.web.dates import day


def period(start: date, end: date | None) -> str:
    """First and last day in words."""
    if end is None:
        return gettext("vanaf %(start)s, zonder einddatum", start=day(start))
    return gettext("van %(start)s tot %(end)s", start=day(start), end=day(end))


def ages(youngest: int, oldest: int) -> str:
    """Both ends of a range of ages."""
    return gettext("%(min)s tot en met %(max)s jaar", min=youngest, max=oldest)

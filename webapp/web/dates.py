"""Dates and times as a person says them: 'vandaag 21:40', 'di 24 nov', '11 min geleden'."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from flask import Flask
from flask_babel import format_date, gettext, ngettext

from webapp import clock


def when(instant: datetime) -> str:
    """'vandaag 21:40', 'gisteren 08:05', 'di 24 nov 21:40', with the year when it is another."""
    return f"{day(clock.local(instant).date())} {hour(instant)}"


def hour(instant: datetime) -> str:
    """'21:40', Amsterdam time."""
    return clock.local(instant).strftime("%H:%M")


def day(value: date) -> str:
    """'vandaag', 'morgen', 'gisteren', 'di 24 nov', 'di 24 nov 2027'."""
    distance = (value - clock.today()).days
    if distance in (-1, 0, 1):
        return (gettext("gisteren"), gettext("vandaag"), gettext("morgen"))[distance + 1]
    return date_only(value)


def month_name(value: date) -> str:
    """'november 2026'."""
    return str(format_date(value, "MMMM yyyy"))


def month_short(value: date) -> str:
    """'nov 2026'."""
    return format_date(value, "MMM y").replace(".", "")


def date_only(value: date) -> str:
    """'di 24 nov', with the year when it is another."""
    pattern = "EEE d MMM" if value.year == clock.today().year else "EEE d MMM y"
    return format_date(value, pattern).replace(".", "")


def day_month(value: date) -> str:
    """'24 nov'."""
    return format_date(value, "d MMM").replace(".", "")


def ago(instant: datetime) -> str:
    """'nu', '11 min geleden', '2 uur geleden', '3 dagen geleden'."""
    minutes = max(0, int((clock.now() - instant).total_seconds() // 60))
    if minutes < 1:
        return gettext("zojuist")
    if minutes < 60:
        return gettext("%(n)s min geleden", n=minutes)
    if minutes < 48 * 60:
        return gettext("%(n)s uur geleden", n=minutes // 60)
    return ngettext("%(num)s dag geleden", "%(num)s dagen geleden", minutes // 1440)


QUICK = (0, 1, 2, 7)
"""The quick dates, in days from today."""


def quick_days() -> list[tuple[str, str, str]]:
    """Quick dates for a follow-up: (ISO date, name, short date): today, tomorrow, the day after, a week."""
    today = clock.today()
    names = {0: gettext("Vandaag"), 1: gettext("Morgen"), 7: gettext("Week")}
    return [
        (
            (today + timedelta(days=n)).isoformat(),
            names.get(n) or format_date(today + timedelta(days=n), "EEEE").capitalize(),
            day_month(today + timedelta(days=n)),
        )
        for n in QUICK
    ]


def install(app: Flask) -> None:
    """Offer them to templates."""
    for function in (when, hour, day, date_only, month_name, month_short, day_month, ago):
        app.add_template_filter(function)

"""Opening hours in words, here and in the sentences that a phone fills in without network."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask_babel import format_date, gettext

from webapp.directory.hours import State


def opening_words(state: State, moment: datetime) -> str:
    """'nu open, tot 17:00', 'dicht, morgen open om 9:00', as at ``moment`` on the clock in Amsterdam."""
    if state.at is None:
        return gettext("nu open") if state.is_open else gettext("dicht")
    time = f"{state.at.hour}:{state.at.minute:02d}"
    ahead = (state.at.date() - moment.date()).days
    if state.is_open:
        until = time if state.at - moment < timedelta(days=1) else f"{_day(state.at)} {time}"
        return gettext("nu open, tot %(time)s", time=until)
    if ahead == 0:
        return gettext("dicht, open om %(time)s", time=time)
    if ahead == 1:
        return gettext("dicht, morgen open om %(time)s", time=time)
    return gettext("dicht, open %(day)s om %(time)s", day=_day(state.at), time=time)


def sentences() -> dict[str, str]:
    """The same sentences with ``{time}`` and ``{day}`` open, by the name of their ``data-`` attribute."""
    return {
        "data-open": gettext("nu open"),
        "data-closed": gettext("dicht"),
        "data-open-until": gettext("nu open, tot %(time)s", time="{time}"),
        "data-later": gettext("dicht, open om %(time)s", time="{time}"),
        "data-tomorrow": gettext("dicht, morgen open om %(time)s", time="{time}"),
        "data-on-day": gettext("dicht, open %(day)s om %(time)s", day="{day}", time="{time}"),
    }


def _day(moment: datetime) -> str:
    return format_date(moment.date(), "EEE d MMM").replace(".", "")

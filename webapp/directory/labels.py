"""Opening hours in words, here and in the sentences that a phone fills in without network."""

from __future__ import annotations

from datetime import datetime, timedelta

from babel.dates import get_day_names
from flask_babel import format_date, get_locale, gettext

from webapp.directory.hours import DAY, Line, State
from webapp.directory.typed_hours import clock_typed, day_typed, days_written, read_hours
from webapp.errors import N_

_NTH = {1: N_("1e"), 2: N_("2e"), 3: N_("3e"), 4: N_("4e"), -1: N_("laatste")}


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


def hours_words(text: str) -> str:
    """The opening hours in the reader's language, a line each."""
    return "\n".join(map(_line, read_hours(text)))


def _line(line: Line) -> str:
    spans = ", ".join(f"{clock_typed(opens)}\N{EN DASH}{clock_typed(closes)}" for opens, closes in line.spans)
    said = gettext("open") if line.as_usual else spans or gettext("dicht")
    since, until = (day_typed(day) if day else "" for day in (line.since, line.until))
    if line.on_holidays:
        return " ".join((gettext("feestdagen"), said))
    if line.is_date:
        return " ".join((since if since == until else gettext("%(a)s tot en met %(b)s", a=since, b=until), said))
    if len(line.days) == 7 and line.spans == ((0, DAY),):
        said = gettext("altijd")
    else:
        names = get_day_names("abbreviated", locale=get_locale())
        days = days_written(line.days, tuple(names[n].rstrip(".") for n in range(7)))
        said = " ".join(filter(None, (gettext(_NTH[line.nth]) if line.nth else "", days, said)))
    return "".join((_bounds(since, until), said))


def _bounds(since: str, until: str) -> str:
    parts = (
        gettext("vanaf %(day)s", day=since) if since else "",
        gettext("tot en met %(day)s", day=until) if until else "",
    )
    return f"{' '.join(filter(None, parts))}: " if since or until else ""


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

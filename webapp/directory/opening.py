"""Opening hours of an entry: open now, and the same facts for a phone to count on without network."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from webapp import clock
from webapp.directory.hours import Line, State, state_at
from webapp.directory.kinds import Status
from webapp.directory.models import Entry
from webapp.directory.typed_hours import read_hours
from webapp.due.days import holidays


def local_now() -> datetime:
    """The present moment on the clock in Amsterdam, without its zone."""
    return clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0)


def state_of(entry: Entry, moment: datetime) -> State | None:
    """Open or closed; None when nothing is known of its hours."""
    if entry.state != Status.active.value:
        return State(is_open=False, at=None)
    lines = read_hours(entry.hours)
    return state_at(lines, moment) if lines else None


def is_open(entry: Entry, moment: datetime) -> bool:
    """True when it is surely open."""
    state = state_of(entry, moment)
    return state is not None and state.is_open


def for_phone(entry: Entry) -> str:
    """The lines as JSON, '' when nothing is known: ``open_now.js`` counts by them."""
    if entry.state != Status.active.value:
        return "[]"
    lines = read_hours(entry.hours)
    return json.dumps([_plain(line) for line in lines], separators=(",", ":")) if lines else ""


def holidays_for_phone(today: date) -> str:
    """The holidays of this year and the next: a kept page is seldom older."""
    return " ".join(sorted(day.isoformat() for year in (today.year, today.year + 1) for day in holidays(year)))


def _plain(line: Line) -> dict[str, Any]:
    facts = {
        "spans": line.spans,
        "days": line.days,
        "nth": line.nth,
        "since": line.since.isoformat() if line.since else None,
        "until": line.until.isoformat() if line.until else None,
        "date": line.is_date,
        "holidays": line.on_holidays,
        "usual": line.as_usual,
    }
    return {name: value for name, value in facts.items() if value or name == "spans"}

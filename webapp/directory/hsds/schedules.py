"""Opening hours between our lines and HSDS schedules.

A schedule holds one span of a weekly or monthly line; ``description`` says the whole line as people type it. A line for
a date or for holidays, and one that says closed, stands in ``description`` alone. Times are those of the clock in
Amsterdam; a span whose end is not after its begin ends the next day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from uuid import UUID

from webapp.directory import typed_hours
from webapp.directory.hours import DAY, Line
from webapp.directory.hsds.terms import Object, made_id, text

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_COLUMNS = ("valid_from", "valid_to", "freq", "interval", "byday", "opens_at", "closes_at", "description")
_OTHER = ("count", "byweekno", "bymonthday", "byyearday")
"""Rules that no line of ours has."""
_NTH = {"": {0}, "WEEKLY": {0}, "MONTHLY": {1, 2, 3, 4, -1}}
_PART = re.compile(rf"([+-]?\d)?({'|'.join(_DAYS)})")
_TIME = re.compile(r"(\d{1,2}):(\d{2})(?::\d{2})?(?:\+0[12]:?00)?")
_LONGEST = 1000


def written(hours: str, owner: UUID) -> list[Object]:
    """The schedules of these opening hours."""
    facts = [row for line in typed_hours.read_hours(hours) for row in _rows(line)]
    return [{"id": made_id(owner, "schedule", n), **row} for n, row in enumerate(facts)]


def read(rows: list[Object]) -> tuple[str, list[str]]:
    """The opening hours, and in words what no line can say."""
    said = [{name: value for name in _COLUMNS if (value := text(row.get(name)))} for row in rows]
    lines: list[Line] = []
    notes: list[str] = []
    by_rest: dict[Line, int] = {}
    at = 0
    while at < len(rows):
        own = _own(said[at].get("description", ""))
        as_ours = _as_text(own)
        if own and as_ours == said[at : at + len(as_ours)]:
            lines.append(own)
            at += len(as_ours)
            continue
        line = _line(rows[at])
        if line:
            _add(lines, by_rest, line)
        if line is None or said[at] not in as_ours:
            notes.extend(_note(rows[at], is_read=line is not None))
        at += 1
    return typed_hours.write_hours(tuple(lines)), list(dict.fromkeys(notes))


def _rows(line: Line) -> list[Object]:
    facts: Object = {}
    if line.since:
        facts["valid_from"] = line.since.isoformat()
    if line.until:
        facts["valid_to"] = line.until.isoformat()
    said = {"description": typed_hours.written(line)}
    if line.is_date or line.on_holidays or not line.spans:
        return [{**facts, **said}]
    facts["freq"] = "MONTHLY" if line.nth else "WEEKLY"
    facts["interval"] = 1
    facts["byday"] = ",".join(f"{line.nth or ''}{_DAYS[day]}" for day in line.days)
    return [{**facts, "opens_at": _clock(a), "closes_at": _clock(b), **said} for a, b in line.spans]


def _as_text(line: Line | None) -> list[dict[str, str]]:
    return [{name: str(value) for name, value in row.items()} for row in _rows(line)] if line else []


def _own(typed: str) -> Line | None:
    """The line that a description says in full, None when it is other text."""
    if len(typed) > _LONGEST:
        return None
    try:
        lines = typed_hours.read_hours(typed)
    except typed_hours.BadLine:
        return None
    return lines[0] if len(lines) == 1 else None


def _line(row: Object) -> Line | None:
    """The line by the columns of a schedule."""
    freq, byday = text(row.get("freq")).upper(), text(row.get("byday")).upper().replace(" ", "")
    parts = [_PART.fullmatch(part) for part in byday.split(",")]
    if any(text(row.get(name)) for name in _OTHER) or text(row.get("interval")) not in ("", "1"):
        return None
    found = [(int(part[1] or 0), _DAYS.index(part[2])) for part in parts if part]
    nths = {nth for nth, _ in found}
    try:
        spans = (_span(text(row.get("opens_at")), text(row.get("closes_at"))),)
        since, until = _day(row, "valid_from", "dtstart"), _day(row, "valid_to", "until")
    except ValueError:
        return None
    if len(found) != len(parts) or len(nths) != 1 or not nths <= _NTH.get(freq, set()):
        return None
    return Line(spans, tuple(sorted({day for _, day in found})), nths.pop(), since, until)


def _add(lines: list[Line], by_rest: dict[Line, int], line: Line) -> None:
    """Add a line; one that differs in its days alone gets these days too."""
    rest = replace(line, days=())
    if rest in by_rest:
        at = by_rest[rest]
        lines[at] = replace(line, days=tuple(sorted({*lines[at].days, *line.days})))
    else:
        by_rest[rest] = len(lines)
        lines.append(line)


def _note(row: Object, *, is_read: bool) -> list[str]:
    words = [text(row.get(name)) for name in ("description", "notes")]
    if not is_read and not any(words):
        words = [f"{name} {text(row[name])}" for name in (*_COLUMNS, *_OTHER) if text(row.get(name))]
    said = ", ".join(filter(None, words))
    return [f"Open: {said}"] if said else []


def _clock(minutes: int) -> str:
    return f"{minutes % DAY // 60:02d}:{minutes % 60:02d}"


def _span(opens: str, closes: str) -> tuple[int, int]:
    since, until = (_minutes(one) for one in (opens, closes))
    if since == until and since:
        raise ValueError("a span without length")
    return since, until if until > since else until + DAY


def _minutes(typed: str) -> int:
    found = _TIME.fullmatch(typed)
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise ValueError(typed)
    return int(found[1]) * 60 + int(found[2])


def _day(row: Object, *names: str) -> date | None:
    typed = next((value for name in names if (value := text(row.get(name)))), "")
    return date.fromisoformat(typed[:10]) if typed else None

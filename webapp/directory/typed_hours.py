"""Opening hours between text and lines: read as people type them, written one way. Pure."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from webapp.directory.hours import DAY, Line, Span

WEEK = ("ma", "di", "wo", "do", "vr", "za", "zo")
_NAMES = {
    name: n
    for n, names in enumerate(
        ("ma maandag", "di dinsdag", "wo woensdag", "do donderdag", "vr vrijdag", "za zaterdag", "zo zondag")
    )
    for name in names.split()
}
_SETS = {"dagelijks": range(7), "elke dag": range(7), "werkdagen": range(5), "weekend": (5, 6)}
_NTH = {"1e": 1, "eerste": 1, "2e": 2, "tweede": 2, "3e": 3, "derde": 3, "4e": 4, "vierde": 4, "laatste": -1}
_EVERY_DAY = tuple(range(7))
_TIME = r"\d{1,2}(?:[:.]\d{2})?"
_SPANS = re.compile(rf"(?:^|\s)({_TIME}\s*-\s*{_TIME}(?:\s*(?:,|en|\+)\s*{_TIME}\s*-\s*{_TIME})*|dicht|gesloten|open)$")
_SPAN = re.compile(rf"({_TIME})\s*-\s*({_TIME})")
_DATE = r"\d{1,2}-\d{1,2}-\d{4}"
_DATES = re.compile(rf"({_DATE})(?:\s*(?:-|t/m|tot en met)\s*({_DATE}))?$")
_PERIOD = re.compile(rf"(?:vanaf\s+({_DATE}))?\s*(?:(?:t/m|tot en met)\s+({_DATE}))?\s*:\s*")


class BadLine(ValueError):
    """A line that cannot be read; ``line`` is its text."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@lru_cache(maxsize=1024)
def read_hours(text: str) -> tuple[Line, ...]:
    """Read one line of hours per line of text, or per part between strokes.

    Raises:
        BadLine: at the first that cannot be read.
    """
    return tuple(_read(part.strip()) for part in re.split(r"[\n|;]", text) if part.strip())


def write_hours(lines: tuple[Line, ...]) -> str:
    """The same lines in one way of writing, each on its own line."""
    return "\n".join(map(written, lines))


def written(line: Line) -> str:
    """One line, as a person could have typed it."""
    if line.days == _EVERY_DAY and line.spans == ((0, DAY),) and not (line.since or line.until):
        return "altijd"
    return f"{_bounds(line)}{_when(line)} {_spans(line)}"


def _bounds(line: Line) -> str:
    if line.is_date or not (line.since or line.until):
        return ""
    since = f"vanaf {day_typed(line.since)}" if line.since else ""
    until = f"t/m {day_typed(line.until)}" if line.until else ""
    return f"{' '.join(filter(None, (since, until)))}: "


def _when(line: Line) -> str:
    if line.is_date and line.since and line.until:
        one = day_typed(line.since)
        return one if line.since == line.until else f"{one} t/m {day_typed(line.until)}"
    if line.on_holidays:
        return "feestdagen"
    days = days_written(line.days, WEEK)
    return {0: "", -1: "laatste "}.get(line.nth, f"{line.nth}e ") + days


def days_written(days: tuple[int, ...], names: tuple[str, ...]) -> str:
    """Weekdays by these names, three or more in a row as a range."""
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    parts = [f"{names[run[0]]}-{names[run[-1]]}" if len(run) > 2 else ", ".join(names[n] for n in run) for run in runs]
    return ", ".join(parts)


def _spans(line: Line) -> str:
    if line.as_usual:
        return "open"
    return ", ".join(f"{clock_typed(opens)}-{clock_typed(closes)}" for opens, closes in line.spans) or "dicht"


def clock_typed(minutes: int) -> str:
    """``9:05``; the end of a day is ``24:00``, after it the clock begins again."""
    hour, minute = divmod(minutes if minutes <= DAY else minutes - DAY, 60)
    return f"{hour}:{minute:02d}"


def day_typed(day: date) -> str:
    """``24-12-2026``."""
    return f"{day.day}-{day.month}-{day.year}"


def _read(line: str) -> Line:
    text = re.sub(r"\s+", " ", line.lower().replace("–", "-").replace(" uur", "").replace(" tot ", "-"))
    if text in ("altijd", "24/7", "dag en nacht"):
        return Line(spans=((0, DAY),), days=_EVERY_DAY)
    since = until = None
    if bounded := _PERIOD.match(text):
        since, until = (_day(one, line) if one else None for one in bounded.groups())
        text = text[bounded.end() :] if since or until else text
    found = _SPANS.search(text)
    when = text[: found.start()].strip(" :,") if found else ""
    if not found or not when:
        raise BadLine(line)
    said = found[1]
    spans = (
        ()
        if said in ("dicht", "gesloten", "open")
        else tuple(_span(opens, closes, line) for opens, closes in _SPAN.findall(said))
    )
    if when in ("feestdagen", "op feestdagen", "ook op feestdagen"):
        return Line(spans=spans, on_holidays=True, as_usual=said == "open")
    if said == "open":
        raise BadLine(line)
    if dates := _DATES.match(when):
        first = _day(dates[1], line)
        last = _day(dates[2], line) if dates[2] else first
        if last < first:
            raise BadLine(line)
        return Line(spans=spans, since=first, until=last, is_date=True)
    nth = 0
    first_word, _, rest = when.partition(" ")
    if first_word in _NTH:
        nth, when = _NTH[first_word], rest
    return Line(spans=spans, days=_days(when, line), nth=nth, since=since, until=until)


def _days(text: str, line: str) -> tuple[int, ...]:
    found: set[int] = set()
    for part in re.split(r"\s*(?:,|\ben\b|\+)\s*", text):
        if part in _SETS:
            found.update(_SETS[part])
            continue
        first, _, last = (one.strip() for one in part.replace("t/m", "-").partition("-"))
        if first not in _NAMES or (last and last not in _NAMES):
            raise BadLine(line)
        length = (_NAMES[last] - _NAMES[first]) % 7 if last else 0
        found.update((_NAMES[first] + n) % 7 for n in range(length + 1))
    return tuple(sorted(found))


def _span(opens: str, closes: str, line: str) -> Span:
    since, until = (_clock(one, line) for one in (opens, closes))
    if since in (until, DAY):
        raise BadLine(line)
    return since, until if until > since else until + DAY


def _clock(text: str, line: str) -> int:
    hour, minute = (int(one) for one in (*re.split("[:.]", text), "0")[:2])
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise BadLine(line)
    return hour * 60 + minute


def _day(text: str, line: str) -> date:
    day, month, year = map(int, text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        raise BadLine(line) from None

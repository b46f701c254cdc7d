"""Writing a calendar by RFC 5545: lines, escaping, the zone, and events of a day or of an hour. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from webapp import clock

MIMETYPE = "text/calendar; charset=utf-8"
_OCTETS = 75
"""Section 3.1: the most octets of a line, without its end; a folded line begins with a space, which counts."""
_ZONE = (
    "BEGIN:VTIMEZONE", "TZID:Europe/Amsterdam",
    "BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "TZNAME:CEST", "END:DAYLIGHT",
    "BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "TZNAME:CET", "END:STANDARD",
    "END:VTIMEZONE",
)  # fmt: skip
"""Section 3.6.5: summer time as the European Union has had it since 1996."""
_SPECIAL = re.compile(r"([\\;,])")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Event:
    """``begins``: a day, or an aware moment that lasts ``lasts``. ``uid`` is the same in every copy of the calendar.

    ``sequence`` grows with each change.
    """

    uid: str
    begins: date | datetime
    summary: str
    url: str = ""
    sequence: int = 0
    lasts: timedelta = timedelta(hours=1)


def write(events: Iterable[Event], name: str, now: datetime) -> bytes:
    """A calendar of these events. A zone is there when an event needs one."""
    found = list(events)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Onderdak//NL", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escape(name)}", f"X-WR-CALNAME:{escape(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    if any(isinstance(event.begins, datetime) for event in found):
        lines += _ZONE
    for event in found:
        lines += _describe(event, now)
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def _describe(event: Event, now: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{escape(event.uid)}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        *_times(event),
        f"SEQUENCE:{event.sequence}",
        "STATUS:CONFIRMED",
        "CLASS:PRIVATE",
        f"SUMMARY:{escape(event.summary)}",
        *([f"URL:{_CONTROL.sub('', event.url)}"] if event.url else []),
        "END:VEVENT",
    ]


def _times(event: Event) -> list[str]:
    """Section 3.6.1: the end is not part of the event, so a whole day ends on the next. A day blocks no time."""
    if isinstance(event.begins, datetime):
        times = (clock.local(event.begins), clock.local(event.begins + event.lasts))
        begin, end = (f";TZID=Europe/Amsterdam:{moment:%Y%m%dT%H%M%S}" for moment in times)
        return [f"DTSTART{begin}", f"DTEND{end}"]
    end_day = event.begins + timedelta(days=1)
    return [
        f"DTSTART;VALUE=DATE:{event.begins:%Y%m%d}",
        f"DTEND;VALUE=DATE:{end_day:%Y%m%d}",
        "TRANSP:TRANSPARENT",
    ]


def escape(text: str) -> str:
    r"""A text value (section 3.3.11): ``\``, ``;`` and ``,`` get a backslash, a line end becomes ``\n``."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SPECIAL.sub(r"\\\1", _CONTROL.sub("", lines)).replace("\n", "\\n")


def fold(line: str) -> bytes:
    """The line with its end, folded at 75 octets; a letter of several octets is never cut in two."""
    parts, part, room = [], bytearray(), _OCTETS
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > room:
            parts.append(bytes(part))
            part, room = bytearray(), _OCTETS - 1
        part += octets
    parts.append(bytes(part))
    return b"\r\n ".join(parts) + b"\r\n"

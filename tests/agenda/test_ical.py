"""The lines of a calendar, by RFC 5545."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.ical import Event, escape, fold, write

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def lines(*events: Event) -> list[str]:
    """The lines as a program reads them: unfolded."""
    text = write(events, "Afspraken", NOW).decode()
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")


def test_day_ends_on_the_next_and_needs_no_zone() -> None:
    found = lines(Event("1@onderdak.example", date(2026, 12, 31), "Afspraak (Onderdak)", sequence=2))
    assert found[0] == "BEGIN:VCALENDAR"
    assert found[-2:] == ["END:VCALENDAR", ""]
    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SEQUENCE:2", "CLASS:PRIVATE"} <= set(found)
    assert "DTSTAMP:20261129T120000Z" in found
    assert "BEGIN:VTIMEZONE" not in found


@pytest.mark.parametrize(
    ("moment", "begin", "end"),
    [
        ("2026-07-01T12:00:00+00:00", "20260701T140000", "20260701T150000"),
        ("2026-12-01T13:00:00+00:00", "20261201T140000", "20261201T150000"),
        ("2026-10-25T00:30:00+00:00", "20261025T023000", "20261025T023000"),  # the night with an hour more
        ("2026-03-29T00:30:00+00:00", "20260329T013000", "20260329T033000"),  # and the one with an hour less
    ],
)
def test_moment_is_by_the_clock_in_amsterdam(moment: str, begin: str, end: str) -> None:
    found = lines(Event("1@x", datetime.fromisoformat(moment), "Gesprek", lasts=timedelta(hours=1)))
    assert f"DTSTART;TZID=Europe/Amsterdam:{begin}" in found
    assert f"DTEND;TZID=Europe/Amsterdam:{end}" in found
    assert found.count("BEGIN:VTIMEZONE") == 1
    assert found.index("END:VTIMEZONE") < found.index("BEGIN:VEVENT")


def test_text_is_escaped() -> None:
    assert escape("a,b;c\\d\r\ne\rf\ng") == "a\\,b\\;c\\\\d\\ne\\nf\\ng"
    assert escape("x\x00\x07y") == "xy"
    injected = lines(Event("1@x", date(2026, 12, 1), "Een\r\nEND:VEVENT\r\nBEGIN:VEVENT"))
    assert injected.count("END:VEVENT") == 1


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=300))
def test_folded_line_is_short_and_comes_back_whole(text: str) -> None:
    folded = fold(text)
    assert folded.endswith(b"\r\n")
    parts = folded[:-2].split(b"\r\n")
    assert all(len(part) <= 75 for part in parts)
    assert [part.decode() for part in parts]  # no letter is cut
    assert folded[:-2].replace(b"\r\n ", b"").decode() == text


def test_zone_is_the_one_of_the_computer() -> None:
    """The rules written in the file give the offsets that Amsterdam has."""
    from webapp.clock import AMSTERDAM

    for year in (1997, 2026, 2040):
        last_sundays = [max(date(year, month, day) for day in range(25, 32) if date(year, month, day).weekday() == 6)
                        for month in (3, 10)]  # fmt: skip
        before, after = (
            [(datetime(one.year, one.month, one.day, hour, tzinfo=AMSTERDAM)).utcoffset() for one in last_sundays]
            for hour in (1, 4)
        )
        assert before == [timedelta(hours=1), timedelta(hours=2)]
        assert after == [timedelta(hours=2), timedelta(hours=1)]

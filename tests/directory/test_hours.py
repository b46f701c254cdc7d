"""Opening hours: what people type is read, written one way, and right on holidays and past midnight."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directory.lines import LINES
from webapp.directory.hours import DAY, Line, State, spans_on, state_at
from webapp.directory.typed_hours import BadLine, read_hours, write_hours

MONDAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ma-vr 9:00-17:00", "ma-vr 9:00-17:00"),
        ("Maandag t/m vrijdag 9.00 – 17.00 uur", "ma-vr 9:00-17:00"),
        ("ma, wo en vr 9-12 en 13-16:30", "ma, wo, vr 9:00-12:00, 13:00-16:30"),
        ("zo-di 10-12", "ma, di, zo 10:00-12:00"),
        ("dagelijks 22:00-8:00", "ma-zo 22:00-8:00"),
        ("werkdagen van 9 tot 17", None),
        ("werkdagen 9 tot 17 uur", "ma-vr 9:00-17:00"),
        ("1e di 13-15", "1e di 13:00-15:00"),
        ("laatste vrijdag 10:00-12:00", "laatste vr 10:00-12:00"),
        ("24-12-2026 dicht", "24-12-2026 dicht"),
        ("20-7-2026 t/m 31-8-2026 gesloten", "20-7-2026 t/m 31-8-2026 dicht"),
        ("31-12-2026 9-12", "31-12-2026 9:00-12:00"),
        ("feestdagen open", "feestdagen open"),
        ("feestdagen 10-16", "feestdagen 10:00-16:00"),
        ("vanaf 1-10-2026 t/m 31-3-2027: ma-zo 20:00-8:00", "vanaf 1-10-2026 t/m 31-3-2027: ma-zo 20:00-8:00"),
        ("24/7", "altijd"),
        ("ma 0:00-24:00", "ma 0:00-24:00"),
        ("op afspraak", None),
        ("ma-vr", None),
        ("9-17", None),
        ("ma 25-26", None),
        ("ma 9-9", None),
        ("31-2-2026 dicht", None),
        ("ma open", None),
        ("2-1-2027 t/m 1-1-2027 dicht", None),
        ("²e di 9-12", None),
    ],
)
def test_line_is_read_as_people_type_it_and_written_one_way(typed: str, written: str | None) -> None:
    if written is None:
        with pytest.raises(BadLine) as refused:
            read_hours(typed)
        assert refused.value.line == typed
    else:
        assert write_hours(read_hours(typed)) == written
        assert write_hours(read_hours(written)) == written


@pytest.mark.parametrize(
    ("hours", "moment", "state"),
    [
        ("ma-vr 9-17", "2026-11-30 09:00", (True, "2026-11-30 17:00")),
        ("ma-vr 9-17", "2026-11-30 08:59", (False, "2026-11-30 09:00")),
        ("ma-vr 9-17", "2026-11-27 17:00", (False, "2026-11-30 09:00")),
        ("ma-vr 9-12, 12-17", "2026-11-30 10:00", (True, "2026-11-30 17:00")),
        ("dagelijks 22-8", "2026-11-30 02:00", (True, "2026-11-30 08:00")),
        ("dagelijks 22-8", "2026-11-30 23:00", (True, "2026-12-01 08:00")),
        ("altijd|feestdagen open", "2026-12-25 02:00", (True, None)),
        ("altijd", "2026-12-25 02:00", (False, "2026-12-27 00:00")),
        ("di 9-12", "2026-05-05 10:00", (False, "2026-05-12 09:00")),
        ("di 9-12|5-5-2026 9-10", "2026-05-05 09:30", (True, "2026-05-05 10:00")),
        ("ma-vr 9-17|24-12-2026 t/m 3-1-2027 dicht", "2026-12-24 10:00", (False, "2027-01-04 09:00")),
        ("1e di 13-15", "2026-11-30 10:00", (False, "2026-12-01 13:00")),
        ("laatste ma 13-15", "2026-11-30 14:00", (True, "2026-11-30 15:00")),
        ("2e ma 13-15", "2026-11-30 14:00", (False, "2026-12-14 13:00")),
        ("t/m 1-11-2026: ma-zo 9-17", "2026-11-30 10:00", (False, None)),
        ("", "2026-11-30 10:00", (False, None)),
    ],
)
def test_open_or_closed_and_until_when(hours: str, moment: str, state: tuple[bool, str | None]) -> None:
    found = state_at(read_hours(hours), datetime.fromisoformat(moment))
    assert found == State(state[0], datetime.fromisoformat(state[1]) if state[1] else None)


def is_open(lines: tuple[Line, ...], moment: datetime) -> bool:
    """By the definition: within a span that began today or the day before."""
    minute = moment.hour * 60 + moment.minute
    today, before = (spans_on(lines, moment.date() - timedelta(days=n)) for n in (0, 1))
    return any(a <= minute < b for a, b in today) or any(a <= minute + DAY < b for a, b in before)


MOMENTS = st.builds(datetime.combine, st.dates(date(2026, 11, 25), date(2027, 1, 8)), st.times())


@given(LINES, MOMENTS)
@settings(max_examples=150, deadline=None)
def test_state_holds_until_it_changes(lines: tuple[Line, ...], moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)
    state = state_at(lines, moment)
    assert state.is_open == is_open(lines, moment)
    if state.at:
        assert is_open(lines, state.at) != state.is_open
        minutes = int((state.at - moment).total_seconds() // 60)
        steps = {*range(0, minutes, minutes // 100 + 1), minutes - 1}
        assert all(is_open(lines, moment + timedelta(minutes=n)) == state.is_open for n in steps)


@given(LINES)
@settings(max_examples=200, deadline=None)
def test_written_lines_are_read_the_same(lines: tuple[Line, ...]) -> None:
    assert read_hours(write_hours(lines)) == lines

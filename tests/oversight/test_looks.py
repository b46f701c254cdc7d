"""Entries become days, and a day its people: one line for the many readings of one colleague."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from webapp.oversight.looks import Look, make_page

NURSE, COLLEAGUE, HOUSE = uuid4(), uuid4(), uuid4()
NOON = datetime(2026, 11, 24, 11, tzinfo=UTC)


def look(minutes: float, user: UUID = NURSE, request: str = "", **more: object) -> Look:
    """An entry so many minutes before noon of that day."""
    facts = {"role": "street_nurse", "action": "read", "subject": "client", "ground": "organisation", **more}
    at = NOON - timedelta(minutes=minutes)
    return Look(
        at,
        user,
        str(facts["role"]),
        HOUSE,
        None,
        str(facts["action"]),
        str(facts["subject"]),
        str(facts["ground"]),
        None,
        request,
        bool(facts.get("is_refused", False)),
    )


def test_readings_of_one_colleague_on_a_day_are_one_line_that_opens():
    (day,) = make_page([look(1), look(2), look(3, COLLEAGUE)], 10).days
    assert [(one.user_id, len(one.acts)) for one in day.lookers] == [(NURSE, 2), (COLLEAGUE, 1)]
    assert day.lookers[0].counts == [("read", 2)]


def test_one_page_that_shows_a_client_and_contacts_is_one_act():
    (day,) = make_page(
        [look(1, request="a"), look(1, request="a", subject="street_contact"), look(9, request="b")], 9
    ).days
    acts = day.lookers[0].acts
    assert [act.subjects for act in acts] == [("client", "street_contact"), ("client",)]


def test_an_emergency_comes_first_and_a_refusal_is_no_reading():
    emergency = look(5, COLLEAGUE, action="emergency", ground="emergency", subject="clinical_note")
    (day,) = make_page([look(1, is_refused=True), emergency], 9).days
    assert [one.user_id for one in day.lookers] == [COLLEAGUE, NURSE]
    assert day.lookers[0].is_emergency
    assert day.lookers[1].counts == [("refused", 1)]


def test_a_day_is_of_the_clock_in_amsterdam():
    late = look(12 * 60 + 1)  # 22:59 UTC the day before is 23:59 there
    early = look(12 * 60 - 1)
    assert [one.day.day for one in make_page([early, late], 9).days] == [24, 23]


def test_a_day_that_does_not_fit_is_whole_on_the_next_page():
    looks = [look(1), look(2), look(24 * 60), look(24 * 60 + 1)]
    first = make_page(looks, 3)
    assert [one.day.day for one in first.days] == [24]
    assert first.before is not None
    rest = [one for one in looks if one.at < first.before]
    assert [one.at for one in rest] == [one.at for one in looks[2:]]


def test_a_day_that_alone_is_too_long_goes_on_and_loses_nothing():
    looks = [look(minutes / 10) for minutes in range(25)]
    seen: list[datetime] = []
    before: datetime | None = None
    for _ in range(9):
        left = [one for one in looks if before is None or one.at < before]
        page = make_page(left[:11], 10)
        seen += [act.at for day in page.days for one in day.lookers for act in one.acts]
        before = page.before
        if before is None:
            break
    assert seen == [one.at for one in looks]

"""The demo's past: a month that tells something, in which no bed was given twice, and that goes on by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, BY_HAND, SECRET, Night
from tests.journeys.ledger import read_ledger
from webapp import clock, demo
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.nights.report import night_report
from webapp.beds.requests import answers
from webapp.beds.shelters.models import Shelter
from webapp.demo import past


@pytest.fixture
def lived(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    """The demo as people start it."""
    night = Night(demo_app.extensions["database"], monkeypatch)
    demo.fill(night.database)
    return night


def guests(night: Night, nights_ago: int) -> dict[str, tuple[int, int]]:
    with night.database.reading() as session:
        found = night_report(session, night.actor("opvang"), clock.tonight() - timedelta(days=nights_ago))
    return {one.name: (one.taken, one.places) for one in found.shelters}


@pytest.mark.parametrize("nights_ago", [1, past.NIGHTS // 2, past.NIGHTS])
def test_every_night_before_has_guests_and_never_more_than_beds(lived: Night, nights_ago: int):
    found = guests(lived, nights_ago)
    taken, places = next(value for name, value in found.items() if AUTOMATIC in name)
    assert places / 2 < taken <= places
    assert all(taken <= places for taken, places in found.values())
    assert not any(SECRET in name for name in found)


def test_no_bed_was_given_twice_and_tonight_book_and_count_agree(lived: Night):
    with lived.database.reading() as session:
        lines = read_ledger(session, "gooi")
    assert len(lines) > 500
    assert [str(line) for line in lines if not 0 <= line.taken <= line.capacity] == []
    assert lived.beds(AUTOMATIC, "mixed").free == 6
    assert lived.beds(AUTOMATIC, "mixed").stays == 18
    assert lived.beds(AUTOMATIC, "mixed").difference == 0
    assert lived.beds(BY_HAND, "mixed").stays == 8


def test_what_visitors_make_and_refuse_does_not_stop_it(lived: Night):
    like = lived.shelter("De Wending").model_dump(exclude={"id", "name"})
    with lived.write() as session:
        session.add(Shelter(name="Zwaluw", **like))
    asked = lived.ask(BY_HAND)
    with lived.write() as session:
        answers.refuse_request(session, lived.actor("opvang"), asked.id, Refusal.suspended, Alternative.none)
    lived.pass_time(days=1)
    demo.fill(lived.database)
    assert next(taken for name, (taken, _) in guests(lived, 1).items() if AUTOMATIC in name) > 0
    assert guests(lived, 1)["Zwaluw"] == (0, 0)


def test_nights_that_pass_are_filled_and_nothing_is_made_twice(lived: Night):
    before = guests(lived, 3)
    demo.fill(lived.database)
    assert guests(lived, 3) == before
    lived.pass_time(days=2)
    demo.fill(lived.database)
    for nights_ago in (1, 2):
        assert next(taken for name, (taken, _) in guests(lived, nights_ago).items() if AUTOMATIC in name) > 0
    assert guests(lived, 5) == before


def test_every_house_with_a_past_has_guests_tonight_as_the_board_says(lived: Night):
    for _ in range(2):
        found = guests(lived, 0)
        board = lived.board()
        for name, (taken, places) in found.items():
            assert 0 < taken <= places, name
            assert taken == sum(category.stays for category in board[name].categories), name
        assert all(
            category.call_first for category in board[next(name for name in found if "Wending" in name)].categories
        )
        demo.fill(lived.database)

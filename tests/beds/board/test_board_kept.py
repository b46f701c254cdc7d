"""A board is read once for its version and minute, a shelter on it is made once, and both are what stands now."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.beds.night import AUTOMATIC, Night
from tests.support.client import Client
from webapp import clock
from webapp.beds.availability import kept
from webapp.beds.availability.shelters import read_board, this_minute
from webapp.beds.board import views

PATHS = ("/bedden?voor=", "/bedden?voor=man", "/")
"""With a question the answer itself is not kept."""
PIECES = re.compile(r'<article.*?</article>|<ul class="tally.*?</ul>', re.DOTALL)


def shown(client: Client) -> list[list[str]]:
    return [PIECES.findall(client.get(path).text) for path in PATHS]


def made_anew(client: Client) -> list[list[str]]:
    kept._boards.clear()
    views._article.cache_clear()
    return shown(client)


def test_what_is_kept_is_what_would_be_made(still: Night, nurse: Client):
    first = shown(nurse)
    assert all(first)
    assert first == shown(nurse) == made_anew(nurse)
    still.ask(AUTOMATIC)
    asked = shown(nurse)
    assert asked == made_anew(nurse)
    assert asked[0] != first[0]
    later = clock.now() + timedelta(minutes=40)
    still.monkeypatch.setattr(clock, "now", lambda: later)
    assert shown(nurse) == made_anew(nurse)


def test_home_reads_the_board_that_was_read_before(still: Night, nurse: Client):
    nurse.get("/bedden")
    still.monkeypatch.setattr(kept, "read_board", lambda *_: pytest.fail("the board was read again"))
    assert "Vannacht vrij" in nurse.get("/").text


def test_kept_board_is_of_its_store_version_and_minute(still: Night, nurse: Client):
    region = still.actor("straatverpleegkundige").region_id
    with still.database.reading() as session:
        first = kept.kept_board(session, region, this_minute())
        assert kept.kept_board(session, region, this_minute()) is first
        assert first == read_board(session, region, this_minute())
    still.ask(AUTOMATIC)
    with still.database.reading() as session:
        assert kept.kept_board(session, region, this_minute()) != first

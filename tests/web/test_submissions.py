"""An id that is used twice: the first time counts, the same again is no second act, other content is another."""

from __future__ import annotations

import pytest

from webapp.accounts.models import Region
from webapp.db import Database, insert_new, new_id
from webapp.errors import Conflict
from webapp.validation import Input
from webapp.web import submissions


class Said(Input):
    words: str


def test_row_is_new_once(database: Database) -> None:
    region = Region(slug="gooi", name="Gooi")
    with database.transaction() as session:
        assert [insert_new(session, region), insert_new(session, region)] == [True, False]
    with database.transaction() as session:
        assert not insert_new(session, region)


def test_id_counts_the_first_time_only(database: Database) -> None:
    identity = new_id()
    for is_first in (True, False):
        with database.transaction() as session:
            assert submissions.claim(session, identity, Said(words="klaar")) is is_first


def test_id_with_other_content_is_another_act(database: Database) -> None:
    identity = new_id()
    with database.transaction() as session:
        submissions.claim(session, identity, Said(words="klaar"))
        with pytest.raises(submissions.Reused):
            submissions.claim(session, identity, Said(words="toch niet"))


def test_record_that_an_id_made_is_known_to_who_made_it(database: Database) -> None:
    with database.transaction() as session:
        region = Region(slug="gooi", name="Gooi")
        session.add(region)
        session.flush()
        assert submissions.known(session, Region, new_id(), slug="gooi") is None
        assert submissions.known(session, Region, region.id, slug="gooi", name="Gooi") is region
        with pytest.raises(Conflict, match="al gebruikt"):
            submissions.known(session, Region, region.id, slug="gooi", name="Almere")

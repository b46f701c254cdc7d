"""The tables of stays come to a store with data in it, and what was there is kept."""

from __future__ import annotations

from sqlalchemy import text

from tests.beds.night import AUTOMATIC, Night
from tests.beds.requests.acts import find
from tests.support.stores import go_back
from webapp import schema


def test_requests_are_kept_when_stays_come(night: Night):
    request = night.ask(alias="Kanariepietje", persons=2)
    go_back(night.database, "0001")
    with night.database.reading() as session:
        columns = session.connection().execute(text("select * from bed_request")).keys()
    assert "alternative" not in columns
    schema.migrate(night.database)
    kept = find(night, request)
    assert (kept.name, kept.places, kept.alternative, kept.extended_at) == ("Kanariepietje", 2, "", None)
    assert night.beds(AUTOMATIC, "mixed").held == 2

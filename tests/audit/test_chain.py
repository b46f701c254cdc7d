"""The access log: written with the act, chained, and a change to it shows."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlmodel import select

from webapp.audit.models import AccessEntry
from webapp.audit.service import Action, record
from webapp.audit.verify import broken_links
from webapp.db import Database, new_id


def write(database: Database, subject: str) -> None:
    with database.transaction() as session:
        record(session, None, Action.create, subject, new_id())


def subjects(database: Database) -> list[str]:
    with database.reading() as session:
        return [row.subject for row in session.exec(select(AccessEntry).order_by("at", "n"))]


def test_entry_is_stored_with_the_act_and_the_chain_holds(database: Database) -> None:
    for name in ("een", "twee", "drie"):
        write(database, name)
    assert subjects(database)[-3:] == ["een", "twee", "drie"]
    with database.reading() as session:
        assert broken_links(session) == []


def test_read_leaves_its_trail_after_the_reading(database: Database) -> None:
    with database.reading() as session:
        record(session, None, Action.read, "gelezen", new_id())
    assert subjects(database)[-1] == "gelezen"


def fail_after_recording(database: Database) -> None:
    with database.transaction() as session:
        record(session, None, Action.create, "nooit", new_id())
        raise ZeroDivisionError


def test_entry_is_gone_when_the_act_is_rolled_back_and_the_chain_has_no_gap(database: Database) -> None:
    write(database, "voor")
    with pytest.raises(ZeroDivisionError):
        fail_after_recording(database)
    write(database, "na")
    assert subjects(database)[-2:] == ["voor", "na"]
    with database.reading() as session:
        assert broken_links(session) == []


def test_chain_holds_when_savepoints_come_and_go(database: Database) -> None:
    with database.transaction() as session:
        record(session, None, Action.create, "buiten", new_id())
        with session.begin_nested():
            record(session, None, Action.create, "binnen", new_id())
    with database.reading() as session:
        assert broken_links(session) == []
    assert subjects(database)[-2:] == ["buiten", "binnen"]


@pytest.mark.parametrize(
    "damage",
    [
        "update access_log set subject = 'ander' where subject = 'twee'",
        "delete from access_log where subject = 'twee'",
        "update access_log set n = 99 where subject = 'drie'",
    ],
)
def test_chain_breaks_when_a_row_is_changed_or_taken_away(database: Database, damage: str) -> None:
    with database.transaction() as session:
        for name in ("een", "twee", "drie"):
            record(session, None, Action.create, name, new_id())
    with database.transaction() as session:
        session.connection().execute(text(damage))
    with database.reading() as session:
        assert broken_links(session)

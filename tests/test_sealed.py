"""Every sealed column is bound to its table, column and row: a value anywhere else does not open, and is reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import class_mapper, load_only
from sqlmodel import select

from tests.support.sealed_rows import CLASSES, PLACES, add, loose, made, put, raw
from webapp import schema, sealed
from webapp.accounts.models import Device
from webapp.beds.ledger.models import RequestStep, Stay
from webapp.contacts.models import ClinicalNote
from webapp.db import Database, Session, insert_new, new_id
from webapp.rooms.models import SignupDraft
from webapp.sealed import UNREADABLE, Bound, Illegible, Sealed, sealed_columns


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A transaction in which a row needs no other rows, never committed."""
    with loose(database) as session:
        yield session


def test_there_are_sealed_columns_and_all_are_watched() -> None:
    assert len(PLACES) >= 15
    assert {(of.__tablename__, key) for of, key in PLACES} == {
        (table.name, column.name)
        for table in schema.METADATA.tables.values()
        for column in table.columns
        if isinstance(column.type, Sealed)
    }


def test_two_values_that_changed_rows_do_not_open(session: Session) -> None:
    for of, key in PLACES:
        one, other = add(session, made(of)), add(session, made(of))
        told = getattr(one, key), getattr(other, key)
        first, second = raw(session, one, key), raw(session, other, key)
        assert isinstance(put(session, one, key, second), Illegible), (of, key)
        assert isinstance(put(session, other, key, first), Illegible), (of, key)
        rest = [name for name in sealed_columns(class_mapper(of)) if name != key]
        assert not any(isinstance(getattr(row, name), Illegible) for row in (one, other) for name in rest)
        assert (put(session, one, key, first), put(session, other, key, second)) == told


def test_value_of_one_column_opens_in_no_other(session: Session) -> None:
    shared = new_id()
    keys = {of: str(shared) if of is SignupDraft else shared for of in CLASSES}
    rows = {of: add(session, made(of, **{class_mapper(of).primary_key[0].key: key})) for of, key in keys.items()}
    values = {(of, key): raw(session, rows[of], key) for of, key in PLACES}
    for place in PLACES:
        for source, value in values.items():
            found = put(session, rows[place[0]], place[1], value)
            assert isinstance(found, Illegible) is (source != place), (source, place)
        put(session, rows[place[0]], place[1], values[place])


def test_what_opened_anywhere_before_opens_nowhere(session: Session, database: Database) -> None:
    iv = b"\x02" * 12
    before = iv + AESGCM(database.keyring.columns).encrypt(iv, b"Kanariepietje", b"column")
    for of, key in PLACES:
        assert isinstance(put(session, add(session, made(of)), key, before), Illegible), key


DAMAGE = {
    "cut": lambda sealed: sealed[:-1],
    "nothing": lambda _sealed: b"",
    "a byte": lambda _sealed: b"\x02",
    "another format": lambda sealed: b"\x01" + sealed[1:],
    "turned": lambda sealed: sealed[:-1] + bytes([sealed[-1] ^ 1]),
    "longer": lambda sealed: sealed + b"x",
}


def test_damage_is_told_and_stays_when_something_else_is_edited(session: Session) -> None:
    for name, damage in DAMAGE.items():
        row = add(session, made(Stay, persons=1))
        damaged = damage(raw(session, row, "name"))
        assert put(session, row, "name", damaged) == UNREADABLE, name
        row.persons = 2
        session.flush()
        for sent_back in (UNREADABLE, row.name):
            row.name = sent_back
            session.flush()
        assert raw(session, row, "name") == damaged, name
        row.name = "Opnieuw gevraagd"
        session.flush()
        session.expire_all()
        assert row.name == "Opnieuw gevraagd", name


@pytest.mark.one_store
def test_text_or_a_number_among_the_bytes_is_damage_too(session: Session, store: str) -> None:
    if store == "sqlite":
        row = add(session, made(Stay))
        for value in ("'letters'", "7", "1.5"):
            session.connection().exec_driver_sql(f"update bed_stay set name = {value}")
            session.expire_all()
            assert row.name == UNREADABLE
            row.persons += 1
            session.flush()


def test_copy_of_the_illegible_is_as_illegible_and_two_are_not_the_same(session: Session) -> None:
    one, other = add(session, made(Stay)), add(session, made(Stay))
    assert put(session, one, "name", b"een") != put(session, other, "name", b"twee")
    copy = add(session, made(Stay, name=one.name))
    assert raw(session, copy, "name") == b"een"
    session.expire_all()
    assert isinstance(copy.name, Illegible)
    row = made(Stay, name=one.name)
    assert insert_new(session, row)
    assert raw(session, row, "name") == b"een"


def test_it_is_logged_once_with_table_and_key_and_without_content(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[tuple[Any, ...]] = []
    monkeypatch.setattr(sealed.log, "error", lambda text, extra: lines.append((text, extra["fields"])))
    row = add(session, made(ClinicalNote))
    for _ in range(3):
        assert put(session, row, "text", b"\x02stuk") == UNREADABLE
    told = {"table": "clinical_note", "column": "text", "key": [str(row.contact_id)]}
    assert lines == [("a sealed value does not open: damaged, or moved", told)]


def test_insert_past_the_session_binds_too(session: Session) -> None:
    device = Device(id=new_id(), user_id=new_id(), vault_secret="geheim")
    assert insert_new(session, device)
    assert session.get_one(Device, device.id).vault_secret == "geheim"
    assert not insert_new(session, device)


def test_plain_text_is_refused_where_no_row_binds_it(session: Session) -> None:
    row = add(session, made(RequestStep))
    for statement in (
        sa.update(RequestStep).values(words="los"),
        sa.insert(RequestStep).values(**{**row.model_dump(), "id": new_id()}),
        sa.select(RequestStep).where(RequestStep.words == "los"),  # type: ignore[arg-type]
    ):
        with pytest.raises(sa.exc.StatementError, match="written by its row"):
            session.execute(statement)
    session.connection().execute(sa.update(RequestStep).values(words=None))
    session.expire_all()
    assert row.words is None


def test_value_is_read_from_its_row_alone(session: Session) -> None:
    row = add(session, made(Stay, name="Kanariepietje"))
    [found] = session.exec(select(Stay.name)).all()
    with pytest.raises(TypeError, match="select the record"):
        str(found)
    assert "Kanariepietje" not in repr(found)
    session.expunge_all()
    part = session.exec(select(Stay).options(load_only(Stay.persons))).one()  # type: ignore[arg-type]
    assert "name" not in part.__dict__
    assert part.name == "Kanariepietje"
    session.expire(part, ["name"])
    assert part.name == "Kanariepietje"
    again = session.exec(select(Stay).execution_options(populate_existing=True)).one()
    assert (again.name, type(again.name)) == (row.name, str)


def test_row_keeps_its_key_and_has_one(session: Session) -> None:
    row = add(session, made(Stay))
    assert not isinstance(row.name, Bound), "what was written is a plain text again"
    session.expire_all()
    row.name = "Roodborstje"
    session.flush()
    session.expire_all()
    assert row.name == "Roodborstje"
    row.id = new_id()
    with pytest.raises(ValueError, match="keeps its key"):
        session.flush()
    session.rollback()
    with pytest.raises(ValueError, match="needs its key"):
        add(session, made(Stay, id=None))

"""Values that opened anywhere become bound to their place: all or none, in both stores, and once only."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask
from sqlalchemy.orm import class_mapper
from sqlmodel import SQLModel, select

from tests.support.sealed_rows import PLACES, add, made, put, raw
from tests.support.stores import go_back
from webapp import schema
from webapp.beds.ledger.models import RequestStep
from webapp.contacts.models import ClinicalNote
from webapp.db import Database, Session
from webapp.keys import Keyring
from webapp.sealed import Illegible

MORE_THAN_A_BATCH = 1100
SEALED_THEN = import_module("webapp.migrations.versions.0020_sealed_to_its_place")._COLUMNS
OLD = [(of, key) for of, key in PLACES if key in SEALED_THEN.get(class_mapper(of).local_table.name, ())]
"""The places that were sealed at that time; later ones were bound from the first."""


def linked(session: Session, of: type[SQLModel]) -> Any:
    """A row of any table whose references are there; of a key that refers, one not yet taken."""
    given = {}
    for attribute in class_mapper(of).column_attrs:
        column = attribute.columns[0]
        if column.foreign_keys and not column.nullable:
            [key] = column.foreign_keys
            question = sa.select(key.column)
            if column.primary_key:
                question = question.where(key.column.not_in(sa.select(column)))
            given[attribute.key] = session.connection().execute(question.limit(1)).scalar_one()
    return made(of, **given)


def everything(database: Database, read: Any = getattr) -> dict[Any, Any]:
    """Every sealed value, by its place."""
    with database.reading() as session:
        return {
            (of, key, class_mapper(of).primary_key_from_instance(row)[0]): read(row, key)
            for of, key in OLD
            for row in session.exec(select(of)).all()
        }


def stored(database: Database) -> dict[Any, Any]:
    """The stored values, at whatever revision."""
    found = {}
    with database.reading() as session:
        for of, key in OLD:
            table = class_mapper(of).local_table
            [primary] = table.primary_key
            bare = sa.table(table.name, sa.column(primary.name, primary.type), sa.column(key))
            for row in session.connection().execute(sa.select(bare)):
                found[of, key, row[0]] = row[1]
    return found


@pytest.fixture
def database(demo_app: Flask) -> Database:
    """The demo's store with something in every sealed column, and more than a batch in one."""
    found: Database = demo_app.extensions["database"]
    with found.transaction() as session:
        for of in dict.fromkeys(of for of, _key in OLD):
            add(session, linked(session, of))
        step = linked(session, RequestStep)
        session.add_all([made(RequestStep, request_id=step.request_id) for _ in range(MORE_THAN_A_BATCH)])
    return found


def test_all_is_read_as_it_was_and_opens_as_before_no_more(database: Database) -> None:
    told = everything(database)
    assert {place[:2] for place, text in told.items() if text} == set(OLD)
    go_back(database, "0019")
    key = AESGCM(database.keyring.columns)
    for place, value in stored(database).items():
        text = None if value is None else key.decrypt(value[:12], value[12:], b"column").decode()
        assert text == told[place]
    schema.migrate(database)
    assert schema.is_current(database)
    assert everything(database) == told
    assert all(value is None or value[:1] == b"\x02" for value in stored(database).values())


def test_run_that_is_interrupted_changed_nothing_and_goes_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = everything(database)
    go_back(database, "0019")
    before = stored(database)
    sealed: list[object] = []
    seal = Keyring.seal_column

    def stop_halfway(keyring: Keyring, text: str, place: tuple[str, ...]) -> bytes:
        sealed.append(place)
        if len(sealed) > MORE_THAN_A_BATCH:
            raise KeyboardInterrupt
        return seal(keyring, text, place)

    with monkeypatch.context() as interrupted:
        interrupted.setattr(Keyring, "seal_column", stop_halfway)
        with pytest.raises(KeyboardInterrupt):
            schema.migrate(database)
    assert stored(database) == before
    assert not schema.is_current(database)
    schema.migrate(database)
    assert everything(database) == told


def test_value_that_was_damaged_stops_nothing_and_is_told(database: Database) -> None:
    told = everything(database)
    go_back(database, "0019")
    with database.transaction() as session:
        note = session.connection().execute(sa.select(ClinicalNote.contact_id)).scalars().first()
        row = ClinicalNote(contact_id=note)
        table = sa.table("clinical_note", sa.column("contact_id", sa.Uuid()), sa.column("text"))
        here = table.c.contact_id == note
        session.connection().execute(table.update().values(text=b"\x01stuk").where(here))
        assert raw(session, row, "text") == b"\x01stuk"
    schema.migrate(database)
    after = everything(database)
    place = (ClinicalNote, "text", note)
    assert isinstance(after.pop(place), Illegible)
    told.pop(place)
    assert after == told
    assert stored(database)[place] == b"\x01stuk"


def test_store_that_was_bound_is_not_bound_again(database: Database) -> None:
    """The owner of the store could else turn the revision back, and have an old value sealed to another place."""
    with database.transaction() as session:
        iv = bytes(12)
        planted = iv + AESGCM(database.keyring.columns).encrypt(iv, b"Kanariepietje", b"column")
        row = session.exec(select(RequestStep)).first()
        assert isinstance(put(session, row, "words", planted), Illegible)
        session.connection().execute(sa.text("update alembic_version set version_num = '0019'"))
    with pytest.raises(Exception, match="was there before"):
        schema.migrate(database)
    assert isinstance(everything(database)[RequestStep, "words", row.id], Illegible)

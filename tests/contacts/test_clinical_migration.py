"""Clinical notes of an older store get their day: six months after they were written, two weeks from now at least."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from tests.support.door import Door
from tests.support.stores import go_back
from webapp import clock, schema
from webapp.contacts.models import ClinicalNote
from webapp.db import Database


def test_existing_notes_get_their_day_and_keep_their_text(door: Door, contact: Any, demo_database: Database) -> None:
    fresh, old = (door.accepted("contact.log", contact(clinical_note=text)) for text in ("nieuw", "oud"))
    with demo_database.transaction() as session:
        written = update(ClinicalNote).where(col(ClinicalNote.contact_id) == UUID(old))
        session.connection().execute(written.values(written_at=clock.now() - timedelta(days=700)))
    go_back(demo_database, "0037")
    schema.migrate(demo_database)
    with demo_database.reading() as session:
        found = {one: session.get_one(ClinicalNote, UUID(one)) for one in (fresh, old)}
    assert [found[one].text for one in (fresh, old)] == ["nieuw", "oud"]
    assert found[fresh].erase_on >= clock.today() + timedelta(days=182)
    assert timedelta(days=13) <= found[old].erase_on - clock.today() <= timedelta(days=15)
    assert all(one.erased_at is None and one.saved_at is None for one in found.values())

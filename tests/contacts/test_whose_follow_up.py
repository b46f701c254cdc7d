"""A follow-up is whose its contact is: after every act on that contact, and in an older store."""

from __future__ import annotations

from typing import Any

from sqlmodel import col, select

from tests.contacts.acts import in_days
from tests.support.door import Door
from tests.support.stores import go_back
from webapp import schema
from webapp.contacts.models import FollowUp, StreetContact
from webapp.db import Database

COLUMNS = ("region_id", "organisation_id", "author_id", "client_id", "withdrawn_at")


def differ(database: Database) -> list[FollowUp]:
    """The follow-ups with another owner than their contact."""
    together = select(FollowUp, StreetContact).join(StreetContact, col(StreetContact.id) == FollowUp.contact_id)
    with database.reading() as session:
        rows = session.exec(together).all()
    return [one for one, contact in rows if any(getattr(one, name) != getattr(contact, name) for name in COLUMNS)]


def test_it_follows_its_contact(door: Door, due: Any, contact: Any, demo_database: Database) -> None:
    client = door.accepted("client.add", {"alias": "Twee namen (demo)", "legal_basis": "wgbo"})
    given, mistaken, lent = due("Voor haar", 0), due("Vergissing", 0), due("Van hem", 0, alias="Lange (demo)")
    later = door.accepted("contact.log", contact(client=client))

    def correct(made: str, field: str, before: Any, after: Any) -> None:
        changes = {field: {"from": before, "to": after}}
        door.accepted("contact.correct", {"contact": made, "changes": changes})
        assert not differ(demo_database)

    correct(given, "client", None, client)
    assert "Voor haar" in door.client.get(f"/clienten/{client}").text
    correct(given, "client", client, None)
    correct(later, "follow_up.due_on", None, in_days(1))
    door.accepted("contact.withdraw", {"contact": mistaken, "reason": "wrong_person"})
    assert not differ(demo_database)
    assert "Vergissing" not in door.client.get("/vervolgacties").text
    door.accepted("contact.restore", {"contact": mistaken})
    assert not differ(demo_database)
    assert "Vergissing" in door.client.get("/vervolgacties").text
    door.accepted("contact.add_client", {"contact": lent, "alias": "Lange (demo)", "legal_basis": "wgbo"})
    assert not differ(demo_database)


def test_in_an_older_store_it_is_filled_in(door: Door, due: Any, demo_database: Database) -> None:
    client = door.accepted("client.add", {"alias": "Van vroeger (demo)", "legal_basis": "wgbo"})
    due("Nog te doen", 0, client=client)
    door.accepted("follow_up.complete", {"follow_up": due("Gedaan", 0)})
    door.accepted("contact.withdraw", {"contact": due("Ingetrokken", 0), "reason": "wrong_person"})
    go_back(demo_database, "0035")
    schema.migrate(demo_database)
    assert not differ(demo_database)
    door.client.sign_in("straatverpleegkundige")  # a session of before is locked
    page = door.client.get("/vervolgacties").text
    assert "Nog te doen" in page
    assert "Ingetrokken" not in page

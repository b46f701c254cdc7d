"""The people of a form: chips with whom one works with, each with the last time; for page and phone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.contacts import service, store
from webapp.contacts.labels import last_time
from webapp.contacts.models import StreetContact
from webapp.db import Session
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.models import Client

ON_FORM = 6
ON_PHONE = 30
FOUND = 8


@dataclass(frozen=True)
class PersonChip:
    """One person to choose, with what was so the last time."""

    client: Client
    value: str
    label: str
    small: str
    ethos_category: str = ""
    birth_year: int | None = None

    def as_choice(self) -> dict[str, Any]:
        """The same for the phone's vault."""
        return {
            "value": self.value,
            "label": self.label,
            "small": self.small,
            "ethos_category": self.ethos_category,
        }


def recent(session: Session, actor: Actor, limit: int) -> list[PersonChip]:
    """Whom this user works with, latest contact first."""
    return [_chip(client, last) for client, last in service.people_to_choose(session, actor, limit)]


def found(session: Session, actor: Actor, words: str) -> list[PersonChip]:
    """Whom a few typed words may mean."""
    clients = people.find_clients(session, actor, words)[:FOUND]
    return [_chip(client, store.find_last_contact(session, actor, client.id)) for client in clients]


def one(session: Session, actor: Actor, client_id: UUID) -> PersonChip | None:
    """One person by id, when this user may know them."""
    client = people_store.find_client(session, actor, client_id)
    return _chip(client, store.find_last_contact(session, actor, client.id)) if client else None


def _chip(client: Client, last: StreetContact | None) -> PersonChip:
    return PersonChip(
        client, str(client.id), client.label, last_time(last), last.ethos_category if last else "", client.birth_year
    )

"""The people of a form: chips of this user's clients, each with the last time; for page and phone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.contacts import service, store
from webapp.contacts.labels import describe_person, last_time
from webapp.contacts.models import StreetContact
from webapp.db import Session
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.crisis import age_group
from webapp.people.models import Client
from webapp.text import fold

ON_FORM = 6
ON_PHONE = 30
FOUND = 8
ALIASES = 4
"""The most earlier names that are offered."""


@dataclass(frozen=True)
class PersonChip:
    """One person to choose, with the facts of the last time; ``tells`` distinguishes people of one name."""

    client: Client
    value: str
    label: str
    small: str
    tells: str
    ethos_category: str = ""

    @property
    def birth_year(self) -> int | None:
        """The birth year, for forms that ask it."""
        return self.client.birth_year

    @property
    def age_group(self) -> str:
        """The age group for the night; '' when the birth year leaves it open."""
        return age_group(self.client.birth_year)

    def as_choice(self) -> dict[str, Any]:
        """The same for the phone's vault."""
        return {
            "value": self.value,
            "label": self.label,
            "small": self.small,
            "tells": self.tells,
            "ethos_category": self.ethos_category,
            "age_group": self.age_group,
        }


@dataclass(frozen=True)
class AliasChip:
    """A name of earlier contacts without a client, with the last of them."""

    contact: StreetContact
    value: str
    small: str

    def as_choice(self) -> dict[str, Any]:
        """The same for the phone's vault."""
        return {"value": self.value, "label": self.value, "small": self.small}


def list_people(session: Session, actor: Actor, limit: int) -> list[PersonChip]:
    """This user's clients, latest contact first. People of one name carry the facts that distinguish them."""
    chips = _chips(session, actor, service.people_to_choose(session, actor, limit))
    labels = [fold(chip.label) for chip in chips]
    return [_apart(chip) if labels.count(label) > 1 else chip for chip, label in zip(chips, labels, strict=True)]


def find_people(session: Session, actor: Actor, words: str) -> list[PersonChip]:
    """The people that a few typed words may mean, each with distinguishing facts."""
    clients = people.find_clients(session, actor, words)[:FOUND]
    pairs = [(client, store.find_last_contact(session, actor, client.id)) for client in clients]
    return [_apart(chip) for chip in _chips(session, actor, pairs)]


def find_person(session: Session, actor: Actor, client_id: UUID) -> PersonChip | None:
    """One person by id, when this user may know them."""
    client = people_store.find_client(session, actor, client_id)
    if client is None:
        return None
    return _chips(session, actor, [(client, store.find_last_contact(session, actor, client.id))])[0]


def find_aliases(session: Session, actor: Actor, words: str) -> list[AliasChip]:
    """Earlier names that a few typed words may mean."""
    return _alias_chips(session, actor, service.aliases_like(session, actor, words)[:ALIASES])


def list_own_aliases(session: Session, actor: Actor, limit: int) -> list[AliasChip]:
    """Names this user used before, the latest first: for their phone."""
    return _alias_chips(session, actor, service.own_aliases(session, actor)[:limit])


def _apart(chip: PersonChip) -> PersonChip:
    return PersonChip(**{**vars(chip), "small": chip.tells})


def _chips(session: Session, actor: Actor, pairs: Iterable[tuple[Client, StreetContact | None]]) -> list[PersonChip]:
    known = list(pairs)
    names = people_store.names_of(session, [last.author_id for _client, last in known if last])
    return [_chip(actor, client, last, names.get(last.author_id, "") if last else "") for client, last in known]


def _chip(actor: Actor, client: Client, last: StreetContact | None, author: str) -> PersonChip:
    by = author if last and last.author_id != actor.user_id else ""
    return PersonChip(
        client,
        str(client.id),
        client.label,
        last_time(last),
        describe_person(client, last, by),
        last.ethos_category if last else "",
    )


def _alias_chips(session: Session, actor: Actor, contacts: list[StreetContact]) -> list[AliasChip]:
    others = [contact.author_id for contact in contacts if contact.author_id != actor.user_id]
    names = people_store.names_of(session, others)
    lasts = ((contact, (last_time(contact), names.get(contact.author_id, ""))) for contact in contacts)
    return [AliasChip(contact, contact.alias or "", ", ".join(filter(None, words))) for contact, words in lasts]

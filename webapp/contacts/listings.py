"""The list of contacts: its columns and filters."""

from __future__ import annotations

from uuid import UUID

from webapp.contacts import labels, list_store
from webapp.contacts.inputs import Channel, EthosCategory
from webapp.contacts.store import Entry
from webapp.errors import N_
from webapp.web.listing import Column, Listing


def _id(entry: Entry) -> UUID:
    return entry.contact.id


def _url(entry: Entry) -> str:
    return f"/contacten/{entry.contact.id}"


def _who(entry: Entry) -> str:
    return labels.who(entry.contact, entry.client)


def _text(value: object) -> str | None:
    """A note; for an illegible one a sentence that says so."""
    return str(value) if value else None


_WHERE = (
    Column[Entry]("who", N_("Wie"), _who),
    Column[Entry](
        "channel",
        N_("Hoe"),
        lambda one: one.contact.channel,
        lambda one: labels.value_words("channel", one.contact.channel),
    ),
    Column[Entry]("municipality", N_("Gemeente"), lambda one: one.contact.municipality),
    Column[Entry]("place", N_("Plek"), lambda one: _text(one.contact.place)),
)
FILTERS = {"channel": frozenset(Channel), "ethos_category": frozenset(EthosCategory), "municipality": None}

CONTACTS = Listing[Entry](
    subject="street_contact",
    title=N_("Contacten"),
    columns=(
        Column("occurred_at", N_("Wanneer"), lambda one: one.contact.occurred_at),
        *_WHERE,
        Column(
            "ethos_category",
            N_("Leefsituatie"),
            lambda one: one.contact.ethos_category,
            lambda one: labels.value_words("ethos_category", one.contact.ethos_category),
        ),
        Column("note", N_("Notitie"), lambda one: _text(one.contact.note)),
        Column("author", N_("Door"), lambda one: one.author),
    ),
    find=list_store.list_contacts,
    count=list_store.count_contacts,
    id_of=_id,
    url_of=_url,
    filters=FILTERS,
)

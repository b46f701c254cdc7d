"""Decisions about contacts: logging, reading, and who may read the clinical note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.contacts import store
from webapp.contacts.inputs import ContactInput, FollowUpInput
from webapp.contacts.models import ClinicalNote, FollowUp, StreetContact
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.models import Client
from webapp.people.search import fold

ANONYMOUS = "anonymous"
SKEW = timedelta(minutes=10)
"""How far ahead a phone's clock may be before its time is not believed."""

UNKNOWN = N_("Dit contact is er niet, of je mag het niet zien.")


@dataclass(frozen=True)
class Reading:
    """One contact as one user may read it: ``clinical_note`` is None unless it may be read."""

    entry: store.Entry
    clinical_note: str | None
    may_read_clinical: bool

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """What the access log notes when it is shown: the contact, and apart its clinical note."""
        contact = self.entry.contact
        return contact.read_by(actor) + (contact.read_by(actor, "clinical_note") if self.clinical_note else ())


def log_contact(session: Session, actor: Actor, data: ContactInput, contact_id: UUID) -> StreetContact:
    """Log a contact; with a client it makes the working relation. Sent twice it is one.

    Raises:
        NotAllowed: when this role logs no contacts, or has no clinical notes (code ``not_allowed``).
        NotFound: when the client is not there for this user.
        Invalid: when a page (not a phone) says it happened in the future.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.log_contacts)
    known = store.find_any_contact(session, contact_id)
    if known is not None:
        if known.author_id != actor.user_id:
            raise Conflict(N_("Dit nummer is al gebruikt voor iets anders."), {})
        return known
    if data.clinical_note and not actor.may(Permission.clinical_notes):
        raise NotAllowed(N_("Alleen verpleegkundigen schrijven een verpleegkundige notitie."))
    client = people.require_client(session, actor, data.client) if data.client else None
    occurred_at, told_at = believed(actor, data.occurred_at, "occurred_at")
    contact = StreetContact(
        id=contact_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        author_id=actor.user_id,
        client_id=client.id if client else None,
        alias=data.alias,
        legal_basis=client.legal_basis if client else ANONYMOUS,
        occurred_at=occurred_at,
        told_at=told_at,
        channel=data.channel.value,
        municipality=data.municipality,
        place=data.place,
        ethos_category=data.ethos_category.value,
        topics=[topic.value for topic in data.topics],
        note=data.note,
        search_key=search_key(data.alias, data.place, data.note, data.follow_up.text if data.follow_up else None),
    )
    session.add(contact)
    session.flush()
    _add_parts(session, actor, contact, data)
    if client:
        people.relate(session, actor, client, occurred_at)
    record(
        session, actor, Action.create, "street_contact", contact.id, client_id=contact.client_id, ground="organisation"
    )
    return contact


def believed(actor: Actor, told: datetime | None, field: str) -> tuple[datetime, datetime | None]:
    """When it happened, and what the phone said if that cannot be: its clock decides nothing.

    Raises:
        Invalid: at ``field``, when a page (not a phone) says that it is still to come.
    """
    now = clock.now()
    said = told or actor.phone_time or now
    if said <= now + SKEW:
        return said, None
    if actor.device is None:
        raise Invalid({field: N_("Dit moment is nog niet geweest.")})
    return now, said


def _add_parts(session: Session, actor: Actor, contact: StreetContact, data: ContactInput) -> None:
    if data.clinical_note:
        write_clinical_note(session, actor, contact, data.clinical_note)
    if data.follow_up:
        add_follow_up(session, contact, data.follow_up)


def write_clinical_note(session: Session, actor: Actor, contact: StreetContact, text: str | None) -> None:
    """Write or replace the clinical note; the caller has judged that this user may."""
    note = store.find_clinical_note(session, contact) or ClinicalNote(
        contact_id=contact.id,
        region_id=contact.region_id,
        organisation_id=contact.organisation_id,
        author_id=actor.user_id,
    )
    note.text = text
    session.add(note)


def add_follow_up(session: Session, contact: StreetContact, data: FollowUpInput) -> FollowUp:
    """Agree on something to do after a contact."""
    follow_up = FollowUp(
        contact_id=contact.id,
        region_id=contact.region_id,
        organisation_id=contact.organisation_id,
        text=data.text or "",
        due_on=data.due_on,
    )
    session.add(follow_up)
    return follow_up


def search_key(*texts: str | None) -> str:
    """What a contact is found by."""
    return fold(" ".join(text for text in texts if text))


def may_read_clinical(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """Nurses only: the author, and those who have the client in care."""
    if not actor.may(Permission.clinical_notes):
        return False
    if contact.author_id == actor.user_id:
        return True
    return contact.client_id is not None and people_store.is_related(session, actor, contact.client_id)


def read_contact(session: Session, actor: Actor, contact_id: UUID) -> Reading:
    """One contact as this user may read it.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    actor.require(Permission.read_contacts)
    entry = store.find_entry(session, actor, contact_id)
    if entry is None:
        raise NotFound(UNKNOWN)
    allowed = may_read_clinical(session, actor, entry.contact)
    note = store.find_clinical_note(session, entry.contact) if allowed else None
    return Reading(entry, note.text if note else None, allowed)


def people_to_choose(session: Session, actor: Actor, limit: int) -> list[tuple[Client, StreetContact | None]]:
    """Whom this user works with, each with the latest contact: the chips of the form."""
    clients = people_store.list_recent(session, actor, limit)
    return [(client, store.find_last_contact(session, actor, client.id)) for client in clients]

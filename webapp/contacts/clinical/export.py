"""Saving clinical notes as a file for the nurse's own record: text to read, JSON for another system."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.contacts import care, service
from webapp.contacts import store as contact_store
from webapp.contacts.clinical import store
from webapp.contacts.models import ClinicalNote
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.people import service as people
from webapp.people.models import Client

NOTHING = N_("Hier is geen verpleegkundige notitie die je kunt bewaren.")


class NoteForm(StrEnum):
    """The files a note can be saved as."""

    text = "txt"
    json = "json"


@dataclass(frozen=True)
class Kept:
    """A clinical note beside its contact, without its text: when it is erased, and whether it was saved."""

    entry: Entry
    note: ClinicalNote

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: of the contact alone."""
        return self.entry.read_by(actor)


def require_note(session: Session, actor: Actor, contact_id: UUID) -> Kept:
    """The note of one contact that this nurse may read without an emergency, with a text.

    Raises:
        NotFound: when there is none for this user.
    """
    actor.require(Permission.clinical_notes)
    entry = contact_store.find_entry(session, actor, contact_id)
    if entry is None or not care.may_read_clinical(session, actor, entry.contact):
        raise NotFound(service.UNKNOWN)
    note = contact_store.find_clinical_note(session, entry.contact)
    if note is None or not note.text:
        raise NotFound(NOTHING)
    return Kept(entry, note)


def read_of_client(session: Session, actor: Actor, client_id: UUID) -> tuple[Client, list[Kept]]:
    """A client and the notes about them: all with the client in care, else this nurse's own.

    Raises:
        NotFound: when this user may not know the client.
    """
    actor.require(Permission.clinical_notes)
    client = people.require_client(session, actor, client_id)
    own_only = not care.in_care(session, actor, client_id)
    found = store.list_of_client(session, actor, client_id, own_only=own_only)
    return client, [Kept(*one) for one in found if one[1].text or one[1].erased_at]


def save_notes(session: Session, actor: Actor, notes: Sequence[Kept], form: NoteForm) -> list[Kept]:
    """Note in the access log that these leave as a file, and that they were saved. Gives those that have a text.

    Only a nurse of the note's own organisation saves it for the record that it belongs in.

    Raises:
        NotFound: when none of them has a text.
    """
    leaving = [one for one in notes if one.note.text]
    if not leaving:
        raise NotFound(NOTHING)
    for one in leaving:
        contact = one.entry.contact
        facts = {"client_id": contact.client_id, "ground": contact.ground(actor), "detail": form.value}
        record(session, actor, Action.export, "clinical_note", contact.id, **facts)  # type: ignore[arg-type]
        if one.note.organisation_id == actor.organisation_id:
            one.note.saved_at = clock.now()
            session.add(one.note)
    return leaving

"""The nurses who have a client in care. A clinical note opens for them and for its author; else see ``emergency``.

In care means: a live working relation, and within the term an own contact that shows nursing. An empty contact, or one
tap on a topic, is no care.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import store
from webapp.contacts.inputs import Topic
from webapp.contacts.models import ClinicalNote, StreetContact
from webapp.db import Session
from webapp.people import store as people_store

TERM = timedelta(days=183)
"""How long nursing counts as care: the default term of a clinical note (DOMAIN, six months)."""

HEALTH = {
    topic.value for topic in (Topic.health, Topic.wound, Topic.teeth, Topic.substances, Topic.mind, Topic.medication)
}


def in_care(session: Session, actor: Actor, client_id: UUID | None) -> bool:
    """True when this nurse has the client in care now."""
    if client_id is None or not people_store.is_related(session, actor, client_id):
        return False
    own = store.list_own_with(session, actor, client_id, clock.now() - TERM)
    return any(shows_nursing(contact, note) for contact, note in own)


def shows_nursing(contact: StreetContact, own_note: ClinicalNote | None) -> bool:
    """True when a contact shows nursing: a clinical note, also one erased since, or a health topic with a note."""
    return bool(own_note and (own_note.text or own_note.erased_at)) or bool(
        contact.note and HEALTH & set(contact.topics)
    )


def may_read_clinical(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """True for nurses only: the note's author, while they work where it was made, and those with the client in care.

    They may write it too. A cleared note stays as closed as before, because the corrections still show its text.
    """
    if not actor.may(Permission.clinical_notes):
        return False
    note = store.find_clinical_note(session, contact)
    author = note.author_id if note else contact.author_id
    is_own = (author, contact.organisation_id) == (actor.user_id, actor.organisation_id)
    return is_own or in_care(session, actor, contact.client_id)

"""Withdrawn contacts: a mistake withdrawn by its author counts nowhere, and only its trace can be read.

The trace gives author, time and the reason of the withdrawal; its author reads it, and the access log has it. For a day
it can be undone.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts import corrections, service, store
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.inputs import ContactRestored, ContactWithdrawn
from webapp.contacts.models import StreetContact
from webapp.db import Session
from webapp.edits import Change
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.people import service as people
from webapp.people.models import Client

FIELD = "withdrawn"
UNDONE_FOR = timedelta(hours=24)
_OTHERS_NOTE = N_(
    "Een collega schreef bij dit contact een verpleegkundige notitie. Die kan dan niemand meer lezen. "
    "Vraag die collega om de notitie eerst weg te halen."
)
_TOO_LATE = N_("Dit contact is langer dan een dag geleden ingetrokken. Het kan niet meer terug. Leg het opnieuw vast.")


def withdraw_contact(session: Session, actor: Actor, data: ContactWithdrawn, operation_id: UUID) -> StreetContact:
    """Withdraw an own contact. Withdrawn twice it is withdrawn once.

    Raises:
        NotFound: when there is none for this user.
        NotAllowed: when a colleague logged it.
        Invalid: ``others_note``, while a colleague's clinical note stands beside it.
    """
    contact = _held(session, actor, data.contact)
    if contact.withdrawn_at is not None:
        return contact
    if has_others_note(session, contact):
        raise Invalid({"": _OTHERS_NOTE}, "others_note")
    reason = data.reason.value
    contact.withdrawn_at, contact.withdrawn_why = max(actor.happened, contact.logged_at), reason
    _keep(session, actor, contact, Change(FIELD, None, reason), operation_id)
    if contact.client_id:
        corrections.forget_meeting(session, contact, contact.client_id)
    return contact


def restore_contact(session: Session, actor: Actor, data: ContactRestored, operation_id: UUID) -> StreetContact:
    """Undo the withdrawal of a contact. One that stands stays as it is.

    Raises:
        NotFound: when there is none for this user.
        NotAllowed: when a colleague logged it.
        Invalid: ``too_late``, more than a day after it was withdrawn.
    """
    contact = _held(session, actor, data.contact)
    if contact.withdrawn_at is None:
        return contact
    if not may_be_undone(contact, actor.happened):
        raise Invalid({"": _TOO_LATE}, "too_late")
    change = Change(FIELD, contact.withdrawn_why, None)
    contact.withdrawn_at = contact.withdrawn_why = None
    _keep(session, actor, contact, change, operation_id)
    client = session.get(Client, contact.client_id) if contact.client_id else None
    if client:
        people.note_meeting(session, actor, client, contact.occurred_at)
    return contact


def undone_until(contact: StreetContact) -> datetime:
    """The last moment to undo the withdrawal of a contact; for one that is not withdrawn always ahead."""
    return (contact.withdrawn_at or clock.now()) + UNDONE_FOR


def may_be_undone(contact: StreetContact, at: datetime | None = None) -> bool:
    """True when the withdrawal of a contact could be undone at a moment, or now."""
    return (at or clock.now()) <= undone_until(contact)


def _held(session: Session, actor: Actor, contact_id: UUID) -> StreetContact:
    actor.require(Permission.log_contacts)
    contact = store.hold_contact(session, actor, contact_id)
    if contact is None:
        raise NotFound(service.UNKNOWN)
    if not is_own(actor, contact):
        raise NotAllowed(N_("Alleen wie dit contact vastlegde, kan het intrekken."))
    return contact


def is_own(actor: Actor, contact: StreetContact) -> bool:
    """True when this user logged it for their present organisation: only then may they withdraw it."""
    return (contact.author_id, contact.organisation_id) == (actor.user_id, actor.organisation_id)


def may_be_withdrawn(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """True when this user may withdraw a contact, and takes nobody else's note away."""
    return is_own(actor, contact) and not has_others_note(session, contact)


def has_others_note(session: Session, contact: StreetContact) -> bool:
    """True when another person than its author wrote the clinical note beside it, which would go with it."""
    note = store.find_clinical_note(session, contact)
    return note is not None and bool(note.text) and note.author_id != contact.author_id


def _keep(session: Session, actor: Actor, contact: StreetContact, change: Change, operation_id: UUID) -> None:
    corrections.note_change(session, actor, contact, change, change.seen, operation_id)
    if follow_up := follow_up_store.find_follow_up(session, contact):
        service.copy_whose(contact, follow_up)
    contact.version += 1
    session.add(contact)
    session.flush()
    record(
        session,
        actor,
        Action.update,
        "street_contact",
        contact.id,
        client_id=contact.client_id,
        ground="own",
        detail="withdrawn" if contact.withdrawn_at else "restored",
    )

"""Emergency access: a nurse without the client in care reads one clinical note for a while, visibly and with a reason.

It opens for reading on the page only: never for writing, moving or for the phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts import care, store
from webapp.contacts.inputs import EmergencyInput
from webapp.contacts.models import EmergencyAccess, StreetContact
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.people import store as people_store
from webapp.web import submissions

OPEN_FOR = timedelta(minutes=15)
GROUND = "emergency"
_NOTHING = N_("Hier is geen verpleegkundige notitie, of je mag dit contact niet zien.")


@dataclass(frozen=True)
class EmergencyReading:
    """One emergency reading as the responsible people see it."""

    id: UUID
    by: str
    at: datetime
    reason: str
    verdict: str | None
    """A word of ``inputs.Verdict``; None while it waits."""
    words: str
    judged_by: str
    is_mine_to_judge: bool


def require_shut(session: Session, actor: Actor, contact_id: UUID) -> store.Entry:
    """A contact this user may see, with a clinical note that they may not read.

    Raises:
        NotFound: when there is no such contact or note.
    """
    actor.require(Permission.clinical_notes)
    entry = store.find_entry(session, actor, contact_id)
    if entry is None or not is_shut(session, actor, entry.contact):
        raise NotFound(_NOTHING)
    return entry


def is_shut(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """True when there is a clinical note that this nurse may not read without an emergency.

    Other roles never learn of it.
    """
    if not actor.may(Permission.clinical_notes) or care.may_read_clinical(session, actor, contact):
        return False
    note = store.find_clinical_note(session, contact)
    return bool(note and note.text)


def open_note(
    session: Session, actor: Actor, contact_id: UUID, data: EmergencyInput, access_id: UUID
) -> EmergencyAccess:
    """Open the clinical note of a contact for this nurse for a while. Sent twice it is one.

    Raises:
        NotFound: as ``require_shut``.
    """
    contact = require_shut(session, actor, contact_id).contact
    if made := submissions.known(session, EmergencyAccess, access_id, user_id=actor.user_id):
        return made
    access = EmergencyAccess(
        id=access_id,
        region_id=contact.region_id,
        organisation_id=actor.organisation_id,
        contact_id=contact.id,
        user_id=actor.user_id,
        reason=data.reason,
        until=clock.now() + OPEN_FOR,
    )
    session.add(access)
    session.flush()
    client = contact.client_id
    record(session, actor, Action.emergency, "clinical_note", contact.id, client_id=client, ground=GROUND)
    return access


def is_open(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """True when this nurse opened it a moment ago."""
    rows = store.list_emergencies(session, contact)
    return any(row.user_id == actor.user_id and row.until > clock.now() for row in rows)


def list_readings(session: Session, actor: Actor, contact: StreetContact) -> list[EmergencyReading]:
    """The emergency readings of a contact's note: for its author, readers of the note, and the nurse who opened it.

    The reason is shown to those who may know the note: it can say as much as the note.
    """
    rows = store.list_emergencies(session, contact)
    if not rows:
        return []
    may_read = care.may_read_clinical(session, actor, contact)
    is_responsible = may_read or contact.author_id == actor.user_id
    shown = [row for row in rows if is_responsible or row.user_id == actor.user_id]
    names = people_store.names_of(session, [one for row in shown for one in (row.user_id, row.judged_by) if one])
    return [_reading(row, names, actor, may_read=may_read) for row in shown]


def _reading(row: EmergencyAccess, names: dict[UUID, str], actor: Actor, *, may_read: bool) -> EmergencyReading:
    is_own = row.user_id == actor.user_id
    knows = may_read or is_own
    return EmergencyReading(
        row.id,
        names.get(row.user_id, ""),
        row.at,
        row.reason if knows else "",
        row.verdict,
        (row.verdict_words or "") if knows else "",
        names.get(row.judged_by, "") if row.judged_by else "",
        may_read and not is_own and row.judged_at is None,
    )

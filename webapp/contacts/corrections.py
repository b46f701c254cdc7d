"""Correcting a contact: an entry of its own that shows what changed; the first version stays readable."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record, record_reads
from webapp.contacts import care, service, store
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.inputs import ContactCorrectionInput, FollowUpInput, Topic
from webapp.contacts.models import ContactCorrection, FollowUp, StreetContact
from webapp.db import Illegible, Session
from webapp.edits import Change, changes_in, plain, require_change, settle
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.models import Client

CLINICAL = "clinical_note"
TEXT, DUE = "follow_up.text", "follow_up.due_on"
_SHUT = N_("Hier hoort een verpleegkundige notitie bij die niet voor jou is. Vraag de collega die dit vastlegde.")
_OWN_COLUMNS = ("alias", "occurred_at", "channel", "municipality", "place", "ethos_category", "topics", "note")


@dataclass(frozen=True)
class Correction:
    """One corrected field as a reader sees it."""

    contact: StreetContact
    operation_id: UUID
    field: str
    before: Any
    after: Any
    by: str
    at: datetime

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: a clinical note, also one that was cleared since."""
        return self.contact.read_by(actor, CLINICAL) if self.field == CLINICAL else ()


def correct_contact(session: Session, actor: Actor, data: ContactCorrectionInput, operation_id: UUID) -> StreetContact:
    """Correct fields of a contact. Other fields merge; the same field is a conflict.

    Raises:
        NotFound: when this user may not know the contact, or the client it is given to.
        NotAllowed: when this user may not read the clinical note.
        Invalid: when nothing changes, or a follow-up would lose its day.
        Conflict: with the present value of every field someone else changed.
    """
    actor.require(Permission.log_contacts)
    contact = store.find_contact(session, actor, data.contact)
    if contact is None:
        raise NotFound(service.UNKNOWN)
    changes = changes_in(data.changes)
    if any(change.field == CLINICAL for change in changes) and not care.may_read_clinical(session, actor, contact):
        raise NotAllowed(N_("Deze verpleegkundige notitie is niet voor jou."))
    follow_up = follow_up_store.find_follow_up(session, contact)
    require_change(changes)
    present = present_values(session, contact, follow_up, clinical=True)
    for change in settle(
        changes, present, lambda field: _present_value(session, actor, contact, field, present[field])
    ):
        note_change(session, actor, contact, change, present[change.field], operation_id)
        _make(session, actor, contact, change)
    _finish(session, actor, contact, changes)
    return contact


def present_values(
    session: Session, contact: StreetContact, follow_up: FollowUp | None, *, clinical: bool
) -> dict[str, Any]:
    """The present value of every field that can be corrected, by its public name."""
    values: dict[str, Any] = {name: getattr(contact, name) for name in _OWN_COLUMNS}
    values["client"] = contact.client_id
    values[TEXT] = (follow_up.text or None) if follow_up else None
    values[DUE] = follow_up.due_on if follow_up else None
    if clinical:
        note = store.find_clinical_note(session, contact)
        values[CLINICAL] = note.text if note else None
    return values


def _make(session: Session, actor: Actor, contact: StreetContact, change: Change) -> None:
    if change.field == "client":
        _give_to(session, actor, contact, change.wanted)
    elif change.field == CLINICAL:
        service.write_clinical_note(session, actor, contact, change.wanted)
    elif change.field in (TEXT, DUE):
        return  # made together in _finish: a follow-up needs its day first
    elif change.field == "topics":
        contact.topics = [topic.value for topic in Topic if topic in change.wanted]
    elif change.field == "occurred_at":
        contact.occurred_at, contact.told_at = service.correct_time(
            actor, change.wanted, "changes.occurred_at", shown=True
        )
    else:
        setattr(contact, change.field, plain(change.wanted))


def may_give(session: Session, actor: Actor, contact: StreetContact) -> bool:
    """True when this user may name the person of this contact.

    That decides who reads its clinical note, also a cleared one in the corrections: so it takes the right to read it.
    """
    return not store.find_clinical_note(session, contact) or care.may_read_clinical(session, actor, contact)


def _give_to(session: Session, actor: Actor, contact: StreetContact, client_id: UUID | None) -> None:
    if not may_give(session, actor, contact):
        raise NotAllowed(_SHUT)
    client = people.require_client(session, actor, client_id, keep=True) if client_id else None
    before = contact.client_id
    contact.client_id = client.id if client else None
    if before:
        forget_meeting(session, contact, before)
    if client and contact.author_id == actor.user_id:  # a colleague who only tidies up has not met this person
        people.note_meeting(session, actor, client, contact.occurred_at)


def forget_meeting(session: Session, contact: StreetContact, client_id: UUID) -> None:
    """Take a contact with another client out of its author's working relation: the relation keeps its other grounds."""
    session.add(contact)
    session.flush()
    relation = people_store.find_relation(session, contact.author_id, client_id)
    if relation is None:
        return
    last_met = store.find_last_met(session, contact, client_id)
    met_since = store.find_last_met(session, contact, client_id, relation.since)
    people.undo_meeting(session, contact.author_id, client_id, last_met, met_since)


def _finish(session: Session, actor: Actor, contact: StreetContact, changes: list[Change]) -> None:
    wanted = {change.field: change.wanted for change in changes}
    if "client" in wanted or "alias" in wanted:
        client = session.get(Client, contact.client_id) if contact.client_id else None
        contact.legal_basis = service.basis_of(actor, client, contact.alias)
    if TEXT in wanted or DUE in wanted:
        _correct_follow_up(session, contact, wanted)
    follow_up = follow_up_store.find_follow_up(session, contact)
    if follow_up:
        service.copy_whose(contact, follow_up)
    contact.search_key = service.search_key(
        contact.alias, contact.place, contact.note, follow_up.text if follow_up else None
    )
    contact.version += 1
    session.add(contact)
    session.flush()
    why = contact.ground(actor)
    record(session, actor, Action.update, "street_contact", contact.id, client_id=contact.client_id, ground=why)


def _correct_follow_up(session: Session, contact: StreetContact, wanted: dict[str, Any]) -> None:
    follow_up = follow_up_store.find_follow_up(session, contact)
    due_on = wanted.get(DUE, follow_up.due_on if follow_up else None)
    if due_on is None:
        raise Invalid({f"changes.{DUE}": N_("Kies een dag. Hoeft het niet meer? Vink de vervolgactie dan af.")})
    if follow_up is None:
        service.add_follow_up(session, contact, FollowUpInput(text=wanted.get(TEXT), due_on=due_on))
        return
    follow_up.due_on = due_on
    if TEXT in wanted:
        follow_up.text = wanted[TEXT] or ""
    session.add(follow_up)


def note_change(
    session: Session, actor: Actor, contact: StreetContact, change: Change, before: Any, operation_id: UUID
) -> None:
    """Keep the earlier and the new value of one field."""
    session.add(
        ContactCorrection(
            operation_id=operation_id,
            region_id=contact.region_id,
            organisation_id=actor.organisation_id,
            contact_id=contact.id,
            field=change.field,
            before=json.dumps(plain(before)),
            after=json.dumps(plain(change.wanted)),
            by=actor.user_id,
        )
    )


def _present_value(session: Session, actor: Actor, contact: StreetContact, field: str, value: Any) -> dict[str, Any]:
    """The present value of a field, with author and time: it is read, though the correction is not made."""
    subject = "clinical_note" if field == CLINICAL else "street_contact"
    record_reads(session, actor, contact.read_by(actor, subject), anyway=True)
    last = store.find_last_correction(session, contact, field)
    by, at = (last.by, last.at) if last else (contact.author_id, contact.logged_at)
    names = people_store.names_of(session, [by])
    return {"value": plain(value), "by": names.get(by, ""), "at": at.isoformat()}


def list_corrections(session: Session, reading: service.Reading) -> list[Correction]:
    """The corrections of a contact, as its reader may see them, the first one first."""
    contact = reading.entry.contact
    rows = store.list_corrections(session, contact)
    names = people_store.names_of(session, [row.by for row in rows])
    return [
        Correction(
            contact, row.operation_id, row.field, _value(row.before), _value(row.after), names.get(row.by, ""), row.at
        )
        for row in rows
        if row.field != CLINICAL or reading.may_read_clinical
    ]


def _value(kept: str) -> Any:
    return kept if isinstance(kept, Illegible) else json.loads(kept)

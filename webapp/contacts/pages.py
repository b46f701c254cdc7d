"""What the pages of contacts show; the same for a view and for the regions a phone keeps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.contacts import corrections, emergency, service, store
from webapp.contacts.follow_ups import count_due, group_of
from webapp.contacts.labels import FIELD_LABELS, basis
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.errors import N_
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.crisis import CrisisLine, crisis_lines, may_be_minor
from webapp.people.inputs import LEGAL_BASIS_LABELS, LegalBasis
from webapp.people.models import Client
from webapp.web.paging import Pages

HEADINGS = {"late": N_("Te laat"), "today": N_("Vandaag"), "tomorrow": N_("Morgen"), "later": N_("Later")}
LATEST = 10


def contact_page(session: Session, actor: Actor, reading: service.Reading) -> dict[str, Any]:
    """One contact with its corrections, its follow-up and who it may have been."""
    contact = reading.entry.contact
    unknown = contact.client_id is None and contact.alias
    corrected = corrections.list_corrections(session, reading)
    may_give = corrections.may_give(session, actor, contact)
    return {
        "reading": reading,
        "entry": reading.entry,
        "clinical_note": reading.clinical_note,
        "is_emergency": reading.is_emergency,
        "is_shut": reading.is_shut,
        "emergencies": emergency.told_on(session, actor, contact),
        "corrections": _by_operation(corrected),
        "named": _named(session, actor, corrected),
        "given": next((one for one in reversed(corrected) if one.field == "client"), None) if may_give else None,
        "steps": _steps(session, reading.entry),
        "possible": people.people_called(session, actor, contact.alias or "") if unknown else [],
        "basis": basis(contact),
        "crisis": _crisis(session, actor, reading.entry.client),
        "field_labels": {name: gettext(label) for name, label in FIELD_LABELS.items()},
    }


def _named(session: Session, actor: Actor, corrected: Sequence[corrections.Correction]) -> dict[str, Client]:
    """The people whose contact it was said to be, as far as this user may know them, by id."""
    told = {value for one in corrected if one.field == "client" for value in (one.before, one.after) if value}
    found = (people_store.find_client(session, actor, UUID(value)) for value in told if isinstance(value, str))
    return {str(client.id): client for client in found if client}


def _crisis(session: Session, actor: Actor, client: Client | None) -> list[CrisisLine]:
    """Whom to call, when the person may be under 18."""
    if client is None or not may_be_minor(client.birth_year):
        return []
    return crisis_lines(people_store.region_of(session, actor))


def _by_operation(found: Sequence[corrections.Correction]) -> list[list[corrections.Correction]]:
    """The fields that were corrected in one go, together."""
    return [list(fields) for _, fields in groupby(found, key=lambda one: one.operation_id)]


def _steps(session: Session, entry: Entry) -> list[dict[str, Any]]:
    if entry.follow_up is None:
        return []
    steps = store.list_steps(session, entry.contact)
    names = people_store.names_of(session, [step.by for step in steps])
    return [{"done": step.done, "by": names[step.by], "at": step.at, "outcome": step.outcome} for step in steps]


def due_page(session: Session, actor: Actor, found: Pages[Entry]) -> dict[str, Any]:
    """Follow-ups under their headings."""
    today = clock.today()
    groups = [
        (key, gettext(HEADINGS[key]), list(entries))
        for key, entries in groupby(found.rows, key=lambda entry: _group(entry, today))
    ]
    return {"found": found, "groups": groups, "counts": count_due(session, actor)}


def _group(entry: Entry, today: Any) -> str:
    if entry.follow_up is None:
        raise ValueError("only contacts with a follow-up are due")
    return group_of(entry.follow_up.due_on - today)


def client_page(session: Session, actor: Actor, client_id: UUID) -> dict[str, Any]:
    """One client: facts, open follow-ups, latest contacts, who works with them."""
    client = people.require_client(session, actor, client_id)
    changes = people.changes_to_tell(session, client, LATEST)
    names = people_store.names_of(session, [client.created_by, *(change.by for change in changes)])
    return {
        "client": client,
        "legal_basis": gettext(LEGAL_BASIS_LABELS[LegalBasis(client.legal_basis)]),
        "recorded_by": names.get(client.created_by, ""),
        "workers": people_store.list_workers(session, actor, client.id),
        "works_with": people_store.is_related(session, actor, client.id),
        "alike": people.possible_duplicates(session, actor, client),
        "contacts": store.list_contacts_of(session, actor, client.id, LATEST),
        "due": store.list_open_of(session, actor, client.id),
        "crisis": _crisis(session, actor, client),
        "changes": [(change, names.get(change.by, "")) for change in changes],
    }

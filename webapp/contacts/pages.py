"""The contents of the pages of contacts; the same for a view and for the regions a phone keeps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.contacts import corrections, list_store, service, store, withdrawals
from webapp.contacts.emergency import service as emergency
from webapp.contacts.follow_ups import store as follow_up_store
from webapp.contacts.labels import FIELD_LABELS, basis, mistakes, step_words
from webapp.contacts.new_clients import service as new_clients
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.people import duplicates, quiet
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.crisis import CrisisLine, crisis_lines, may_be_minor
from webapp.people.models import Client
from webapp.web.forms import Form
from webapp.web.listing import ALL, Asked
from webapp.web.paging import Pages

LATEST = 10
_TRACES = timedelta(days=183)
"""How long the list of contacts leads to a withdrawn one; its own address stays."""


def contacts_page(session: Session, actor: Actor, contacts: Pages[Entry], asked: Asked = ALL) -> dict[str, Any]:
    """A page of contacts; under the latest ones those that this user withdrew."""
    is_start = asked == ALL
    traces = store.list_withdrawn(session, actor, clock.now() - _TRACES, LATEST) if is_start else []
    is_short = bool(asked.words) and list_store.is_short(asked.words)
    return {"contacts": contacts, "asked": asked, "words": asked.words, "is_short": is_short, "withdrawn": traces}


def trace_page(session: Session, actor: Actor, entry: Entry) -> dict[str, Any]:
    """The trace of a contact that its author withdrew."""
    return {
        "entry": entry,
        "emergencies": emergency.list_readings(session, actor, entry.contact),
        "may_be_undone": withdrawals.may_be_undone(entry.contact),
        "undone_until": withdrawals.undone_until(entry.contact),
    }


def contact_page(
    session: Session, actor: Actor, reading: service.Reading, withdrawal: Form | None = None
) -> dict[str, Any]:
    """One contact with its corrections, its follow-up and its possible people; its author may withdraw it."""
    contact = reading.entry.contact
    unknown = contact.client_id is None and contact.alias
    corrected = corrections.list_corrections(session, reading)
    may_give = corrections.may_give(session, actor, contact)
    is_due = reading.entry.follow_up is not None and reading.entry.follow_up.is_open
    return {
        "reading": reading,
        "entry": reading.entry,
        "clinical_note": reading.clinical_note,
        "is_emergency": reading.is_emergency,
        "is_shut": reading.is_shut,
        "note": reading.note,
        "emergencies": emergency.list_readings(session, actor, contact),
        "corrections": _by_operation(corrected),
        "withdrawal": (withdrawal or Form()) if withdrawals.may_be_withdrawn(session, actor, contact) else None,
        "not_withdrawn": withdrawal.error("") if withdrawal else None,
        "mistakes": mistakes(),
        "may_become_client": new_clients.may_become_client(session, actor, contact),
        "named": _named(session, actor, corrected),
        "given": next((one for one in reversed(corrected) if one.field == "client"), None) if may_give else None,
        "steps": _steps(session, reading.entry),
        "around": describe_rows(session, actor, [reading.entry] if is_due else []),
        "possible": _possible(session, actor, contact.alias or "") if unknown else [],
        "basis": basis(contact),
        "crisis": list_crisis_lines(session, actor, reading.entry.client),
        "met_since": reading.entry.client is not None and quiet.asks_again(reading.entry.client, contact.occurred_at),
        "field_labels": {name: gettext(label) for name, label in FIELD_LABELS.items()},
    }


def _possible(session: Session, actor: Actor, alias: str) -> list[duplicates.Alike]:
    return duplicates.describe_alike(session, actor, people.people_called(session, actor, alias))


def _named(session: Session, actor: Actor, corrected: Sequence[corrections.Correction]) -> dict[str, Client]:
    """The people it was given to, as far as this user may know them, by id."""
    ids = {value for one in corrected if one.field == "client" for value in (one.before, one.after) if value}
    found = (people_store.find_client(session, actor, UUID(value)) for value in ids if isinstance(value, str))
    return {str(client.id): client for client in found if client}


def list_crisis_lines(session: Session, actor: Actor, client: Client | None) -> list[CrisisLine]:
    """The numbers to call, when the person may be under 18."""
    if client is None or not may_be_minor(client.birth_year):
        return []
    return crisis_lines(people_store.region_of(session, actor))


def _by_operation(found: Sequence[corrections.Correction]) -> list[list[corrections.Correction]]:
    """Group the corrected fields of one act."""
    return [list(fields) for _, fields in groupby(found, key=lambda one: one.operation_id)]


def _steps(session: Session, entry: Entry) -> list[dict[str, Any]]:
    if entry.follow_up is None:
        return []
    steps = follow_up_store.list_steps(session, entry.contact)
    names = people_store.names_of(session, [id_ for step in steps for id_ in (step.by, step.holder_after) if id_])
    return [
        {
            "words": step_words(step, names.get(step.holder_after, "") if step.holder_after else ""),
            "by": names[step.by],
            "at": step.at,
            "outcome": step.outcome,
            "taken_back": step.taken_back,
        }
        for step in steps
    ]


def describe_rows(session: Session, actor: Actor, entries: Sequence[Entry]) -> dict[str, Any]:
    """Beside rows of follow-ups: the holder of each, and the colleagues this user can hand it on to."""
    held = [one.contact.id for one in entries if one.follow_up and one.follow_up.holder_id]
    return {
        "holders": follow_up_store.list_holders(session, held),
        "colleagues": _colleagues(session, actor, entries),
        "tomorrow": clock.today() + timedelta(days=1),
    }


def _colleagues(session: Session, actor: Actor, entries: Sequence[Entry]) -> dict[UUID, list[tuple[str, str]]]:
    """Id and name of possible holders of each; of hidden clients and others' contacts only those who work with them."""
    if not entries:
        return {}
    everyone = [(str(user.id), user.name) for user in follow_up_store.list_colleagues(session, actor)]
    hidden = people_store.hidden_among(session, [entry.contact.client_id for entry in entries])
    possible = {}
    for contact in (entry.contact for entry in entries):
        if contact.organisation_id == actor.organisation_id and contact.client_id not in hidden:
            possible[contact.id] = everyone
        elif contact.client_id:
            workers = {str(user.id) for user, _ in people_store.list_workers(session, actor, contact.client_id)}
            possible[contact.id] = [choice for choice in everyone if choice[0] in workers]
    return possible

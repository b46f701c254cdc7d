"""The contents of the page of one client."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.beds.stays import tonight
from webapp.caseload.link_labels import list_links
from webapp.contacts import follow_up_store
from webapp.contacts import store as contact_store
from webapp.contacts.pages import LATEST, describe_rows, list_crisis_lines
from webapp.db import Session
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.inputs import LegalBasis


def client_page(session: Session, actor: Actor, client_id: UUID) -> dict[str, Any]:
    """One client: facts, open follow-ups, latest contacts, the people who work with them, the bed of tonight."""
    client = people.require_client(session, actor, client_id)
    due = follow_up_store.list_open_of(session, actor, client.id)
    changes = people.list_visible_changes(session, client, LATEST)
    names = people_store.names_of(session, [client.created_by, *(change.by for change in changes)])
    return {
        "client": client,
        "legal_basis": gettext(LegalBasis(client.legal_basis).label),
        "recorded_by": names.get(client.created_by, ""),
        "workers": people_store.list_workers(session, actor, client.id),
        "works_with": people_store.is_related(session, actor, client.id),
        "alike": people.describe_alike(session, actor, people.possible_duplicates(session, actor, client)),
        "contacts": contact_store.list_contacts_of(session, actor, client.id, LATEST),
        "due": due,
        "around": describe_rows(session, actor, due),
        "crisis": list_crisis_lines(session, actor, client),
        "changes": [(change, names.get(change.by, "")) for change in changes],
        "tonight": tonight.find_bed(session, actor, client.id),
        "more": list_links(actor, client.id),
    }

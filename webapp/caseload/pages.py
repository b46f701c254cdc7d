"""The contents of the page of a client: for the one who asks, and for the phones of those who work with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.beds.stays import tonight
from webapp.caseload import lines
from webapp.caseload.link_labels import list_links
from webapp.contacts import timeline_store
from webapp.contacts.pages import describe_rows, list_crisis_lines
from webapp.contacts.store import Entry
from webapp.db import Session
from webapp.people import duplicates, quiet
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.consents import service as consents
from webapp.people.households import service as households
from webapp.people.inputs import LegalBasis
from webapp.people.merging.service import list_merges
from webapp.people.models import Client, WorkingRelation
from webapp.timeline import Asked, Line, Moment, Point

PER_PAGE = 20
"""The number of moments on a page."""
CONTACTS = 5
"""The number of moments of each kind that a phone keeps."""
OPEN = 10
"""The number of open follow-ups of one client that a phone keeps."""


@dataclass(frozen=True)
class Worker:
    """A person who works with a client, and their latest contact."""

    name: str
    last_at: datetime
    reads_until: datetime | None = None
    """The end of a grant, for a colleague who only reads along."""


def client_page(
    session: Session, actor: Actor, client_id: UUID, kind: str = "", before: Point | None = None
) -> dict[str, Any]:
    """One client: facts, open follow-ups, who works with them, the bed of tonight, and the line of time."""
    client = people.require_client(session, actor, client_id)
    ids = [client.id]
    moments, is_more = lines.read_line(session, actor, Asked((client.id,), PER_PAGE, before), kind)
    due = timeline_store.list_open(session, actor, ids)
    living = timeline_store.list_last_living(session, actor, ids)
    workers = _workers(people_store.list_workers(session, actor, client.id))
    works_with = people_store.is_related(session, actor, client.id)
    return {
        **_facts(client, people_store.names_of(session, [client.created_by]), workers, _last_met(session, actor, ids)),
        "more": list_links(actor, client, works_with=works_with),
        "alike": duplicates.describe_alike(session, actor, duplicates.possible_duplicates(session, actor, client)),
        "merges": list_merges(session, client),
        "consents": consents.list_of(session, client),
        "household": households.read_household(session, actor, client),
        "due": due,
        "around": describe_rows(session, actor, due),
        "living": living[0] if living else None,
        "crisis": list_crisis_lines(session, actor, client),
        "tonight": tonight.find_bed(session, actor, client.id),
        "parts": lines.in_parts(moments),
        "kinds": lines.kinds(),
        "kind": kind,
        "before": before,
        "next": moments[-1].point if is_more else None,
        "is_kept": False,
        "is_withheld": False,
    }


def kept_pages(session: Session, actor: Actor, clients: Sequence[Client]) -> Iterator[tuple[Client, dict[str, Any]]]:
    """The pages of a caseload as a phone keeps them, in a few questions for all of them.

    Of somebody with a safety flag without the whereabouts: a lost phone tells nobody where this person is.
    """
    ids = tuple(client.id for client in clients)
    names = people_store.names_of(session, [client.created_by for client in clients])
    moments = lines.read_lines(session, actor, Asked(ids, CONTACTS))
    workers = people_store.list_workers_of(session, actor, ids)
    living = {entry.contact.client_id: entry for entry in timeline_store.list_last_living(session, actor, ids)}
    due: dict[UUID | None, list[Entry]] = {}
    for entry in timeline_store.list_open(session, actor, ids):
        due.setdefault(entry.contact.client_id, []).append(entry)
    due = {client: entries[:OPEN] for client, entries in due.items()}
    around = describe_rows(session, actor, [entry for entries in due.values() for entry in entries])
    met = _last_met(session, actor, ids)
    shared = consents.list_of_each(session, clients)
    homes = households.read_of_each(session, actor, clients, for_phone=True)
    sleepers = tonight.list_with_bed(session, actor, ids)
    for client in clients:
        is_withheld = client.is_hidden
        own = due.get(client.id, [])
        shown = _for_phone(moments[client.id], is_withheld=is_withheld)
        is_asked = client.id in sleepers and not is_withheld
        yield (
            client,
            {
                **_facts(client, names, _workers(workers.get(client.id, [])), met),
                "more": list_links(actor, client, works_with=True),
                "alike": [],
                "merges": [],
                "consents": [] if is_withheld else shared.get(client.id, []),
                "household": homes.get(client.id, households.Household()),
                "due": own,
                "around": _around(around, own),
                "living": None if is_withheld else living.get(client.id),
                "crisis": list_crisis_lines(session, actor, client),
                "tonight": tonight.find_bed(session, actor, client.id) if is_asked else None,
                "parts": lines.in_parts(shown),
                "kinds": {},
                "kind": "",
                "before": None,
                "next": None,
                "is_kept": True,
                "is_withheld": is_withheld,
            },
        )


def _last_met(session: Session, actor: Actor, ids: Sequence[UUID]) -> dict[UUID | None, datetime]:
    latest = timeline_store.list_contacts(session, actor, Asked(tuple(ids), 1))
    return {entry.contact.client_id: entry.contact.occurred_at for entry in latest}


def _facts(
    client: Client, names: Mapping[UUID, str], workers: Sequence[Worker], met: Mapping[UUID | None, datetime]
) -> dict[str, Any]:
    return {
        "client": client,
        "legal_basis": gettext(LegalBasis(client.legal_basis).label),
        "recorded_by": names.get(client.created_by, ""),
        "workers": workers,
        "today": clock.today(),
        "met_since": quiet.asks_again(client, met.get(client.id)),
    }


def _workers(found: Sequence[tuple[User, WorkingRelation]]) -> list[Worker]:
    return [
        Worker(user.name, relation.last_at, relation.granted_until if relation.is_only_granted else None)
        for user, relation in found
    ]


def _around(around: dict[str, Any], due: Sequence[Entry]) -> dict[str, Any]:
    """Of what stands beside all rows, what stands beside these: a page changes only when its own does."""
    ids = [entry.contact.id for entry in due]
    return {
        "holders": {id_: around["holders"][id_] for id_ in ids if id_ in around["holders"]},
        "colleagues": {id_: around["colleagues"][id_] for id_ in ids if id_ in around["colleagues"]},
        "tomorrow": around["tomorrow"],
    }


def _for_phone(found: Sequence[tuple[Line, Moment]], *, is_withheld: bool) -> list[Moment]:
    """The moments that a phone may keep, newest first."""
    kept = [
        replace(moment, where="") if is_withheld else moment
        for line, moment in found
        if not moment.is_secret and not (is_withheld and line.is_whereabouts)
    ]
    return sorted(kept, key=lambda one: one.point, reverse=True)

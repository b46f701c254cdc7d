"""'Wie keek mee': the access log of one client, for the people who work with them and for the client.

A reader who may not know of clinical notes sees their readings as readings of the contact beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit import log_store
from webapp.audit.log_store import Wanted
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, NotAllowed, NotFound
from webapp.oversight import looks, store
from webapp.oversight.looks import Look
from webapp.oversight.store import Overseen
from webapp.people import service as people
from webapp.people.company import UNKNOWN
from webapp.people.merging import store as merging
from webapp.people.models import Client, Whereabouts

AT_ONCE = 400
"""Entries of the log on one page."""
SUBJECT = "access_log"
CLINICAL = "clinical_note"
_SECRET = N_("Waar deze persoon is, is geheim. Wie met deze persoon werkt, laat zien wie er keek.")


@dataclass(frozen=True)
class ClientLog:
    """One page of the log of one client."""

    client: Client | Overseen
    page: looks.Page


def read_log(session: Session, actor: Actor, client_id: UUID, before: datetime | None = None) -> ClientLog:
    """The days before this moment, the latest first; the reading is itself in the log.

    Raises:
        NotFound: a client that this user may not see.
        NotAllowed: a hidden client of others, whose log would tell where they sleep.
    """
    client = _require(session, actor, client_id)
    entries = list_entries(session, actor, client.id, before=before, limit=AT_ONCE + 1)
    _note(session, actor, client, Action.read)
    return ClientLog(client, looks.make_page([to_look(entry) for entry in entries], AT_ONCE))


def export_log(
    session: Session, actor: Actor, client_id: UUID, since: datetime | None, before: datetime, limit: int
) -> Sequence[AccessEntry]:
    """The entries of a period for a file; errors as for ``read_log``."""
    client = _require(session, actor, client_id)
    return list_entries(session, actor, client.id, since=since, before=before, limit=limit)


def note_export(session: Session, actor: Actor, client_id: UUID, detail: str) -> None:
    """Note that a file with this log left."""
    _note(session, actor, _require(session, actor, client_id), Action.export, detail)


def list_entries(
    session: Session,
    actor: Actor,
    client_id: UUID,
    *,
    since: datetime | None = None,
    before: datetime | None = None,
    limit: int,
) -> Sequence[AccessEntry]:
    """The newest entries about a client and those that went into them, in the words that this user may know."""
    group = merging.list_group(session, client_id)
    asked = (Wanted(client_id=one, since=since, before=before) for one in group)
    found = [entry for wanted in asked for entry in log_store.list_entries(session, wanted, limit)]
    if len(group) > 1:
        found = sorted(found, key=lambda entry: entry.at, reverse=True)[:limit]
    if actor.may(Permission.clinical_notes) or actor.may(Permission.oversee_access):
        return found
    return [_without_notes(entry) for entry in found]


def to_look(entry: AccessEntry) -> Look:
    """An entry as a person reads it."""
    return Look(
        entry.at,
        entry.user_id,
        entry.role,
        entry.organisation_id,
        entry.region_id,
        entry.action,
        entry.subject,
        entry.ground,
        entry.device,
        entry.request_id,
        entry.outcome is not None,
    )


def _require(session: Session, actor: Actor, client_id: UUID) -> Client | Overseen:
    if actor.may(Permission.oversee_access):
        overseen = store.find_client(session, actor, client_id)
        if overseen is None:
            raise NotFound(UNKNOWN)
        return overseen
    actor.require(Permission.read_clients)
    client = people.require_client(session, actor, client_id)
    if client.whereabouts == Whereabouts.shielded.value:
        raise NotAllowed(_SECRET)
    return client


def _without_notes(entry: AccessEntry) -> AccessEntry:
    """The same act, said of the contact: whoever may not know of a clinical note does not learn of it here."""
    if entry.subject != CLINICAL:
        return entry
    is_emergency = entry.action == Action.emergency or entry.ground == looks.EMERGENCY
    action = Action.read.value if entry.action == Action.emergency else entry.action
    ground = "" if is_emergency else entry.ground
    return AccessEntry(**{**entry.model_dump(), "subject": "street_contact", "action": action, "ground": ground})


def _note(session: Session, actor: Actor, client: Client | Overseen, action: Action, detail: str | None = None) -> None:
    (read,) = client.read_by(actor)
    record(session, actor, action, SUBJECT, client.id, client_id=client.id, ground=read.ground, detail=detail)

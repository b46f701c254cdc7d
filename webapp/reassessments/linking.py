"""Somebody on a list who is a client here: said by who reassesses them, never by the machine, and taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, NotFound
from webapp.people.duplicates import describe_alike
from webapp.people.service import people_called
from webapp.people.store import find_client
from webapp.reassessments.models import Reassessment
from webapp.reassessments.service import require_row
from webapp.worklist import store as worklist

_NOBODY = N_("Deze persoon is niet gevonden. Kies iemand van jullie eigen lijst.")
_LINKED = N_("Een collega koos intussen iemand anders. Kijk hoe het nu staat.")


def link_form(session: Session, actor: Actor, row: Reassessment, words: str) -> dict[str, Any]:
    """The choice: at most three clients of the own organisation called ``words``, or else as the list has it."""
    if row.client_id or not actor.may(Permission.read_clients):
        return {"may_link": False}
    possible = describe_alike(session, actor, people_called(session, actor, words or row.person))
    return {"may_link": True, "possible": possible, "asked_name": words}


def link(session: Session, actor: Actor, row_id: UUID, client_id: UUID | None) -> Reassessment:
    """Say who somebody on the list is, or with None that they are not; outcomes of before go along.

    Somebody whom the campaign itself knew, from a placement, stays who they are.

    Raises:
        NotAllowed: for who reads no clients.
        NotFound: as ``require_row``, and for a client whom this user does not know.
        Conflict: when a colleague chose another, or the campaign knows them.
    """
    actor.require(Permission.read_clients)
    row = require_row(session, actor, row_id, lock=True)
    chosen = find_client(session, actor, client_id, keep=True) if client_id else None
    if client_id and chosen is None:
        raise NotFound(_NOBODY)
    before, after = row.client_id, chosen.id if chosen else None
    if before == after:
        return row
    known = find_client(session, actor, before) if before else None
    if before and (after or row.linked_by is None or known is None):
        raise Conflict(_LINKED, {"client": {"value": known.full_name if known else "", "by": "", "at": None}})
    row.client_id, row.linked_by = after, actor.user_id if after else None
    session.add(row)
    worklist.set_client(session, row.region_id, row.id, after)
    ground = row.ground(actor)
    record(session, actor, Action.update, "reassessment", row.id, client_id=before or after, ground=ground)
    return row

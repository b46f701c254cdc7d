"""A client goes over to another organisation: the one place where that happens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.people import name_store, store
from webapp.people.models import Client, FormerOrganisation, WorkingRelation


def find_present(session: Session, client_id: UUID) -> Client:
    """The client of this id, or the one that it was merged into."""
    client = session.get_one(Client, client_id)
    while client.merged_into:
        client = session.get_one(Client, client.merged_into)
    return client


def move_client(session: Session, actor: Actor, client: Client, former_worker: UUID, ground: str) -> None:
    """The actor's organisation answers for this client from now on; the former worker works with them no more.

    Their contacts stay with the organisation that made them. The caller has checked the right to do it; ``ground`` is
    its name in the access log.
    """
    left = FormerOrganisation(client_id=client.id, organisation_id=client.organisation_id, left_at=clock.now())
    session.merge(left)
    client.organisation_id = actor.organisation_id
    client.version += 1
    session.add(client)
    relation = store.find_relation(session, former_worker, client.id)
    if relation is not None and relation.ended is None:
        relation.ended = clock.now()
        session.add(relation)
    session.flush()
    name_store.write_grams(session, client)
    record(session, actor, Action.update, "client", client.id, client_id=client.id, ground=ground)


@dataclass(frozen=True)
class Former:
    """A client whom a user knew until ``until``, and the organisation that the user worked for then."""

    client: Client
    organisation_id: UUID
    until: datetime


def find_former(session: Session, actor: Actor, client_id: UUID) -> Former | None:
    """A client whom this user knew before, and may not know any more: for what was written in that time.

    Nothing of the client may be shown to that user.
    """
    client = session.get(Client, client_id)
    if client is None or client.region_id != actor.region_id:
        return None
    client = find_present(session, client.id)
    relation = store.find_relation(session, actor.user_id, client_id)
    left = session.get(FormerOrganisation, (client_id, actor.organisation_id))
    known = [Former(client, relation.organisation_id, _end_of(actor, relation))] if relation else []
    known += [Former(client, left.organisation_id, left.left_at)] if left else []
    return max(known, key=lambda one: one.until, default=None)


def _end_of(actor: Actor, relation: WorkingRelation) -> datetime:
    """The moment a relation that gives nothing any more stopped doing so."""
    ends = [relation.ended, relation.last_at + store.TERM]
    if relation.granted_until:
        ends = [relation.granted_until]
    if actor.placed_at and not actor.has_since(relation.granted_since or relation.since):
        ends.append(actor.placed_at)
    return min(one for one in ends if one)

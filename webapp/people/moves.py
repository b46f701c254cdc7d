"""A client goes over to another organisation: the one place where that happens."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.people import name_store, store
from webapp.people.models import Client


def find_present(session: Session, client_id: UUID) -> Client:
    """The client of this id, or the one that it was merged into."""
    client = session.get_one(Client, client_id)
    while client.merged_into:
        client = session.get_one(Client, client.merged_into)
    return client


def move_client(session: Session, actor: Actor, client: Client, former_worker: UUID) -> None:
    """The actor's organisation answers for this client from now on; the former worker works with them no more.

    Their contacts stay with the organisation that made them. The caller has checked the right to do it.
    """
    client.organisation_id = actor.organisation_id
    client.version += 1
    session.add(client)
    relation = store.find_relation(session, former_worker, client.id)
    if relation is not None and relation.ended is None:
        relation.ended = clock.now()
        session.add(relation)
    session.flush()
    name_store.write_grams(session, client)
    record(session, actor, Action.update, "client", client.id, client_id=client.id, ground="referral")

"""The people whom several acts of one user name: read together, and kept up to date by those acts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import NotFound
from webapp.people import service, store
from webapp.people.models import Client, WorkingRelation
from webapp.rows import Rows


class Company:
    """The clients this user may know among those that were named, and the user's relations with them."""

    def __init__(self, clients: Collection[Client], relations: Collection[WorkingRelation]) -> None:
        self._clients = {client.id: client for client in clients}
        self._relations = {relation.client_id: relation for relation in relations}

    def require(self, client_id: UUID) -> Client:
        """A client this user may work with.

        Raises:
            NotFound: when there is none, or not for this user.
        """
        if client_id not in self._clients:
            raise NotFound(service.UNKNOWN)
        return self._clients[client_id]

    def note_meeting(self, rows: Rows, actor: Actor, client: Client, at: datetime) -> None:
        """``service.note_meeting`` with one of these; a new relation is added to ``rows``."""
        known = self._relations.get(client.id)
        relation = self._relations[client.id] = service.meet(known, actor, client, at)
        if known is None:
            rows.keep(relation)


def read_company(session: Session, actor: Actor, ids: set[UUID]) -> Company:
    """Read these clients and relations; the relations are locked."""
    if not ids:
        return Company((), ())
    return Company(store.list_by_ids(session, actor, list(ids)), store.list_relations(session, actor.user_id, ids))

"""The people whom several acts of one user name: read together, and kept up to date by those acts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.people import store
from webapp.people.models import Client, Granted, WorkingRelation
from webapp.rows import Rows

UNKNOWN = N_("Deze persoon is er niet, of je mag die niet zien.")


class Company:
    """The clients this user may know among those that were named, and the user's relations with them."""

    def __init__(
        self, clients: Mapping[UUID, Client] | None = None, relations: Collection[WorkingRelation] = ()
    ) -> None:
        """``clients``: by the id that names them."""
        self._clients = dict(clients or {})
        self.made: list[Client] = []
        """The clients whom this user made among these acts."""
        self._relations = {relation.client_id: relation for relation in relations}

    def add(self, client: Client) -> None:
        """Add a client whom this user just made."""
        self._clients[client.id] = client
        self.made.append(client)

    def require(self, client_id: UUID) -> Client:
        """A client this user may work with.

        Raises:
            NotFound: when there is none, or not for this user.
        """
        if client_id not in self._clients:
            raise NotFound(UNKNOWN)
        return self._clients[client_id]

    def note_meeting(self, rows: Rows, actor: Actor, client: Client, at: datetime) -> None:
        """``service.note_meeting`` with one of these; a new relation is added to ``rows``."""
        known = self._relations.get(client.id)
        relation = self._relations[client.id] = meet(known, actor, client, at)
        if known is None:
            rows.keep(relation)


def read_company(session: Session, actor: Actor, ids: set[UUID]) -> Company:
    """Read these clients and relations; the relations are locked."""
    if not ids:
        return Company()
    clients = {client.id: client for client in store.list_by_ids(session, actor, list(ids), keep=True)}
    clients |= store.find_led(session, actor, ids - clients.keys())
    standing = {client.id for client in clients.values()}
    return Company(clients, store.list_relations(session, actor.user_id, standing))


def meet(relation: WorkingRelation | None, actor: Actor, client: Client, at: datetime) -> WorkingRelation:
    """The relation of a user who met a client at ``at``, changed or new; the rule is ``service.note_meeting``'s."""
    if relation is None:
        return WorkingRelation(
            region_id=client.region_id,
            organisation_id=actor.organisation_id,
            user_id=actor.user_id,
            client_id=client.id,
            since=at,
            last_at=at,
        )
    if (relation.ended is None or at > relation.ended) and not _goes_on(actor, relation):
        relation.organisation_id, relation.since, relation.ended = actor.organisation_id, at, None
    relation.last_at = max(relation.last_at, at)
    return relation


def _goes_on(actor: Actor, relation: WorkingRelation) -> bool:
    """True when this meeting begins nothing: the relation holds, or a grant for a time does.

    One who covers for a colleague meets their people without keeping them. One who took them over begins with them.
    """
    takes_over = relation.ended is not None and relation.granted_as == Granted.leaver
    return store.holds_now(actor, relation) and not takes_over

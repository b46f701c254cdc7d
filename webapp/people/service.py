"""Decisions about clients: who may see them, adding, editing, and working with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotAllowed, NotFound
from webapp.operation import Change
from webapp.people import store
from webapp.people.edits import changes_in, plain, settle
from webapp.people.inputs import NAMELESS, ClientEdit, ClientInput
from webapp.people.models import Client, ClientChange, Whereabouts, WorkingRelation
from webapp.people.search import fold, rank

_UNKNOWN = N_("Deze persoon is er niet, of je mag die niet zien.")
_SECRET = N_("Waar deze persoon is, is geheim. Alleen wie met deze persoon werkt, verandert dat.")
WHEREABOUTS = frozenset({"municipality", "contact_ways", "whereabouts"})
"""The fields that tell where someone is, and who may know."""


def require_client(session: Session, actor: Actor, client_id: UUID) -> Client:
    """A client this user may work with.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    client = store.find_client(session, actor, client_id)
    if client is None:
        raise NotFound(_UNKNOWN)
    return client


def read_client(session: Session, actor: Actor, client_id: UUID) -> Client:
    """One client's record, for reading: the access log notes it.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    client = require_client(session, actor, client_id)
    record(session, actor, Action.read, "client", client.id, client_id=client.id, ground=ground(actor, client))
    return client


def ground(actor: Actor, client: Client) -> str:
    """Why this user may see this client, for the access log."""
    return "organisation" if client.organisation_id == actor.organisation_id else "working_relation"


def add_client(session: Session, actor: Actor, data: ClientInput, client_id: UUID) -> Client:
    """Add someone this user is going to work with; sent twice it is one.

    Raises:
        Invalid: without a name or alias.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    known = store.find_any_client(session, client_id)
    if known is not None:
        if known.created_by != actor.user_id:
            raise Conflict(N_("Dit nummer is al gebruikt voor iets anders."), {})
        return known
    if not data.name and not data.alias:
        raise Invalid({"name": NAMELESS})
    client = Client(
        id=client_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        created_by=actor.user_id,
        **data.model_dump(mode="json"),
    )
    session.add(client)
    _index(session, client)
    relate(session, actor, client, clock.now())
    record(session, actor, Action.create, "client", client.id, client_id=client.id, ground="organisation")
    return client


def edit_client(session: Session, actor: Actor, data: ClientEdit, operation_id: UUID) -> Client:
    """Change fields of a client. Other fields merge; the same field is a conflict.

    Raises:
        NotFound: when the client is not there for this user.
        NotAllowed: for where a hidden client is, by who does not work with them.
        Invalid: when nothing changes, or no name would be left.
        Conflict: with the present value of every field someone else changed.
    """
    actor.require(Permission.edit_clients)
    client = store.find_client(session, actor, data.client, lock=True)
    if client is None:
        raise NotFound(_UNKNOWN)
    asked = changes_in(data.changes)
    secret = client.is_hidden and not store.is_related(session, actor, client.id)
    if secret and any(change.field in WHEREABOUTS for change in asked):
        raise NotAllowed(_SECRET)
    present = {name: getattr(client, name) for name in type(data.changes).model_fields}
    changes = settle(asked, present, lambda field: _told(session, client, field))
    _apply(session, actor, client, changes, operation_id)
    if not client.name and not client.alias:
        raise Invalid({"name": NAMELESS})
    return client


def _apply(session: Session, actor: Actor, client: Client, changes: list[Change], operation_id: UUID) -> None:
    if not changes:
        return
    for change in changes:
        session.add(
            ClientChange(
                operation_id=operation_id,
                region_id=client.region_id,
                organisation_id=actor.organisation_id,
                client_id=client.id,
                field=change.field,
                before=plain(getattr(client, change.field)),
                after=plain(change.wanted),
                by=actor.user_id,
            )
        )
        setattr(client, change.field, plain(change.wanted))
    client.version += 1
    session.add(client)
    _index(session, client)
    record(session, actor, Action.update, "client", client.id, client_id=client.id, ground=ground(actor, client))


def _told(session: Session, client: Client, field: str) -> dict[str, Any]:
    """The present value of a field, with who made it so and when."""
    last = store.find_last_change(session, client, field)
    by, at = (last.by, last.at) if last else (client.created_by, client.created_at)
    names = store.names_of(session, [by])
    return {"value": plain(getattr(client, field)), "by": names.get(by, ""), "at": at.isoformat()}


def changes_to_tell(session: Session, client: Client, limit: int) -> list[ClientChange]:
    """The latest edits of a client that was read; to who may not know where they are, not those of that."""
    shielded = client.whereabouts == Whereabouts.shielded.value
    found = store.list_changes(session, client, limit)
    return [change for change in found if not (shielded and change.field in WHEREABOUTS)]


def _index(session: Session, client: Client) -> None:
    client.search_key = fold(f"{client.name or ''} {client.alias or ''}")
    session.flush()
    store.write_grams(session, client)


def relate(session: Session, actor: Actor, client: Client, at: datetime) -> None:
    """Note that this user works with this client; an ended relation begins again."""
    relation = store.find_relation(session, actor, client.id)
    if relation is None:
        relation = WorkingRelation(
            region_id=client.region_id,
            organisation_id=actor.organisation_id,
            user_id=actor.user_id,
            client_id=client.id,
            last_at=at,
        )
    relation.ended = None
    relation.last_at = max(relation.last_at, at)
    session.add(relation)
    session.flush()


def find_clients(session: Session, actor: Actor, words: str) -> list[Client]:
    """The clients a few typed words may mean, nearest first; at most fifty."""
    asked = fold(words)
    found = {str(client.id): client for client in store.list_candidates(session, actor, asked)}
    order = rank(asked, [(id_, client.search_key) for id_, client in found.items()])
    return [found[id_] for id_ in order]


def possible_duplicates(session: Session, actor: Actor, clients: Sequence[Client]) -> dict[UUID, list[Client]]:
    """Client id → others of the own organisation with the same name. A hint; nothing is merged."""
    own = [client for client in clients if client.organisation_id == actor.organisation_id]
    others = store.list_same_name(session, actor, [client.search_key for client in own])
    return {
        client.id: [other for other in others if other.search_key == client.search_key and other.id != client.id]
        for client in own
    }


def people_called(session: Session, actor: Actor, alias: str) -> Sequence[Client]:
    """Clients of the own organisation who may be the one that was logged under this alias."""
    own = [client for client in find_clients(session, actor, alias) if client.organisation_id == actor.organisation_id]
    return own[:3]

"""Decisions about clients: access, adding, editing, and working with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record, record_reads
from webapp.db import Session
from webapp.edits import Change, changes_in, plain, require_change, settle
from webapp.errors import N_, Invalid, NotAllowed, NotFound, Withheld
from webapp.people import change_store, duplicates, name_store, store
from webapp.people.company import UNKNOWN, Company, meet
from webapp.people.inputs import NAMELESS, ClientEdit, ClientInput
from webapp.people.models import Client, ClientChange, ClientGram, Whereabouts
from webapp.people.search import FOUND, rank
from webapp.rows import Rows
from webapp.text import fold, sort_key
from webapp.web import submissions

_SECRET = N_("Waar deze persoon is, is geheim. Alleen wie met deze persoon werkt, verandert dat.")
_NOT_YOURS = N_("Waar deze persoon slaapt, is geheim. Leg eerst een contact vast: dan werk je met deze persoon.")
_AT_ONCE = timedelta(minutes=1)
"""A relation that began within this time of the client's creation began with it."""
NOT_RELATED = "not_related"
WHEREABOUTS = frozenset({"municipality", "contact_ways", "whereabouts"})
"""The fields of a person's whereabouts, and of their secrecy."""


def require_client(session: Session, actor: Actor, client_id: UUID, *, keep: bool = False) -> Client:
    """A client this user may work with: that of this id, or the one it went into. ``keep`` as for ``find_client``.

    Raises:
        NotFound: when there is none, or not for this user.
    """
    client = store.find_client(session, actor, client_id, keep=keep)
    if client is None:
        raise NotFound(UNKNOWN)
    return client


def require_placeable(session: Session, actor: Actor, client_id: UUID, field: str = "client") -> Client:
    """A client for whom this user may ask a place to sleep or to live: a hidden one only when they work with them.

    Raises:
        NotFound: when there is none, or not for this user.
        Withheld: ``not_related``, at ``field``, for a hidden client of others.
    """
    client = require_client(session, actor, client_id, keep=True)
    if client.whereabouts == Whereabouts.shielded.value:
        raise Withheld({field: _NOT_YOURS}, NOT_RELATED, client.id)
    return client


def add_client(session: Session, actor: Actor, data: ClientInput, client_id: UUID) -> Client:
    """Add a client for this user; sent twice it is one.

    Raises:
        Invalid: without a name or alias.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    if made := submissions.known(session, Client, client_id, created_by=actor.user_id):
        return made
    rows = Rows()
    write_client(session, actor, data, client_id, Company(), rows)
    rows.write(session)
    return session.get_one(Client, client_id)


def write_client(
    session: Session, actor: Actor, data: ClientInput, client_id: UUID, company: Company, rows: Rows
) -> None:
    """The rows of a new client, who joins ``company``; errors as for ``add_client``."""
    if not data.name and not data.alias:
        raise Invalid({"name": NAMELESS})
    client = Client(
        id=client_id,
        region_id=actor.region_id,
        organisation_id=actor.organisation_id,
        created_by=actor.user_id,
        **data.model_dump(mode="json"),
    )
    set_keys(client)
    for pair in duplicates.find_pairs(session, actor, client, company.made):
        rows.keep(pair)
    rows.keep(client)
    for gram in name_store.grams_of_client(client):
        rows.add(ClientGram, gram=gram, client_id=client_id)
    company.add(client)
    company.note_meeting(rows, actor, client, client.created_at)
    record(session, actor, Action.create, "client", client_id, client_id=client_id, ground="organisation")


def edit_client(session: Session, actor: Actor, data: ClientEdit, operation_id: UUID) -> Client:
    """Change fields of a client. Other fields merge; the same field is a conflict.

    Raises:
        NotFound: when this user may not know the client.
        NotAllowed: for the whereabouts of a hidden client that this user does not work with.
        Invalid: when nothing changes, or no name would be left.
        Conflict: with the present value of every field someone else changed.
    """
    actor.require(Permission.edit_clients)
    client = store.find_client(session, actor, data.client, lock=True)
    if client is None:
        raise NotFound(UNKNOWN)
    asked = changes_in(data.changes)
    secret = client.is_hidden and not store.is_related(session, actor, client.id)
    if secret and any(change.field in WHEREABOUTS for change in asked):
        raise NotAllowed(_SECRET)
    require_change(asked)
    present = {name: getattr(client, name) for name in type(data.changes).model_fields}
    changes = settle(asked, present, lambda field: present_value(session, actor, client, field))
    apply(session, actor, client, changes, operation_id)
    if not client.name and not client.alias:
        raise Invalid({"name": NAMELESS})
    return client


def apply(session: Session, actor: Actor, client: Client, changes: list[Change], operation_id: UUID) -> None:
    """Make these changes of a client the caller has locked, each with its line in the history."""
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
        setattr(client, change.field, change.wanted if isinstance(change.wanted, date) else plain(change.wanted))
    client.version += 1
    session.add(client)
    index(session, client)
    if any(change.field in duplicates.COMPARED for change in changes):
        duplicates.note_pairs(session, actor, client)
    record(session, actor, Action.update, "client", client.id, client_id=client.id, ground=client.ground(actor))


def present_value(session: Session, actor: Actor, client: Client, field: str) -> dict[str, Any]:
    """The present value of a field, with author and time: it is read, though the edit is not made."""
    record_reads(session, actor, client.read_by(actor), anyway=True)
    last = change_store.find_last_change(session, client, field)
    by, at = (last.by, last.at) if last else (client.created_by, client.created_at)
    names = store.names_of(session, [by])
    return {"value": plain(getattr(client, field)), "by": names.get(by, ""), "at": at.isoformat()}


def set_keys(client: Client) -> None:
    """Set the keys that a client is found and sorted by."""
    client.search_key = fold(" ".join(name for name in (client.name, client.alias, *client.also_called) if name))
    client.sort_key = sort_key(client.full_name)


def index(session: Session, client: Client) -> None:
    """Let the search find a client by the present names."""
    set_keys(client)
    session.flush()
    name_store.write_grams(session, client)


def note_meeting(session: Session, actor: Actor, client: Client, at: datetime) -> None:
    """Note that this user met this client at ``at``; a relation that ended, for whatever reason, begins again.

    A contact from before that end, which waited on a phone or was noted late, does not begin it again.
    """
    session.add(meet(store.find_relation(session, actor.user_id, client.id), actor, client, at))
    session.flush()


def undo_meeting(
    session: Session, user_id: UUID, client_id: UUID, last_met: datetime | None, met_since: datetime | None
) -> None:
    """Undo the effect of a contact with a client who was not there: the relation becomes as without it.

    ``last_met`` is this user's last meeting without that contact, ``met_since`` the same since the relation began. If
    that contact alone had begun it again, it is over as before; undoing this begins it once more.
    """
    relation = store.find_relation(session, user_id, client_id)
    if relation is None:
        return
    client = session.get_one(Client, client_id)
    is_maker = client.created_by == user_id
    is_held = met_since is not None or (is_maker and relation.since <= client.created_at + _AT_ONCE)
    if relation.ended is None and not is_held:
        if last_met is None and not is_maker and relation.granted_until is None:
            session.delete(relation)
            return
        relation.ended = relation.since - timedelta(microseconds=1)
    relation.last_at = max(last_met or client.created_at, relation.granted_since or client.created_at)
    session.add(relation)


def let_go(session: Session, actor: Actor, client_id: UUID) -> None:
    """End this user's working relation with a client; logging a contact begins it again.

    Raises:
        NotFound: when this user has none with this client.
    """
    client = require_client(session, actor, client_id)
    relation = store.find_relation(session, actor.user_id, client_id)
    if relation is None or not store.is_related(session, actor, client_id):
        raise NotFound(UNKNOWN)
    relation.ended = clock.now()
    relation.granted_as = relation.granted_since = relation.granted_until = None
    session.add(relation)
    record(
        session, actor, Action.update, "working_relation", relation.id, client_id=client.id, ground="working_relation"
    )


def find_clients(session: Session, actor: Actor, words: str) -> list[Client]:
    """The clients a few typed words may mean, nearest first; at most fifty."""
    asked = fold(words)
    return _nearest(session, actor, asked, name_store.list_candidates(session, actor, asked), FOUND)


def people_called(session: Session, actor: Actor, alias: str) -> Sequence[Client]:
    """Clients of the own organisation who may be the person logged under this alias; at most three."""
    asked = fold(alias)
    return _nearest(session, actor, asked, name_store.list_called(session, actor, asked), 3)


def _nearest(
    session: Session, actor: Actor, asked: str, candidates: Sequence[name_store.Named], most: int
) -> list[Client]:
    found = {str(one.id): one for one in candidates}
    order = rank(asked, [(id_, one.search_key) for id_, one in found.items()])
    return store.list_by_ids(session, actor, [found[id_].id for id_ in order[:most]])

"""The record of a client itself in its line of time: made, and changed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.people import service, store, timeline_store
from webapp.people.labels import label_of, value_words
from webapp.people.models import Client, ClientChange, Whereabouts
from webapp.text import isolate
from webapp.timeline import Asked, Line, Moment, Point


def read_changes(session: Session, actor: Actor, asked: Asked) -> Iterable[Moment]:
    """How each of these clients was made and changed; whereabouts only for a user who may know them."""
    if not actor.may(Permission.read_clients):
        return []
    clients = {client.id: client for client in store.list_by_ids(session, actor, asked.clients)}
    changes = [
        change
        for change in timeline_store.list_changes(session, actor, asked)
        if change.client_id in clients and _may_be_seen(change, clients[change.client_id])
    ]
    names = store.names_of(session, [*(one.by for one in changes), *(one.created_by for one in clients.values())])
    made = [one for one in clients.values() if asked.precedes(one.created_at, one.id)]
    edits = (list(fields) for _, fields in groupby(changes, key=lambda one: (one.client_id, one.operation_id)))
    return [
        *(_edit(fields, clients[fields[0].client_id], names) for fields in edits),
        *(_made(client, names.get(client.created_by, "")) for client in made),
    ]


def _may_be_seen(change: ClientChange, client: Client) -> bool:
    return client.whereabouts != Whereabouts.shielded.value or change.field not in service.WHEREABOUTS


def _edit(fields: list[ClientChange], client: Client, names: dict[UUID, str]) -> Moment:
    """The fields of one edit; its place is that of the oldest, so that the next page begins after all of them."""
    last = fields[-1]
    return Moment(
        client_id=client.id,
        point=Point(last.at, last.id),
        icon="edit",
        title=gettext("Gewijzigd: %(fields)s", fields=", ".join(label_of(one.field) for one in fields)),
        of=client,
        lines=tuple(f"{_word(one.before, one.field)} → {_word(one.after, one.field)}" for one in fields),
        by=names.get(last.by, ""),
    )


def _word(value: object, field: str) -> str:
    return isolate(value_words(value, field)) or gettext("leeg")


def _made(client: Client, by: str) -> Moment:
    return Moment(
        client_id=client.id,
        point=Point(client.created_at, client.id),
        icon="person",
        title=gettext("Toegevoegd aan cliënten"),
        of=client,
        by=by,
    )


TIMELINE = (Line("wijziging", N_("Wijzigingen"), read_changes, order=90, is_whereabouts=True),)

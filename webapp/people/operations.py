"""The operations of a phone on clients."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.people import service
from webapp.people.inputs import ClientEdit, ClientInput


def _add(session: Session, actor: Actor, data: ClientInput, envelope: Envelope) -> Outcome:
    client = service.add_client(session, actor, data, envelope.id)
    return Outcome(client.version, f"/clienten/{client.id}")


def _edit(session: Session, actor: Actor, data: ClientEdit, envelope: Envelope) -> Outcome:
    client = service.edit_client(session, actor, data, envelope.id)
    return Outcome(client.version, f"/clienten/{client.id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("client.add", N_("Nieuwe cliënt"), ClientInput, Permission.edit_clients, _add),
    Operation("client.edit", N_("Cliënt gewijzigd"), ClientEdit, Permission.edit_clients, _edit),
)

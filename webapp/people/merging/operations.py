"""The operations of a phone on two records of one person."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.people.merging import service
from webapp.people.merging.inputs import MergeInput, UnmergeInput


def _merge(session: Session, actor: Actor, data: MergeInput, envelope: Envelope) -> Outcome:
    client = service.merge(session, actor, data, envelope.id)
    return Outcome(client.version, f"/clienten/{client.id}")


def _unmerge(session: Session, actor: Actor, data: UnmergeInput, _envelope: Envelope) -> Outcome:
    client = service.unmerge(session, actor, data)
    return Outcome(client.version, f"/clienten/{client.id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("client.merge", N_("Samengevoegd"), MergeInput, Permission.edit_clients, _merge),
    Operation("client.unmerge", N_("Losgemaakt"), UnmergeInput, Permission.edit_clients, _unmerge),
)

"""The operations of a phone on what is due."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.worklist import service
from webapp.worklist.inputs import DueDoneInput, DueUndoneInput


def _done(session: Session, actor: Actor, data: DueDoneInput, envelope: Envelope) -> Outcome:
    return Outcome(url=service.give_outcome(session, actor, data, envelope.id).fact.url)


def _undone(session: Session, actor: Actor, data: DueUndoneInput, _envelope: Envelope) -> Outcome:
    return Outcome(url=service.take_back(session, actor, data).url)


OPERATIONS: tuple[Operation, ...] = (
    Operation("due.done", N_("Taak"), DueDoneInput, Permission.work_list, _done),
    Operation("due.undone", N_("Taak: toch niet"), DueUndoneInput, Permission.work_list, _undone),
)

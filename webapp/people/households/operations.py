"""The operations of a phone on households."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.people.households import service
from webapp.people.households.inputs import JoinInput, LeaveInput


def _join(session: Session, actor: Actor, data: JoinInput, envelope: Envelope) -> Outcome:
    service.join(session, actor, data, envelope.id)
    return Outcome(url=f"/clienten/{data.client}/huishouden")


def _leave(session: Session, actor: Actor, data: LeaveInput, _envelope: Envelope) -> Outcome:
    service.leave(session, actor, data)
    return Outcome(url=f"/clienten/{data.client}/huishouden")


OPERATIONS: tuple[Operation, ...] = (
    Operation("household.join", N_("Hoort bij een huishouden"), JoinInput, Permission.edit_clients, _join),
    Operation("household.leave", N_("Hoort niet meer bij een huishouden"), LeaveInput, Permission.edit_clients, _leave),
)

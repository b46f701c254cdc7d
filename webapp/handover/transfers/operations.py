"""The operations of a phone on handing one client over."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.handover.transfers import service
from webapp.handover.transfers.inputs import TransferAnswer, TransferInput
from webapp.operation import Envelope, Operation, Outcome


def _propose(session: Session, actor: Actor, data: TransferInput, envelope: Envelope) -> Outcome:
    return Outcome(url=f"/overdracht/clienten/{service.propose(session, actor, data, envelope.id).id}")


def _answer(session: Session, actor: Actor, data: TransferAnswer, _envelope: Envelope) -> Outcome:
    return Outcome(url=f"/overdracht/clienten/{service.answer(session, actor, data).id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("client.hand_over", N_("Overdracht voorgesteld"), TransferInput, Permission.edit_clients, _propose),
    Operation("hand_over.answer", N_("Antwoord op een overdracht"), TransferAnswer, Permission.edit_clients, _answer),
)

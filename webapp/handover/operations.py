"""The operations of a phone on sharing."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.handover import service
from webapp.handover.inputs import ShareEnded, ShareInput
from webapp.operation import Envelope, Operation, Outcome


def _share(session: Session, actor: Actor, data: ShareInput, envelope: Envelope) -> Outcome:
    return Outcome(url=f"/overdracht/{service.share(session, actor, data, envelope.id).id}")


def _end(session: Session, actor: Actor, data: ShareEnded, _envelope: Envelope) -> Outcome:
    return Outcome(url=f"/overdracht/{service.end(session, actor, data.handover).id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("client.share", N_("Delen met een collega"), ShareInput, Permission.edit_clients, _share),
    Operation("client.share_end", N_("Delen beëindigd"), ShareEnded, Permission.edit_clients, _end),
)

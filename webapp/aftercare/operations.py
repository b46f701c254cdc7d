"""The operation of a phone on the end of support; a call itself is a ``due.done``."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.aftercare import service
from webapp.aftercare.inputs import SupportEndInput
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome


def _end(session: Session, actor: Actor, data: SupportEndInput, envelope: Envelope) -> Outcome:
    return Outcome(url=f"/nabellen/{service.end_support(session, actor, data, envelope.id).id}")


OPERATIONS = (Operation("support.end", N_("Begeleiding klaar"), SupportEndInput, Permission.end_support, _end),)

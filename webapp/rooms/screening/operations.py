"""The operation of a phone on screening: a visit at a kitchen table."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.screening import service
from webapp.rooms.screening.inputs import VisitInput


def _visit(session: Session, actor: Actor, data: VisitInput, envelope: Envelope) -> Outcome:
    visit = service.note_visit(session, actor, data, envelope.id)
    return Outcome(url=f"/kamers/bezoeken/{visit.host_id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("host.visit", N_("Bezoek aan een verhuurder"), VisitInput, Permission.visit_hosts, _visit),
)

"""The operations of a phone on tenancies: a signal, an evaluation that was heard, and the end."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.tenancies import service
from webapp.rooms.tenancies.inputs import PhoneEndInput, PhoneEvaluationInput, PhoneSignalInput


def _signal(session: Session, actor: Actor, data: PhoneSignalInput, envelope: Envelope) -> Outcome:
    service.add_signal(session, actor, data.tenancy, data, envelope.id)
    return Outcome(url=f"/kamers/huur/{data.tenancy}")


def _evaluate(session: Session, actor: Actor, data: PhoneEvaluationInput, _envelope: Envelope) -> Outcome:
    service.evaluate(session, actor, data.tenancy, data.party, data)
    return Outcome(url=f"/kamers/huur/{data.tenancy}")


def _end(session: Session, actor: Actor, data: PhoneEndInput, _envelope: Envelope) -> Outcome:
    service.end(session, actor, data.tenancy, data)
    return Outcome(url=f"/kamers/huur/{data.tenancy}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("tenancy.signal", N_("Signaal uit een huis"), PhoneSignalInput, Permission.answer_matches, _signal),
    Operation(
        "tenancy.evaluation", N_("Evaluatie van het wonen"), PhoneEvaluationInput, Permission.answer_matches, _evaluate
    ),
    Operation("tenancy.end", N_("Einde van een huurcontract"), PhoneEndInput, Permission.coordinate_rooms, _end),
)

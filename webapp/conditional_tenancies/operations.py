"""The operations of a phone on huren onder voorwaarden; a look during the watching is a ``due.done``."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.conditional_tenancies import service
from webapp.conditional_tenancies.inputs import ConditionalAnswer, ReportInput
from webapp.conditional_tenancies.kind import HOME
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome


def _report(session: Session, actor: Actor, data: ReportInput, envelope: Envelope) -> Outcome:
    return Outcome(url=f"{HOME}/{service.report(session, actor, data, envelope.id).id}")


def _answer(session: Session, actor: Actor, data: ConditionalAnswer, _envelope: Envelope) -> Outcome:
    return Outcome(url=f"{HOME}/{service.answer_case(session, actor, data).id}")


_MAY = Permission.report_conditional
OPERATIONS: tuple[Operation, ...] = (
    Operation("conditional_tenancy.report", N_("Melding: woning in gevaar"), ReportInput, _MAY, _report),
    Operation(
        "conditional_tenancy.answer", N_("Antwoord bij huren onder voorwaarden"), ConditionalAnswer, _MAY, _answer
    ),
)

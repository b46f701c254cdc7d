"""The operations of a phone on work places."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.work_places import service
from webapp.work_places.inputs import CandidateInput, WorkAnswer
from webapp.work_places.kind import HOME


def _refer(session: Session, actor: Actor, data: CandidateInput, envelope: Envelope) -> Outcome:
    return Outcome(url=f"{HOME}/{service.refer(session, actor, data, envelope.id).id}")


def _answer(session: Session, actor: Actor, data: WorkAnswer, _envelope: Envelope) -> Outcome:
    return Outcome(url=f"{HOME}/{service.answer(session, actor, data).id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("work.refer", N_("Aanmelding voor een werkplek"), CandidateInput, Permission.refer_work, _refer),
    Operation("work.answer", N_("Antwoord bij een werkplek"), WorkAnswer, Permission.refer_work, _answer),
)

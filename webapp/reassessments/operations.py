"""The operation of a phone on reassessment: an outcome with its reason. One without is a ``due.done``."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.reassessments import service
from webapp.reassessments.inputs import ReassessmentAnswer
from webapp.reassessments.kind import HOME


def _answer(session: Session, actor: Actor, data: ReassessmentAnswer, envelope: Envelope) -> Outcome:
    return Outcome(url=f"{HOME}/{service.answer(session, actor, data, envelope.id).id}")


OPERATIONS = (Operation("reassessment.answer", N_("Herbeoordeling"), ReassessmentAnswer, Permission.reassess, _answer),)

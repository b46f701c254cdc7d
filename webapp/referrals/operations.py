"""The operations of a phone on referrals."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.referrals import service
from webapp.referrals.inputs import ReferralAnswer, ReferralInput


def _send(session: Session, actor: Actor, data: ReferralInput, envelope: Envelope) -> Outcome:
    sent = service.send_referral(session, actor, data, envelope.id)
    return Outcome(url=f"/doorverwijzingen/{sent.id}")


def _answer(session: Session, actor: Actor, data: ReferralAnswer, _envelope: Envelope) -> Outcome:
    answered = service.answer_referral(session, actor, data)
    return Outcome(url=f"/doorverwijzingen/{answered.id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("referral.send", N_("Doorverwijzing"), ReferralInput, Permission.refer, _send),
    Operation("referral.answer", N_("Antwoord op een doorverwijzing"), ReferralAnswer, Permission.refer, _answer),
)

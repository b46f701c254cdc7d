"""What a phone can send about contacts and follow-ups."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.contacts import corrections, follow_ups, service
from webapp.contacts.inputs import ContactCorrectionInput, ContactInput, FollowUpDone, FollowUpReopened
from webapp.contacts.models import StreetContact
from webapp.db import Session
from webapp.operation import Envelope, Operation, Outcome


def _log(session: Session, actor: Actor, data: ContactInput, envelope: Envelope) -> Outcome:
    return _outcome(service.log_contact(session, actor, data, envelope.id))


def _correct(session: Session, actor: Actor, data: ContactCorrectionInput, envelope: Envelope) -> Outcome:
    return _outcome(corrections.correct_contact(session, actor, data, envelope.id))


def _complete(session: Session, actor: Actor, data: FollowUpDone, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.complete_follow_up(session, actor, data))


def _reopen(session: Session, actor: Actor, data: FollowUpReopened, _envelope: Envelope) -> Outcome:
    return _outcome(follow_ups.reopen_follow_up(session, actor, data))


def _outcome(contact: StreetContact) -> Outcome:
    return Outcome(contact.version, f"/contacten/{contact.id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("contact.log", ContactInput, Permission.log_contacts, _log),
    Operation("contact.correct", ContactCorrectionInput, Permission.log_contacts, _correct),
    Operation("follow_up.complete", FollowUpDone, Permission.log_contacts, _complete),
    Operation("follow_up.reopen", FollowUpReopened, Permission.log_contacts, _reopen),
)

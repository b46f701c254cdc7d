"""The operations of a phone on consent to share."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.people.consents import service
from webapp.people.consents.inputs import ConsentInput, ConsentRef
from webapp.people.consents.models import SharingConsent


def _give(session: Session, actor: Actor, data: ConsentInput, envelope: Envelope) -> Outcome:
    return _of(service.give(session, actor, data, envelope.id))


def _withdraw(session: Session, actor: Actor, data: ConsentRef, _envelope: Envelope) -> Outcome:
    return _of(service.withdraw(session, actor, data))


def _tell(session: Session, actor: Actor, data: ConsentRef, _envelope: Envelope) -> Outcome:
    return _of(service.tell(session, actor, data))


def _of(consent: SharingConsent) -> Outcome:
    return Outcome(url=f"/clienten/{consent.client_id}/toestemming")


OPERATIONS: tuple[Operation, ...] = (
    Operation("consent.give", N_("Toestemming om te delen"), ConsentInput, Permission.edit_clients, _give),
    Operation("consent.withdraw", N_("Toestemming ingetrokken"), ConsentRef, Permission.edit_clients, _withdraw),
    Operation("consent.told", N_("Intrekking verteld"), ConsentRef, Permission.edit_clients, _tell),
)

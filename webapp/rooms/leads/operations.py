"""The operation of a phone on leads."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.leads import service
from webapp.rooms.leads.inputs import LeadInput


def _pass_on(session: Session, actor: Actor, data: LeadInput, envelope: Envelope) -> Outcome:
    service.pass_on(session, actor, data, envelope.id)
    return Outcome(url="/kamers/tips")


OPERATIONS: tuple[Operation, ...] = (
    Operation("room.lead", N_("Tip: misschien een kamer"), LeadInput, Permission.give_leads, _pass_on),
)

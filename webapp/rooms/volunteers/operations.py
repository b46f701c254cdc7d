"""The operation of a phone on a match that its user goes along with."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.volunteers import service
from webapp.rooms.volunteers.inputs import MatchVisitInput


def _visit(session: Session, actor: Actor, data: MatchVisitInput, envelope: Envelope) -> Outcome:
    visit = service.note_visit(session, actor, data, envelope.id)
    return Outcome(url=f"/kamers/meegaan/{visit.match_id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("match.visit", N_("Bezoek bij een match"), MatchVisitInput, Permission.visit_hosts, _visit),
)

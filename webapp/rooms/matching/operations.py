"""The operation of a phone on matching: a proposal."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.matches.inputs import MatchInput
from webapp.rooms.matching import by_hand


def _propose(session: Session, actor: Actor, data: MatchInput, envelope: Envelope) -> Outcome:
    return Outcome(url=f"/kamers/matches/{by_hand.propose(session, actor, data, envelope.id).id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("match.propose", N_("Voorstel voor een kamer"), MatchInput, Permission.coordinate_rooms, _propose),
)

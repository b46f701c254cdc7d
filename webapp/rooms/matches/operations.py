"""The operations of a phone on matches."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.matches import service
from webapp.rooms.matches.inputs import MatchAnswer


def _answer(session: Session, actor: Actor, data: MatchAnswer, _envelope: Envelope) -> Outcome:
    return Outcome(url=f"/kamers/matches/{service.answer(session, actor, data).id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("match.answer", N_("Antwoord over een kamer"), MatchAnswer, Permission.answer_matches, _answer),
)

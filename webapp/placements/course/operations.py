"""The operations of a phone on placements."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.placements.course import offers, service
from webapp.placements.homes.inputs import OfferInput
from webapp.placements.support import service as support
from webapp.placements.support.inputs import MomentInput
from webapp.placements.waiting import service as waiting
from webapp.placements.waiting.inputs import PlacementAnswer, ReferInput


def _refer(session: Session, actor: Actor, data: ReferInput, envelope: Envelope) -> Outcome:
    made = waiting.refer(session, actor, data, envelope.id)
    return Outcome(url=f"/plaatsingen/{made.id}")


def _answer(session: Session, actor: Actor, data: PlacementAnswer, _envelope: Envelope) -> Outcome:
    answered = service.answer_placement(session, actor, data)
    return Outcome(url=f"/plaatsingen/{answered.id}")


def _offer(session: Session, actor: Actor, data: OfferInput, envelope: Envelope) -> Outcome:
    offer = offers.offer_unit(session, actor, data, envelope.id)
    return Outcome(url=f"/plaatsingen/{offer.placement_id}")


def _support(session: Session, actor: Actor, data: MomentInput, envelope: Envelope) -> Outcome:
    moment = support.note_moment(session, actor, data, envelope.id)
    return Outcome(url=f"/plaatsingen/{moment.placement_id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("placement.refer", N_("Aanmelding voor een plek"), ReferInput, Permission.ask_placements, _refer),
    Operation(
        "placement.answer", N_("Antwoord bij een plaatsing"), PlacementAnswer, Permission.answer_placements, _answer
    ),
    Operation("support.moment", N_("Moment van hulp"), MomentInput, Permission.answer_placements, _support),
    Operation("unit.offer", N_("Aanbod van een plek"), OfferInput, Permission.keep_placements, _offer),
)

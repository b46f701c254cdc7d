"""The operations of a phone: a youth who looks for a room, and a room a coordinator enters."""

from __future__ import annotations

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import N_
from webapp.operation import Envelope, Operation, Outcome
from webapp.rooms.hosts import service as hosts
from webapp.rooms.hosts.inputs import RoomOfferInput
from webapp.rooms.leads import operations as leads
from webapp.rooms.matches import operations as matches
from webapp.rooms.matching import operations as matching
from webapp.rooms.requests import service as requests
from webapp.rooms.requests.inputs import RoomRequestInput
from webapp.rooms.screening import operations as screening
from webapp.rooms.tenancies import operations as tenancies
from webapp.rooms.volunteers import operations as volunteers


def _ask(session: Session, actor: Actor, data: RoomRequestInput, envelope: Envelope) -> Outcome:
    request = requests.ask_room(session, actor, data, envelope.id)
    return Outcome(url=f"/kamers/verzoeken/{request.id}")


def _offer(session: Session, actor: Actor, data: RoomOfferInput, envelope: Envelope) -> Outcome:
    room = hosts.offer_room(session, actor, data, envelope.id)
    return Outcome(url=f"/kamers/{room.id}")


OPERATIONS: tuple[Operation, ...] = (
    Operation("room.request", N_("Aanmelding jongere"), RoomRequestInput, Permission.request_rooms, _ask),
    Operation("room.offer", N_("Kamer aangeboden"), RoomOfferInput, Permission.coordinate_rooms, _offer),
    *screening.OPERATIONS,
    *leads.OPERATIONS,
    *matching.OPERATIONS,
    *matches.OPERATIONS,
    *tenancies.OPERATIONS,
    *volunteers.OPERATIONS,
)

"""The phones that hear of a request: the house's about a question, the asker's about an answer."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest
from webapp.beds.shelters.models import ShelterStaff
from webapp.db import Session
from webapp.push import service as push
from webapp.push.service import News


def tell_house(session: Session, request: BedRequest) -> None:
    """Tell the house about a question."""
    push.tell(session, _staff(session, request.shelter_id), News.question, _count_waiting(session, request))


def tell_asker(session: Session, request: BedRequest, actor: Actor) -> None:
    """Tell the asker about another person's decision."""
    if actor.user_id != request.asked_by:
        push.tell(session, [request.asked_by], News.answer)


def _staff(session: Session, shelter_id: UUID) -> Sequence[UUID]:
    """The staff who answer there now; a person with another job since no longer does, although still listed there."""
    rows = session.exec(
        select(User, ShelterStaff.since)
        .join(ShelterStaff, col(ShelterStaff.user_id) == User.id)
        .where(ShelterStaff.shelter_id == shelter_id)
    ).all()
    actors = [(actor_of(user), since) for user, since in rows]
    return [
        actor.user_id for actor, since in actors if actor.may(Permission.answer_requests) and actor.has_since(since)
    ]


def _count_waiting(session: Session, request: BedRequest) -> int:
    waits = select(func.count(col(BedRequest.id))).where(
        BedRequest.shelter_id == request.shelter_id,
        BedRequest.night == request.night,
        BedRequest.state == State.requested.value,
    )
    return session.exec(waits).one()

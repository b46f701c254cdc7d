"""Queries on those who come along. The caller has read the request or the stay, and so has the right to see them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from webapp.beds.kinds import State
from webapp.beds.ledger.companion_models import NOT_COME, Companion
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.db import Session


def list_of_requests(session: Session, request_ids: Collection[UUID]) -> dict[UUID, list[Companion]]:
    """Request → those who come along."""
    found: dict[UUID, list[Companion]] = {}
    if request_ids:
        question = select(Companion).where(col(Companion.request_id).in_(request_ids)).order_by(col(Companion.id))
        for one in session.exec(question).all():
            if one.request_id:
                found.setdefault(one.request_id, []).append(one)
    return found


def list_of_stays(session: Session, stay_ids: Collection[UUID]) -> dict[UUID, list[Companion]]:
    """Stay → those of the party, also who went by themselves."""
    found: dict[UUID, list[Companion]] = {}
    if stay_ids:
        question = select(Companion).where(col(Companion.stay_id).in_(stay_ids)).order_by(col(Companion.id))
        for one in session.exec(question).all():
            if one.stay_id:
                found.setdefault(one.stay_id, []).append(one)
    return found


def find_of_stay(session: Session, stay_id: UUID, companion_id: UUID) -> Companion | None:
    """One of the party of a stay."""
    question = select(Companion).where(Companion.id == companion_id, Companion.stay_id == stay_id)
    return session.exec(question.with_for_update()).first()


def move_on(session: Session, stay_id: UUID, next_id: UUID) -> None:
    """The party goes on in the following stay."""
    for one in list_of_stays(session, [stay_id]).get(stay_id, []):
        one.stay_id = next_id
        session.add(one)
    session.flush()


def list_held_with(session: Session, region_id: UUID, client_id: UUID, now: datetime) -> Sequence[BedRequest]:
    """The live holds of others with whom this client comes along."""
    nights = [now.date() - timedelta(days=one) for one in range(3)]  # a hold runs on for hours after its night at most
    question = (
        select(BedRequest)
        .join(Companion, col(Companion.request_id) == BedRequest.id)
        .where(
            Companion.client_id == client_id,
            col(Companion.night).in_(nights),
            BedRequest.region_id == region_id,
            BedRequest.state == State.held.value,
            col(BedRequest.held_until) > now,
        )
    )
    return session.exec(question.execution_options(populate_existing=True)).all()


def list_requests_with(session: Session, client_ids: Collection[UUID], nights: Collection[date]) -> list[Companion]:
    """The rows of these clients who come along in these nights."""
    question = select(Companion).where(col(Companion.client_id).in_(client_ids), col(Companion.night).in_(nights))
    return list(session.exec(question.order_by(col(Companion.id).desc())).all())


def list_sleeping(session: Session, client_ids: Collection[UUID]) -> list[tuple[UUID | None, Stay]]:
    """Those of these clients who sleep along in somebody's stay now."""
    question = (
        select(Companion.client_id, Stay)
        .join(Stay, col(Stay.id) == Companion.stay_id)
        .where(
            col(Companion.client_id).in_(client_ids),
            col(Companion.came_at).is_not(None),
            col(Companion.left_at).is_(None),
            col(Stay.left_at).is_(None),
        )
    )
    return [(row[0], row[1]) for row in session.exec(question).all()]


def erase_names(session: Session, region_id: UUID, tonight: date, made_before: datetime, now: datetime) -> None:
    """Erase the names of those who never came; a running hold keeps them."""
    running = (
        select(BedRequest.id).where(BedRequest.id == Companion.request_id, col(BedRequest.held_until) > now).exists()
    )
    session.connection().execute(
        update(Companion)
        .where(
            col(Companion.region_id) == region_id,
            NOT_COME,
            col(Companion.night) < tonight,
            col(Companion.made_at) <= made_before,
            ~running,
        )
        .values(name=None)
    )

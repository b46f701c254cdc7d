"""Queries on the weights of matching, and on what they weigh. Each stays in the region."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.models import Region
from webapp.db import Session
from webapp.rooms.matching.models import RoomWeights
from webapp.rooms.models import RoomRequest
from webapp.rooms.words import RequestState


def find_weights(session: Session, region_id: UUID) -> RoomWeights | None:
    """The weights of a region now; None while nobody set any."""
    return session.exec(_of(region_id).limit(1)).first()


def list_weights(session: Session, region_id: UUID, *, offset: int, limit: int) -> Sequence[RoomWeights]:
    """The weights of a region, newest first."""
    return session.exec(_of(region_id).offset(offset).limit(limit)).all()


def list_open_requests(session: Session, region_id: UUID) -> Sequence[RoomRequest]:
    """Every open request of a region in no match now, for numbers: no record of these is shown."""
    query = select(RoomRequest).where(RoomRequest.region_id == region_id, RoomRequest.state == RequestState.open.value)
    return session.exec(query.where(col(RoomRequest.held_by).is_(None)).order_by(col(RoomRequest.id))).all()


def lock_region(session: Session, region_id: UUID) -> None:
    """Wait for whoever sets something for this region."""
    session.exec(select(Region.id).where(Region.id == region_id).with_for_update()).one()


def _of(region_id: UUID) -> SelectOfScalar[RoomWeights]:
    newest = (col(RoomWeights.set_at).desc(), col(RoomWeights.id).desc())
    return select(RoomWeights).where(RoomWeights.region_id == region_id).order_by(*newest)

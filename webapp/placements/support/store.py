"""Queries on moments of support."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.placements.support.models import SupportMoment

_SHOWN = 200


def list_moments(session: Session, placement_id: UUID) -> Sequence[SupportMoment]:
    """The moments of a placement that stand, the newest first. The caller has checked access to it."""
    query = select(SupportMoment).where(
        SupportMoment.placement_id == placement_id, col(SupportMoment.undone_at).is_(None)
    )
    query = query.order_by(col(SupportMoment.given_on).desc(), col(SupportMoment.id).desc())
    return session.exec(query.limit(_SHOWN)).all()


def find_moment(session: Session, actor: Actor, moment_id: UUID) -> SupportMoment | None:
    """A moment that this user noted, locked."""
    query = select(SupportMoment).where(
        SupportMoment.id == moment_id, SupportMoment.by == actor.user_id, SupportMoment.region_id == actor.region_id
    )
    return session.exec(query.with_for_update()).first()

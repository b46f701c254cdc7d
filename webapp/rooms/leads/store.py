"""Queries on leads. A coordinator sees the region's, who passed one on their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.rooms.leads.models import Lead


def list_open(session: Session, actor: Actor, most: int) -> Sequence[Lead]:
    """The region's leads that nobody closed, the oldest first."""
    query = select(Lead).where(Lead.region_id == actor.region_id, col(Lead.outcome).is_(None))
    return session.exec(query.order_by(col(Lead.created_at)).limit(most)).all()


def count_open(session: Session, actor: Actor) -> int:
    """How many those are."""
    query = select(func.count()).select_from(Lead)
    return session.exec(query.where(Lead.region_id == actor.region_id, col(Lead.outcome).is_(None))).one()


def list_own(session: Session, actor: Actor, most: int) -> Sequence[Lead]:
    """The leads that this user passed on, the newest first."""
    query = select(Lead).where(Lead.created_by == actor.user_id, Lead.region_id == actor.region_id)
    return session.exec(query.order_by(col(Lead.created_at).desc()).limit(most)).all()


def find(session: Session, actor: Actor, lead_id: UUID) -> Lead | None:
    """A lead of the region, locked."""
    query = select(Lead).where(Lead.id == lead_id, Lead.region_id == actor.region_id)
    return session.exec(query.with_for_update()).first()


def list_to_erase(session: Session, region_id: UUID, closed_before: datetime, most: int) -> Sequence[Lead]:
    """Closed leads of a region past their term that still name somebody."""
    query = select(Lead).where(
        Lead.region_id == region_id,
        col(Lead.outcome).is_not(None),
        col(Lead.closed_at) < closed_before,
        col(Lead.name).is_not(None),
    )
    return session.exec(query.limit(most)).all()

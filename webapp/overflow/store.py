"""Queries on the requests between neighbouring regions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.overflow.models import Overflow


def list_since(session: Session, actor: Actor, night: date) -> Sequence[Overflow]:
    """The requests by and to the actor's region for this night and later, the newest first."""
    is_ours = or_(col(Overflow.region_id) == actor.region_id, col(Overflow.partner_id) == actor.region_id)
    query = select(Overflow).where(is_ours, col(Overflow.night) >= night)
    return session.exec(query.order_by(col(Overflow.asked_at).desc())).all()


def list_asked_of(session: Session, actor: Actor, night: date) -> Sequence[Overflow]:
    """The requests to the actor's region for a night."""
    return session.exec(select(Overflow).where(Overflow.partner_id == actor.region_id, Overflow.night == night)).all()

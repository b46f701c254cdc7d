"""Queries on programmes. They are about no person; each stays with the region of the actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, or_, select

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.placements.programmes.models import Programme, ProgrammeTerms
from webapp.text import sort_key

MOST = 500
"""Programmes of one region."""


def list_programmes(session: Session, actor: Actor, *, ended: bool = False) -> list[Programme]:
    """The programmes of the region by name: those that go on, or those that ended."""
    over, today = col(Programme.ended_on), clock.today()
    goes_on = or_(over.is_(None), over > today)
    query = select(Programme).where(Programme.region_id == actor.region_id, over <= today if ended else goes_on)
    found = session.exec(query.order_by(col(Programme.id)).limit(MOST)).all()
    return sorted(found, key=lambda one: (sort_key(one.name), one.id))


def find_programme(session: Session, actor: Actor, programme_id: UUID, *, lock: bool = False) -> Programme | None:
    """One programme of the region; locked for a change."""
    query = select(Programme).where(Programme.id == programme_id, Programme.region_id == actor.region_id)
    return session.exec(query.with_for_update() if lock else query).first()


def list_by_ids(session: Session, actor: Actor, ids: Iterable[UUID]) -> dict[UUID, Programme]:
    """Those of these programmes that are of the region."""
    query = select(Programme).where(col(Programme.id).in_(set(ids)), Programme.region_id == actor.region_id)
    return {one.id: one for one in session.exec(query)}


def list_terms(session: Session, programme_id: UUID) -> Sequence[ProgrammeTerms]:
    """The terms of a programme, the newest first."""
    query = select(ProgrammeTerms).where(ProgrammeTerms.programme_id == programme_id)
    return session.exec(query.order_by(col(ProgrammeTerms.from_date).desc())).all()


def terms_on(session: Session, programme_ids: Iterable[UUID], day: date) -> dict[UUID, ProgrammeTerms]:
    """The terms of these programmes that hold on a day."""
    query = select(ProgrammeTerms).where(
        col(ProgrammeTerms.programme_id).in_(set(programme_ids)), ProgrammeTerms.from_date <= day
    )
    return {one.programme_id: one for one in session.exec(query.order_by(col(ProgrammeTerms.from_date)))}

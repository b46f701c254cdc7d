"""Whether a client sleeps somewhere already: in a bed or in respite. One client, one place to sleep."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from webapp import clock
from webapp.beds.ledger.models import Stay
from webapp.db import Session
from webapp.facilities.models import RespiteStay


def sleeps_somewhere(session: Session, client_id: UUID) -> bool:
    """Whether this client is in a bed or in respite anywhere. Where is not told: that may be a secret address."""
    queries = (
        select(Stay.id).where(Stay.client_id == client_id, col(Stay.left_at).is_(None)),
        select(RespiteStay.id).where(RespiteStay.client_id == client_id, col(RespiteStay.left_on).is_(None)),
    )
    return any(session.exec(query.limit(1)).first() is not None for query in queries)


def slept_somewhere_since(session: Session, client_id: UUID, day: date, until: date | None = None) -> bool:
    """Whether this client had a bed or a place of respite in a night from this day on; leaving that day is no night.

    ``until`` is the day after the last of these nights.
    """
    next_day = datetime.combine(day + timedelta(days=1), time(), clock.AMSTERDAM)
    beds = select(Stay.id).where(
        Stay.client_id == client_id, or_(col(Stay.left_at).is_(None), col(Stay.left_at) >= next_day)
    )
    respite = select(RespiteStay.id).where(
        RespiteStay.client_id == client_id,
        col(RespiteStay.undone_at).is_(None),
        or_(col(RespiteStay.left_on).is_(None), col(RespiteStay.left_on) > day),
    )
    if until is not None:
        if until <= day:
            return False
        beds = beds.where(Stay.arrived_at < clock.end_of_night(until - timedelta(days=1)))
        respite = respite.where(RespiteStay.arrived_on < until)
    return any(session.exec(query.limit(1)).first() is not None for query in (beds, respite))

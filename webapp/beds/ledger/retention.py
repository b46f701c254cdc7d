"""The time a name on a request is kept: until its night is over, and never a day after its end.

The same holds for the words of a withdrawal, which may contain a name. The stay keeps the name of a sleeping guest. A
guest's needs, bed and remark go when they left and their night is over.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, update
from sqlmodel import col

from webapp import clock
from webapp.accounts import store as accounts
from webapp.beds.ledger import companion_store, models
from webapp.beds.ledger.models import BedRequest, RequestStep, Stay
from webapp.db import Session


def erase_everywhere(session: Session) -> None:
    """Erase names in every region, also where nobody does anything any more; the server calls this every hour."""
    now = clock.now()
    for region in accounts.list_regions(session):
        erase_old_names(session, region.id, now)
        companion_store.erase_names(session, region.id, clock.night_of(now), now - models.LATE_NAME, now)
    words = col(RequestStep.words).is_not(None)
    old = update(RequestStep).where(words, col(RequestStep.at) <= now - models.LATE_NAME)
    session.connection().execute(old.values(words=None))
    tonight = clock.end_of_night(clock.night_of(now) - timedelta(days=1))
    left = update(Stay).where(models.HAS_CARE, col(Stay.left_at) <= tonight)
    session.connection().execute(left.values(bed=None, needs=[], note=None))


def erase_old_names(session: Session, region_id: UUID, now: datetime) -> None:
    """Erase names and messages of requests of earlier nights; a running hold keeps them."""
    over = or_(col(BedRequest.held_until).is_(None), col(BedRequest.held_until) <= now)
    session.connection().execute(
        update(BedRequest)
        .where(
            col(BedRequest.region_id) == region_id,
            col(BedRequest.night) < clock.night_of(now),
            or_(col(BedRequest.name).is_not(None), col(BedRequest.note).is_not(None)),
            col(BedRequest.asked_at) <= now - models.LATE_NAME,
            over,
        )
        .values(name=None, note=None)
    )

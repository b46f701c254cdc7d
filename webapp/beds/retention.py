"""How long a name on a request is kept: until its night is over, and never a day after its end.

Who sleeps in the house is known by the stay, which carries the name on.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import or_, update
from sqlmodel import col

from webapp import clock
from webapp.beds.models import BedRequest
from webapp.db import Session

_LATE = timedelta(hours=12)
"""A request that came in when its night was over keeps its name this long, so that its asker can read it."""


def erase_old_names(session: Session, region_id: UUID, now: datetime) -> None:
    """Erase names and messages of requests of earlier nights; a hold that still runs keeps them."""
    over = or_(col(BedRequest.held_until).is_(None), col(BedRequest.held_until) <= now)
    session.connection().execute(
        update(BedRequest)
        .where(
            col(BedRequest.region_id) == region_id,
            col(BedRequest.night) < clock.night_of(now),
            or_(col(BedRequest.name).is_not(None), col(BedRequest.note).is_not(None)),
            col(BedRequest.asked_at) <= now - _LATE,
            over,
        )
        .values(name=None, note=None)
    )

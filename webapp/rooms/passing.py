"""What time brings to Kamers met Aandacht, every hour."""

from __future__ import annotations

from webapp.db import Session
from webapp.links.service import forget_old
from webapp.rooms.pairs.course import open_seals


def pass_time(session: Session) -> None:
    """Open sealed answers whose day is over, and delete personal links that ran out."""
    open_seals(session)
    forget_old(session)

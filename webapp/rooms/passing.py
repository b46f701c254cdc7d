"""What time brings to Kamers met Aandacht, every hour."""

from __future__ import annotations

from webapp.db import Session
from webapp.links.service import forget_old
from webapp.rooms.pairs.course import open_seals
from webapp.rooms.retention.service import erase_past_term


def pass_time(session: Session) -> None:
    """Open sealed answers whose day is over; delete personal links that ran out; erase who is past their term."""
    open_seals(session)
    forget_old(session)
    erase_past_term(session)

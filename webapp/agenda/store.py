"""Queries on calendars."""

from __future__ import annotations

from sqlmodel import select

from webapp.agenda.models import CalendarFeed
from webapp.db import Session


def find_by_hash(session: Session, token_hash: str) -> CalendarFeed | None:
    """The calendar at an address."""
    return session.exec(select(CalendarFeed).where(CalendarFeed.token_hash == token_hash)).first()

"""Queries on points counts: by room, which the caller was allowed to read."""

from __future__ import annotations

from uuid import UUID

from webapp.db import Session
from webapp.rooms.points.models import RoomCount


def find_count(session: Session, room_id: UUID) -> RoomCount | None:
    """The count of a room, if there is one."""
    return session.get(RoomCount, room_id)

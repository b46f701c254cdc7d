"""The ways of each region, kept in this process while its rooms and matches are the same: moments, places and reasons.

They follow from what moves ``RoomLists``. Nothing in them names anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from webapp.db import Session
from webapp.rooms.funnel.flow import Way
from webapp.rooms.models import RoomLists

Ways = tuple[list[Way], list[Way]]
"""The offers and the matches of a region."""
_kept: dict[UUID, tuple[UUID, Ways]] = {}


def ways_of(session: Session, region_id: UUID, make: Callable[[], Ways]) -> Ways:
    """The ways as they are now. The version is read first: what is kept under it is never older."""
    lists = session.get(RoomLists, region_id)
    known, ways = _kept.get(region_id, (None, None))
    if lists is None or ways is None or lists.version != known:
        ways = make()
        if lists is not None:
            _kept[region_id] = lists.version, ways
    return ways

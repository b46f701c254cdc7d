"""The board of each region, kept in this process while its version and the minute are the same.

All that a person does moves the version, and what the clock does falls on whole minutes.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from webapp.beds.availability.shelters import ShelterNow, read_board
from webapp.beds.ledger import store as ledger_store
from webapp.db import Session

_boards: WeakKeyDictionary[Any, dict[UUID, tuple[int, datetime, list[ShelterNow]]]] = WeakKeyDictionary()
"""By store: engine → region → its last board."""


def kept_board(session: Session, region_id: UUID, minute: datetime) -> list[ShelterNow]:
    """The board as ``read_board`` gives it. The version is read first: what is kept under it is never older."""
    version = ledger_store.board_version(session, region_id)
    boards = _boards.setdefault(session.get_bind().engine, {})
    kept = boards.get(region_id)
    if kept is None or kept[:2] != (version, minute):
        kept = boards[region_id] = version, minute, read_board(session, region_id, minute)
    return kept[2]

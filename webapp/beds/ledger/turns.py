"""The order of things in a category: who changes a board waits in line, and every change takes a version.

One line per region: whoever counts, holds or gives back locks the region's board first. So two people never
decide on the same bed, nor on two beds for one client.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from webapp import clock
from webapp.beds.kinds import State
from webapp.beds.ledger import retention, store
from webapp.beds.ledger.models import BoardVersion, RequestStep
from webapp.beds.shelters.models import Category
from webapp.db import Session, insert_new


def lock_board(session: Session, region_id: UUID) -> BoardVersion:
    """Wait for the line of this region and stand in front of it until the commit.

    Names that may no longer be kept go at the same moment: no job has to run for it.
    """
    board = store.lock_board(session, region_id)
    if board is None:
        insert_new(session, BoardVersion(region_id=region_id))
        return lock_board(session, region_id)
    retention.erase_old_names(session, region_id, clock.now())
    return board


def next_version(session: Session, board: BoardVersion, category: Category) -> int:
    """The version of a change that is being made; every open board is old from its commit on."""
    category.version += 1
    session.add(category)
    moved(session, board)
    return category.version


def moved(session: Session, board: BoardVersion) -> None:
    """Something on this board changed."""
    board.version += 1
    session.add(board)


def settle(session: Session, category: Category, now: datetime) -> None:
    """Write down the holds that ran out, in the order in which they did; readers saw them so already."""
    for row in store.list_run_out(session, category.id, now):
        category.version += 1
        row.ended, row.state = category.version, State.expired.value
        session.add(row)
        session.add(RequestStep(request_id=row.id, at=row.held_until or now, state=State.expired.value))
    session.add(category)
    session.flush()

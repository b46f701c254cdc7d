"""The order of things in a category: who changes a board waits in line, and every change takes a version.

One line per region: whoever counts, holds or gives back locks the region's board first. So two people never
decide on the same bed, nor on two beds for one client.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds.kinds import State
from webapp.beds.ledger import retention, store
from webapp.beds.ledger.models import BoardVersion, RequestStep
from webapp.beds.shelters.models import Category
from webapp.db import Session, insert_new


@dataclass(frozen=True)
class Turn:
    """Somebody's turn at the board of their region, which is locked until the commit."""

    session: Session
    actor: Actor
    board: BoardVersion
    now: datetime
    """The moment at which everything in this turn is decided."""

    @property
    def done_at(self) -> datetime:
        """When the actor did it: before ``now`` where it waited on a phone."""
        return self.now - self.actor.delay

    def next_version(self, category: Category) -> int:
        """The version of a change that is being made; every open board is old from its commit on."""
        category.version += 1
        self.session.add(category)
        self.move_board()
        return category.version

    def move_board(self) -> None:
        """Something on this board changes."""
        self.board.version += 1
        self.session.add(self.board)

    def settle(self, category: Category) -> None:
        """Write down the holds of a category that ran out by ``now``."""
        settle(self.session, category, self.now)


def take_turn(session: Session, actor: Actor) -> Turn:
    """Wait in the line of the actor's region and stand in front of it until the commit.

    Names that may no longer be kept go at the same moment: no job has to run for it.
    """
    board = _lock_board(session, actor.region_id)
    now = clock.now()
    retention.erase_old_names(session, actor.region_id, now)
    return Turn(session, actor, board, now)


def _lock_board(session: Session, region_id: UUID) -> BoardVersion:
    board = store.lock_board(session, region_id)
    if board is None:
        insert_new(session, BoardVersion(region_id=region_id))
        return _lock_board(session, region_id)
    return board


def settle(session: Session, category: Category, now: datetime) -> None:
    """Write down the holds that ran out, in the order in which they did; readers saw them so already."""
    for row in store.list_run_out(session, category.id, now):
        category.version += 1
        row.ended, row.state = category.version, State.expired.value
        session.add(row)
        session.add(RequestStep(request_id=row.id, at=row.held_until or now, state=State.expired.value))
    session.add(category)
    session.flush()

"""The order of changes in a category: changes of a board wait for a turn, and each takes a version.

One turn at a time per region: everybody who counts, holds or gives back locks the region's board first. So two people
never decide on the same bed, nor on two beds for one client.
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
    """The actor's turn at the board of their region, which is locked until the commit."""

    session: Session
    actor: Actor
    board: BoardVersion
    now: datetime
    """The one moment of every decision in this turn."""

    @property
    def done_at(self) -> datetime:
        """The moment the actor did it: before ``now`` when it waited on a phone."""
        return self.now - self.actor.delay

    def next_version(self, category: Category) -> int:
        """Take the version of a change; every open board is old from its commit on."""
        category.version += 1
        self.session.add(category)
        self.move_board()
        return category.version

    def move_board(self) -> None:
        """Note that this board changes."""
        self.board.version += 1
        self.session.add(self.board)

    def settle(self, category: Category) -> None:
        """Write down the holds of a category that expired by ``now``."""
        settle(self.session, category, self.now)


def take_turn(session: Session, actor: Actor) -> Turn:
    """Wait for a turn at the board of the actor's region, and keep it until the commit.

    Names past their retention term are erased at the same moment: no job has to run for it.
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
    """Write down expired holds in the order of their end; readers saw them as expired already."""
    for row in store.list_run_out(session, category.id, now):
        category.version += 1
        row.ended, row.state = category.version, State.expired.value
        session.add(row)
        session.add(RequestStep(request_id=row.id, at=row.held_until or now, state=State.expired.value))
    session.add(category)
    session.flush()

"""The order of a line: the most urgent first, then the earliest referral. Total, and each place explained. Pure.

The waiting time counts from the referral, not from the decision: a slow decision costs nobody their place. A declined
offer changes neither, so it costs no place; nor does parking.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from webapp.placements.kind import Urgency

RANKS = {one.value: number for number, one in enumerate(Urgency)}


class Place(NamedTuple):
    """The sort key of a place; the id decides between two referrals of one moment."""

    rank: int
    since: datetime
    id: UUID


class Ahead(NamedTuple):
    """The people before somebody, by the reason."""

    more_urgent: int = 0
    longer: int = 0

    @property
    def position(self) -> int:
        """The place in the line, 1 for the first."""
        return self.more_urgent + self.longer + 1


def count_ahead(place: Place, line: list[Place]) -> Ahead:
    """The people before a place, out of a whole line."""
    return Ahead(
        sum(one.rank < place.rank for one in line),
        sum(one.rank == place.rank and one[1:] < place[1:] for one in line),
    )

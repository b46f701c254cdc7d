"""The night on a home screen: the region in a few numbers, and the user's own shelters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.beds.availability import categories as bed_categories
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.kept import kept_board
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.closures import store as closure_store
from webapp.beds.kinds import WAITING, Kind, State
from webapp.beds.requests import store as request_store
from webapp.beds.shelters import reminders
from webapp.beds.shelters import store as shelter_store
from webapp.db import Session


@dataclass(frozen=True)
class Group:
    """The free places of one kind in the region."""

    label: str
    free: int


@dataclass(frozen=True)
class Summary:
    """Tonight in a few numbers. Places of shelters that must be called first are not in ``groups``.

    ``counted_at``: the oldest count among them; nothing here is older.
    """

    groups: list[Group]
    free: int
    held: int
    counted_at: datetime | None
    call_first: int


@dataclass(frozen=True)
class OwnShelter:
    """A shelter where the user works: its state, the number of waiting requests, and whether to count now.

    ``count_was_due``: the last hour of its reminders without a count since, as '21:00'. ``overdue``: closed beds that
    were expected back before today.
    """

    shelter: ShelterNow
    open_requests: int
    on_the_way: int
    count_was_due: str | None
    overdue: int


def tonight_summary(session: Session, actor: Actor) -> Summary:
    """The region's free places per kind, for the home screen."""
    actor.require(Permission.see_board)
    shelters = kept_board(session, actor.region_id, availability.this_minute())
    free: dict[str, int] = {}
    for category in (category for shelter in shelters for category in shelter.categories):
        free.setdefault(category.label, 0)
        free[category.label] += 0 if category.call_first else category.free
    order = [kind.label for kind in Kind]
    return Summary(
        groups=[Group(label, free[label]) for label in sorted(free, key=order.index)],
        free=sum(shelter.free for shelter in shelters),
        held=sum(shelter.held for shelter in shelters),
        counted_at=_oldest(category for shelter in shelters for category in shelter.categories),
        call_first=sum(shelter.call_first for shelter in shelters),
    )


def my_shelters(session: Session, actor: Actor) -> list[OwnShelter]:
    """The shelters where the actor works, with their waiting items."""
    now = clock.now()
    pairs = shelter_store.list_own_shelters(session, actor)
    night = clock.night_of(now)
    times = {shelter.id: shelter.count_times if shelter.is_open_on(night) else "" for shelter, _ in pairs}
    shelters = availability.read_shelters(session, pairs, availability.this_minute())
    overdue = closure_store.count_overdue(session, [shelter.id for shelter in shelters], clock.today())
    rows = request_store.list_for_shelters(session, [shelter.id for shelter in shelters], night)
    states = [(row.shelter_id, row.state_at(now)) for row, _, _ in rows]
    return [
        OwnShelter(
            shelter,
            sum(states.count((shelter.id, state)) for state in WAITING),
            states.count((shelter.id, State.held)),
            reminders.missed(times[shelter.id], shelter.counted_at, now) if shelter.categories else None,
            overdue.get(shelter.id, 0),
        )
        for shelter in shelters
    ]


def _oldest(categories: Iterable[bed_categories.CategoryNow]) -> datetime | None:
    """The oldest count one can rely on, to the minute, as on the board."""
    moments = [category.counted_at for category in categories if category.counted_at and not category.call_first]
    return min(moments).replace(second=0, microsecond=0) if moments else None

"""Decisions about tonight's beds: counting, and what a home screen tells of the night."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds import board, ledger, reminders, stay_store, store
from webapp.beds.board import ShelterNow
from webapp.beds.inputs import CountInput
from webapp.beds.kinds import KIND_LABELS, WAITING, State
from webapp.beds.models import BoardVersion, Category, Count, Shelter
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid, NotFound
from webapp.validation import Bounded

UNKNOWN_SHELTER = N_("Deze opvang kennen we niet.")
ID_TAKEN = N_("Dit nummer is al gebruikt voor iets anders.")
_COUNTED = N_("Iemand anders telde hier ook.")
_TOO_MANY = N_("Er zijn hier %(capacity)s plekken. Meer kunnen er niet vrij zijn.")
NO_SUCH_BEDS = N_("Deze opvang heeft dit soort bedden niet.")


@dataclass(frozen=True)
class Group:
    """The free places of one kind in the region."""

    label: str
    free: int


@dataclass(frozen=True)
class Summary:
    """Tonight in a few numbers. Places of shelters that must be called first are not in ``groups``.

    ``counted_at``: the oldest count among those that are in: nothing here is older.
    """

    groups: list[Group]
    free: int
    held: int
    counted_at: datetime | None
    call_first: int


@dataclass(frozen=True)
class OwnShelter:
    """A shelter one works at: how it stands, how many requests wait for an answer, and whether to count now.

    ``count_was_due``: the hour its people want to be reminded at and have not counted since, as '21:00'.
    ``overdue``: closed beds that were expected back before today.
    """

    shelter: ShelterNow
    open_requests: int
    on_the_way: int
    count_was_due: str | None
    overdue: int


def tonight_summary(session: Session, actor: Actor) -> Summary:
    """The region's free places per kind, for the home screen."""
    actor.require(Permission.see_board)
    shelters = board.read_board(session, actor.region_id, board.this_minute())
    free: dict[str, int] = {}
    for category in (category for shelter in shelters for category in shelter.categories):
        free.setdefault(category.label, 0)
        free[category.label] += 0 if category.call_first else category.free
    order = list(KIND_LABELS.values())
    return Summary(
        groups=[Group(label, free[label]) for label in sorted(free, key=order.index)],
        free=sum(shelter.free for shelter in shelters),
        held=sum(shelter.held for shelter in shelters),
        counted_at=_oldest(category for shelter in shelters for category in shelter.categories),
        call_first=sum(shelter.call_first for shelter in shelters),
    )


def _oldest(categories: Iterable[board.CategoryNow]) -> datetime | None:
    """The oldest count one can rely on, to the minute, as the board tells it of a shelter."""
    moments = [category.counted_at for category in categories if category.counted_at and not category.call_first]
    return min(moments).replace(second=0, microsecond=0) if moments else None


def my_shelters(session: Session, actor: Actor) -> list[OwnShelter]:
    """The shelters the actor works at, with what waits there."""
    now = clock.now()
    pairs = store.list_own_shelters(session, actor)
    night = clock.night_of(now)
    times = {shelter.id: shelter.count_times if shelter.is_open_on(night) else "" for shelter, _ in pairs}
    shelters = board.read_shelters(session, pairs, board.this_minute())
    overdue = stay_store.count_overdue(session, [shelter.id for shelter in shelters], clock.today())
    rows = store.list_for_shelters(session, [shelter.id for shelter in shelters], night)
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


def own_shelter(session: Session, actor: Actor, shelter_id: UUID) -> Shelter:
    """A shelter the actor works at.

    Raises:
        NotFound: when it is not there, or the actor does not work there.
    """
    found = store.find_shelter(session, actor, shelter_id)
    if found is None or not store.works_at(session, actor, shelter_id):
        raise NotFound(UNKNOWN_SHELTER)
    return found[0]


def count_beds(session: Session, actor: Actor, data: CountInput, base: int | UUID | None, count_id: UUID) -> Count:
    """Take a count of one category. ``base`` is the version that was seen, or an earlier count of one's own.

    Holds granted since then are subtracted by the arithmetic: they were not seen as taken. What the counting person
    did at the door since then is in the number. A count that waited on a phone is as old as it is when it arrives.

    Raises:
        NotFound: at a shelter where the actor does not work.
        Invalid: for a kind this shelter has not, or more than its capacity.
        Conflict: when somebody counted since; ``current`` says what stands there and its version.
    """
    actor.require(Permission.count_beds)
    shelter = own_shelter(session, actor, data.shelter)
    line = ledger.lock_board(session, shelter.region_id)
    known = store.find_count(session, count_id)
    if known is not None:
        if known.counted_by != actor.user_id:
            raise Conflict(ID_TAKEN, {})
        return known
    category = store.find_category(session, shelter.id, data.category.value)
    if category is None:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    now = clock.now()
    ledger.settle(session, category, now)
    seen = _seen(session, actor, shelter, category, base, data.free)
    capacity = board.capacity_on(session, category, clock.night_of(now))
    if data.free > capacity:
        raise Invalid({"free": Bounded(_TOO_MANY, capacity=capacity)}, "over_capacity", capacity=capacity)
    return _write_count(session, actor, line, category, shelter, data.free, seen, count_id)


def _write_count(
    session: Session,
    actor: Actor,
    line: BoardVersion,
    category: Category,
    shelter: Shelter,
    free: int,
    seen: int,
    count_id: UUID,
) -> Count:
    counted_at = clock.now() - actor.delay
    count = Count(
        id=count_id,
        category_id=category.id,
        region_id=shelter.region_id,
        organisation_id=shelter.organisation_id,
        free=free,
        seen=seen,
        own=stay_store.places_taken_by(session, actor.user_id, category.id, seen, counted_at),
        version=ledger.next_version(session, line, category),
        counted_by=actor.user_id,
        counted_at=counted_at,
    )
    session.add(count)
    category.last_count_id = count.id
    session.add(category)
    session.flush()
    record(session, actor, Action.create, "bed_count", count.id, ground="organisation")
    return count


def _seen(
    session: Session, actor: Actor, shelter: Shelter, category: Category, base: int | UUID | None, free: int
) -> int:
    """The version the counting person looked at.

    An own earlier count that was made on the same phone saw what that one saw. Two people who count the same agree.
    """
    last = store.find_count(session, category.last_count_id) if category.last_count_id else None
    if isinstance(base, UUID):
        if last is not None and last.id == base and last.counted_by == actor.user_id:
            return last.seen
    elif base is None:
        if last is None:
            return category.version
    elif 0 <= base <= category.version and (last is None or last.version <= base):
        return base
    current = _current(session, shelter, category)
    if current["free"]["value"] == free:
        return category.version
    raise Conflict(_COUNTED, current)


def _current(session: Session, shelter: Shelter, category: Category) -> dict[str, Any]:
    """What stands there now, as a conflict tells it."""
    [(_, now)] = board.read_categories(session, [category], {shelter.id: shelter}, clock.now())
    at = now.counted_at.isoformat() if now.counted_at else None
    return {"free": {"value": now.free, "by": now.counted_by, "at": at}, "version": now.version}

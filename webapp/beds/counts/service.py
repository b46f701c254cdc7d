"""Counting the free places of one kind, and the conflict of a count that came too late."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.beds.availability import categories
from webapp.beds.counts.inputs import CountInput
from webapp.beds.ledger import store as ledger_store
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import Count
from webapp.beds.ledger.turns import Turn
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.store import NO_SUCH_BEDS, own_shelter
from webapp.db import Session
from webapp.errors import N_, Conflict, Invalid
from webapp.validation import Bounded
from webapp.web import submissions

_COUNTED = N_("Iemand anders telde hier ook.")
_TOO_MANY = N_("Er zijn hier %(capacity)s plekken. Meer kunnen er niet vrij zijn.")


def count_beds(session: Session, actor: Actor, data: CountInput, base: int | UUID | None, count_id: UUID) -> Count:
    """Take a count of one category. ``base`` is the version that was seen, or an earlier count by the same person.

    Holds granted since then are subtracted by the arithmetic: they were not seen as taken. The counter's own check-ins
    and check-outs since then are in the number. A count that waited on a phone ages from its arrival.

    Raises:
        NotFound: at a shelter where the actor does not work.
        Invalid: for a kind this shelter has not, or more than its capacity.
        Conflict: when somebody counted since; ``current`` gives the present number and its version.
    """
    actor.require(Permission.count_beds)
    shelter = own_shelter(session, actor, data.shelter)
    turn = turns.take_turn(session, actor)
    if made := submissions.known(session, Count, count_id, counted_by=actor.user_id):
        return made
    category = shelter_store.find_category(session, shelter.id, data.category.value)
    if category is None:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    turn.settle(category)
    seen = _seen(turn, shelter, category, base, data.free)
    capacity = categories.capacity_on(session, category, clock.night_of(turn.now))
    if data.free > capacity:
        raise Invalid({"free": Bounded(_TOO_MANY, capacity=capacity)}, "over_capacity", capacity=capacity)
    return _write_count(turn, category, shelter, data.free, seen, count_id)


def _write_count(turn: Turn, category: Category, shelter: Shelter, free: int, seen: int, count_id: UUID) -> Count:
    session, actor = turn.session, turn.actor
    count = Count(
        id=count_id,
        category_id=category.id,
        region_id=shelter.region_id,
        organisation_id=shelter.organisation_id,
        free=free,
        seen=seen,
        own=ledger_store.places_taken_by(session, actor.user_id, category.id, seen, turn.done_at),
        version=turn.next_version(category),
        counted_by=actor.user_id,
        counted_at=turn.done_at,
    )
    session.add(count)
    category.last_count_id = count.id
    session.add(category)
    session.flush()
    record(session, actor, Action.create, "bed_count", count.id, ground="organisation")
    return count


def _seen(turn: Turn, shelter: Shelter, category: Category, base: int | UUID | None, free: int) -> int:
    """The version the counting person looked at.

    A count based on an earlier one from the same phone saw that one's version. Two people with the same number agree.
    """
    last = ledger_store.find_count(turn.session, category.last_count_id) if category.last_count_id else None
    if isinstance(base, UUID):
        if last is not None and last.id == base and last.counted_by == turn.actor.user_id:
            return last.seen
    elif base is None:
        if last is None:
            return category.version
    elif 0 <= base <= category.version and (last is None or last.version <= base):
        return base
    current = _current(turn, shelter, category)
    if current["free"]["value"] == free:
        return category.version
    raise Conflict(_COUNTED, current)


def _current(turn: Turn, shelter: Shelter, category: Category) -> dict[str, Any]:
    """The present number, in the shape of a conflict."""
    [(_, now)] = categories.read_categories(turn.session, [category], {shelter.id: shelter}, turn.now)
    at = now.counted_at.isoformat() if now.counted_at else None
    return {"free": {"value": now.free, "by": now.counted_by, "at": at}, "version": now.version}

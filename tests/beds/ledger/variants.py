"""The house with one thing broken in it, for the machine to find."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

from tests.beds.ledger import door
from webapp import clock
from webapp.beds.counts import service as counts
from webapp.beds.ledger import store as ledger_store
from webapp.beds.ledger import tally as ledger_tally
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import Count
from webapp.beds.requests import service as requests
from webapp.beds.shelters.models import Category
from webapp.beds.stays import arrivals
from webapp.beds.stays import service as stays
from webapp.beds.winter import service as winter
from webapp.db import new_id
from webapp.offline import service

Variant = Callable[[], AbstractContextManager[Any]]


def holds_after_the_count_are_forgotten() -> AbstractContextManager[Any]:
    """The count is carried on without what was promised since."""
    true = ledger_tally.tally

    def tally(capacity: int, count: Any, holds: Any, *rest: Any) -> ledger_tally.Tally:
        return true(capacity, count, [hold for hold in holds if not count or hold.granted <= count.seen], *rest)

    return patch.object(ledger_tally, "tally", tally)


def arrival_leaves_the_hold() -> AbstractContextManager[Any]:
    """The guest is in bed and the bed is kept for them as well."""
    true = arrivals._begin

    def begin(turn: Any, request: Any, *rest: Any) -> Any:
        request.ended = None
        return true(turn, request, *rest)

    return patch.object(arrivals, "_begin", begin)


def nothing_is_settled() -> AbstractContextManager[Any]:
    """Holds that ran out take no version."""
    return patch.object(turns, "settle", lambda *_: None)


def replay_is_done_again() -> AbstractContextManager[Any]:
    """The door answers 'duplicate' and does it once more all the same."""
    true, known = door.take, set()

    def take(session: Any, actor: Any, device: Any, raw: Any) -> Any:
        result = true(session, actor, device, raw)
        if result["status"] == "duplicate" and raw["id"] in known:
            true(session, actor, device, {**raw, "id": str(new_id())})
        known.add(raw["id"])
        return result

    return patch.object(door, "take", take)


def phone_tells_the_time() -> AbstractContextManager[Any]:
    """The clock of the phone decides what is over."""
    true = service._perform

    def perform(session: Any, actor: Any, item: Any, door: Any) -> Any:
        with patch.object(clock, "now", lambda: item.operation.client_time):
            return true(session, actor, item, door)

    return patch.object(service, "_perform", perform)


def client_may_have_two_holds() -> AbstractContextManager[Any]:
    """Nobody asks whether a bed is kept for this person already."""
    return patch.object(requests, "has_bed", lambda *_: False)


def walk_in_needs_no_room() -> AbstractContextManager[Any]:
    """Whoever walks in gets a bed."""
    return patch.object(stays, "require_room", lambda *_: None)


def count_forgets_what_its_counter_did() -> AbstractContextManager[Any]:
    """A counter's own check-in before counting is forgotten."""
    return patch.object(ledger_store, "places_taken_by", lambda *_: 0)


def any_count_wins() -> AbstractContextManager[Any]:
    """The last count wins, whatever its counter saw."""
    return patch.object(counts, "_seen", lambda _turn, _shelter, category, *_seen: category.version)


def another_number_of_winter_beds_is_a_count() -> AbstractContextManager[Any]:
    """A change of the number of extra beds becomes a fresh count."""
    true = winter._open_beds

    def open_beds(turn: Any, *rest: Any) -> Any:
        beds = true(turn, *rest)
        count = turn.session.get(Count, turn.session.get(Category, beds.category_id).last_count_id)
        count.counted_by, count.counted_at = turn.actor.user_id, clock.now()
        turn.session.add(count)
        return beds

    return patch.object(winter, "_open_beds", open_beds)


ALL: tuple[Variant, ...] = (
    holds_after_the_count_are_forgotten,
    arrival_leaves_the_hold,
    nothing_is_settled,
    replay_is_done_again,
    phone_tells_the_time,
    client_may_have_two_holds,
    walk_in_needs_no_room,
    count_forgets_what_its_counter_did,
    any_count_wins,
    another_number_of_winter_beds_is_a_count,
)

"""The calls of aftercare as deadlines: shared work of the organisation that answered for the person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.aftercare import store
from webapp.aftercare.kind import CALL
from webapp.aftercare.models import SupportEnd
from webapp.db import Session
from webapp.due.duty import MOST, Before, Duty
from webapp.due.rules import Fact
from webapp.people.models import Client
from webapp.telephone import numbers

_LATE = timedelta(days=183)
"""So long after its day a call is on the list: a number of a year ago reaches nobody."""


def _list(session: Session, actor: Actor, since: date) -> Sequence[Fact]:
    first = CALL.after.latest_start(clock.today()) - _LATE
    rows = store.list_open(session, actor, first, since, MOST)
    latest = {end.client_id: (end, client) for end, client in rows}  # after a merge a person may have two
    return [as_fact(end, client, end.ground(actor)) for end, client in latest.values()]


def _find(session: Session, actor: Actor, end_id: UUID) -> Fact | None:
    call = store.find_call(session, actor, end_id, lock=True)
    return as_fact(*call, call[0].ground(actor)) if call else None


def as_fact(end: SupportEnd, client: Client, ground: str) -> Fact:
    """An ended support as the fact of a call."""
    ways = [one for one in client.contact_ways if numbers(one)]
    return Fact(
        "support_end",
        end.id,
        end.client_id,
        end.ended_on,
        end.programme,
        f"/nabellen/{end.id}",
        who=client.full_name,
        phone=ways[0] if ways else "",
        ground=ground,
    )


def _settle(session: Session, actor: Actor, fact: Fact, outcome: str) -> Before:
    call = store.find_call(session, actor, fact.id)
    if call is None or not CALL.settles(outcome):
        return {}
    end = call[0]
    before = {"outcome": end.outcome, "settled_on": None}
    end.outcome, end.settled_on = outcome, clock.today()
    session.add(end)
    return before


def _reopen(session: Session, actor: Actor, fact: Fact, before: Before) -> None:
    if call := store.find_call(session, actor, fact.id):
        call[0].outcome, call[0].settled_on = before["outcome"], before["settled_on"]
        session.add(call[0])


CALLS = (Duty(CALL, _list, _find, _settle, _reopen),)

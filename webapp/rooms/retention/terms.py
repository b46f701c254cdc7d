"""The terms of a region: how long is kept, who set that when and why.

A shorter term erases: it holds a week later, so that it can be set back before anything is gone.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.edits import Change, merged, require_change
from webapp.rooms import store as rooms_store
from webapp.rooms.retention import store
from webapp.rooms.retention.inputs import TermFacts, TermWhy
from webapp.rooms.retention.models import RoomTerms

WAITS = timedelta(days=7)
"""So long a shorter term waits."""


def facts_last(session: Session, actor: Actor) -> dict[str, Any]:
    """The terms that were set last, also when their day is still to come; without any those of the programme."""
    actor.require(Permission.administer)
    last = store.find_last_terms(session, actor.region_id)
    found = last or store.own_terms(session, actor.region_id)
    return {name: getattr(found, name) for name in TermFacts.model_fields}


def list_history(session: Session, actor: Actor, *, offset: int, limit: int) -> list[tuple[RoomTerms, str]]:
    """Every row, newest first, with the name of who set it."""
    actor.require(Permission.administer)
    rows = store.list_terms_of(session, actor.region_id, offset=offset, limit=limit)
    names = rooms_store.names_of(session, [row.set_by for row in rows])
    return [(row, names.get(row.set_by, "")) for row in rows]


def set_terms(session: Session, actor: Actor, changes: list[Change], why: TermWhy) -> RoomTerms:
    """Set other terms, with the reason. A shorter one holds a week from now, any other at once.

    Raises:
        NotAllowed: for anybody but an administrator.
        Invalid: when nothing changes.
        Conflict: with the present value of every term that a colleague changed.
    """
    actor.require(Permission.administer)
    require_change(changes)
    store.lock_region(session, actor.region_id)
    present = facts_last(session, actor)
    wanted = merged(TermFacts, changes, present, teller(session, "room_terms", actor.region_id, present))
    holds = store.terms_of(session, actor.region_id, clock.today())
    is_shorter = wanted.kept_months < holds.kept_months or wanted.withdrawn_kept_weeks < holds.withdrawn_kept_weeks
    row = RoomTerms(
        region_id=actor.region_id,
        holds_from=clock.today() + (WAITS if is_shorter else timedelta()),
        reason=why.reason,
        source=why.source or "",
        set_by=actor.user_id,
        **wanted.model_dump(),
    )
    session.add(row)
    session.flush()
    told = ", ".join(f"{name}: {value} -> {getattr(wanted, name)}" for name, value in present.items())
    record(session, actor, Action.update, "room_terms", actor.region_id, ground="region", detail=told)
    return row

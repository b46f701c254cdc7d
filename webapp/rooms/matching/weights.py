"""The weights of a region: who set them, when and why. A row is never changed, the newest holds."""

from __future__ import annotations

from typing import Any

from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.accounts.saved import teller
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.edits import Change, merged, require_change
from webapp.errors import N_, NotAllowed
from webapp.rooms.matching import lists, store
from webapp.rooms.matching.inputs import WeightFacts, WhyInput
from webapp.rooms.matching.models import RoomWeights

SETTERS = (Permission.coordinate_rooms, Permission.administer)


def facts_now(session: Session, actor: Actor) -> dict[str, Any]:
    """The weights of this region, as its form has them."""
    weights = lists.weights_now(session, actor)
    return {name: getattr(weights, name) for name in WeightFacts.model_fields}


def set_weights(session: Session, actor: Actor, changes: list[Change], why: WhyInput) -> RoomWeights:
    """Set other weights from now on, with the reason.

    Raises:
        NotAllowed: for others than a coordinator or an administrator.
        Invalid: when nothing changes.
        Conflict: with the present value of every weight that a colleague changed.
    """
    require_setter(actor)
    require_change(changes)
    store.lock_region(session, actor.region_id)
    present = facts_now(session, actor)
    wanted = merged(WeightFacts, changes, present, teller(session, "room_weights", actor.region_id, present))
    row = RoomWeights(
        region_id=actor.region_id,
        reason=why.reason,
        source=why.source or "",
        set_by=actor.user_id,
        **wanted.model_dump(),
    )
    session.add(row)
    session.flush()
    told = ", ".join(
        f"{name}: {present[name]} -> {getattr(wanted, name)}"
        for name in present
        if present[name] != getattr(wanted, name)
    )
    record(session, actor, Action.update, "room_weights", actor.region_id, ground="region", detail=told)
    return row


def require_setter(actor: Actor) -> None:
    """A coordinator, or an administrator.

    Raises:
        NotAllowed: for anybody else.
    """
    if not any(actor.may(one) for one in SETTERS):
        raise NotAllowed(N_("Dit hoort niet bij jouw rol."))


def list_history(session: Session, actor: Actor, *, offset: int, limit: int) -> list[tuple[RoomWeights, str]]:
    """The weights of before, newest first, with the name of who set them."""
    require_setter(actor)
    rows = store.list_weights(session, actor.region_id, offset=offset, limit=limit)
    users = {row.set_by: accounts.find_user(session, row.set_by) for row in rows}
    names = {user_id: user.name if user else "" for user_id, user in users.items()}
    return [(row, names[row.set_by]) for row in rows]

"""Gives and takes the access of a colleague for a time: the one place that writes it to working relations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from webapp import clock
from webapp.accounts.models import User
from webapp.db import Session
from webapp.people import store
from webapp.people.models import Granted, WorkingRelation

_TOGETHER = 500
"""So many clients are asked for in one question."""


@dataclass(frozen=True)
class Grant:
    """The access that is given: its reason, and its time."""

    kind: Granted
    since: datetime
    until: datetime


def best_of(grants: Collection[Grant], now: datetime) -> Grant | None:
    """The grant that counts now, of those that may overlap: a running one that lasts longest, else the next."""
    running = [one for one in grants if one.since <= now < one.until]
    if running:
        return max(running, key=lambda one: one.until)
    return min((one for one in grants if one.since > now), key=lambda one: one.since, default=None)


def set_grants(session: Session, user: User, wanted: Mapping[UUID, Grant | None]) -> int:
    """Write the grant of each of these clients, None for none any more; the number that changed."""
    changed = 0
    ids = sorted(wanted)
    for at in range(0, len(ids), _TOGETHER):
        some = ids[at : at + _TOGETHER]
        known = {one.client_id: one for one in store.list_relations(session, user.id, some)}
        for client_id in some:
            changed += _set(session, user, client_id, known.get(client_id), wanted[client_id])
    session.flush()
    return changed


def _set(session: Session, user: User, client_id: UUID, relation: WorkingRelation | None, grant: Grant | None) -> bool:
    if relation is None:
        if grant is None:
            return False
        now = clock.now()
        relation = WorkingRelation(
            region_id=user.region_id,
            organisation_id=user.organisation_id,
            user_id=user.id,
            client_id=client_id,
            since=now,
            last_at=now,
            ended=now,
        )
    elif grant is not None and relation.granted_as is None and relation.ended and relation.ended > grant.since:
        return False  # the colleague let go of them since
    if grant is not None:
        _prepare(relation, user, grant)
    before = (relation.granted_as, relation.granted_since, relation.granted_until)
    after = (grant.kind.value, grant.since, grant.until) if grant else (None, None, None)
    relation.granted_as, relation.granted_since, relation.granted_until = after
    session.add(relation)
    return before != after


def _prepare(relation: WorkingRelation, user: User, grant: Grant) -> None:
    """End an own relation that gave nothing any more, so that the grant does not revive it."""
    own = (
        relation.ended is None
        and relation.organisation_id == user.organisation_id
        and relation.last_at > clock.now() - store.TERM
        and (user.placed_at is None or relation.since >= user.placed_at)
    )
    if not own:
        relation.ended = relation.ended or clock.now()
        relation.organisation_id = user.organisation_id
        relation.last_at = max(relation.last_at, grant.since)

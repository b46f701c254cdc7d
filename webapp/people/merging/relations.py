"""Working relations when two records become one: both clients keep their own, the one that stays gets what it lacks.

``made`` notes, by relation with the one that stays, its ``since``, ``last_at`` and ``ended`` before (None: there was
none) and the ``last_at`` it got; so an undo knows what came later.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp import clock
from webapp.db import Session, new_id
from webapp.people import store
from webapp.people.merging.models import ClientMerge
from webapp.people.models import WorkingRelation


def join(session: Session, merge: ClientMerge) -> None:
    """Let everybody who works with the one that goes work with the one that stays."""
    known = {one.user_id: one for one in store.list_all_relations(session, merge.into_id)}
    made: dict[str, Any] = {}
    for gone in store.list_all_relations(session, merge.client_id):
        if gone.ended is not None:
            continue
        stays = known.get(gone.user_id)
        before = [_text(stays.since), _text(stays.last_at), _text(stays.ended)] if stays else None
        stays = stays or WorkingRelation(
            id=new_id(),
            region_id=gone.region_id,
            organisation_id=gone.organisation_id,
            user_id=gone.user_id,
            client_id=merge.into_id,
            since=gone.since,
            last_at=gone.last_at,
        )
        if before and stays.ended is not None:
            stays.organisation_id, stays.since, stays.ended = gone.organisation_id, gone.since, None
        stays.last_at = max(stays.last_at, gone.last_at)
        session.add(stays)
        made[str(stays.id)] = {"before": before, "last_at": _text(stays.last_at)}
    merge.relations = made


def part(session: Session, merge: ClientMerge) -> None:
    """Take back what ``join`` did.

    A worker who met the person since then keeps working with the one that stays, and goes on with the other. One who
    let the person go since then has let both go.
    """
    gone = {one.user_id: one for one in store.list_all_relations(session, merge.client_id)}
    for stays in store.list_all_relations(session, merge.into_id):
        noted = merge.relations.get(str(stays.id))
        if noted is None:
            continue
        own, met_since = gone.get(stays.user_id), _text(stays.last_at) != noted["last_at"]
        if own and stays.ended is not None and own.ended is None:
            own.ended = stays.ended
        if own and met_since:
            own.last_at = max(own.last_at, stays.last_at)
        if own:
            session.add(own)
        _put_back(stays, noted["before"], merge.at, met_since=met_since)
        session.add(stays)


def _put_back(stays: WorkingRelation, before: list[str | None] | None, merged_at: datetime, *, met_since: bool) -> None:
    if before is None:
        if met_since:
            stays.since = max(stays.since, merged_at)
        elif stays.ended is None:
            stays.ended = clock.now()
    elif not met_since:
        since, last_at, ended = (datetime.fromisoformat(one) if one else None for one in before)
        stays.since, stays.last_at = since or stays.since, last_at or stays.last_at
        stays.ended = stays.ended or ended


def _text(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

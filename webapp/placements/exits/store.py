"""The supply of a region, as a number. Nobody is named."""

from __future__ import annotations

from collections import Counter

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.placements.homes.models import Home
from webapp.placements.homes.store import MOST, count_free


def count_free_by_town(session: Session, actor: Actor) -> dict[str, int]:
    """Municipality → free places of the region, work places left out."""
    query = select(Home).where(
        Home.region_id == actor.region_id, col(Home.withdrawn_on).is_(None), col(Home.kind) != "work"
    )
    homes = session.exec(query.limit(MOST)).all()
    free, found = count_free(session, [one.id for one in homes]), Counter[str]()
    for one in homes:
        found[one.municipality] += free[one.id][0]
    return dict(found)

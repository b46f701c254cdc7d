"""Queries on households. They say who belongs together; the service decides whom of them a user may know."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp.db import Session
from webapp.people.households.models import HouseholdMember

_LONGEST = 10
"""So many households one after another, joined by merges, count as one."""


def list_open(session: Session, client_ids: Collection[UUID]) -> Sequence[HouseholdMember]:
    """The rows of these people in a household now."""
    question = select(HouseholdMember).where(
        col(HouseholdMember.client_id).in_(client_ids), col(HouseholdMember.left_at).is_(None)
    )
    return session.exec(question.order_by(col(HouseholdMember.id))).all()


def list_together(session: Session, client_ids: Collection[UUID]) -> dict[UUID, set[UUID]]:
    """Person → the others of their household, for those who have one; a few questions for all of them."""
    by_client: dict[UUID, set[UUID]] = {}
    by_household: dict[UUID, set[UUID]] = {}
    asked: set[UUID] = set()
    wanted = set(client_ids)
    for _step in range(_LONGEST):
        if not wanted:
            break
        for row in list_open(session, wanted):
            by_client.setdefault(row.client_id, set()).add(row.household_id)
        asked |= wanted
        new = {one for homes in by_client.values() for one in homes} - by_household.keys()
        for row in _list_members(session, new):
            by_household.setdefault(row.household_id, set()).add(row.client_id)
        wanted = {one for home in new for one in by_household.get(home, ())} - asked
    together = {one: _reach(one, by_client, by_household) - {one} for one in client_ids}
    return {one: others for one, others in together.items() if others}


def _list_members(session: Session, household_ids: Collection[UUID]) -> Sequence[HouseholdMember]:
    if not household_ids:
        return ()
    question = select(HouseholdMember).where(
        col(HouseholdMember.household_id).in_(household_ids), col(HouseholdMember.left_at).is_(None)
    )
    return session.exec(question).all()


def _reach(client_id: UUID, by_client: dict[UUID, set[UUID]], by_household: dict[UUID, set[UUID]]) -> set[UUID]:
    """Everybody whom a chain of households leads to, this person included."""
    found, last = {client_id}, {client_id}
    while last:
        homes = {home for one in last for home in by_client.get(one, ())}
        last = {one for home in homes for one in by_household.get(home, ())} - found
        found |= last
    return found

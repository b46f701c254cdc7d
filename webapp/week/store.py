"""Queries on one person's own work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, or_, select

from webapp.accounts.actor import Actor
from webapp.contacts.models import FollowUp, StreetContact
from webapp.contacts.store import stands
from webapp.db import Session


class Met(NamedTuple):
    """One contact, for counting."""

    at: datetime
    client_id: UUID | None
    alias: str | None
    channel: str


class Agreed(NamedTuple):
    """One agreement, for counting."""

    due_on: date
    done_at: datetime | None


def list_met(session: Session, actor: Actor, begin: datetime, end: datetime) -> Sequence[Met]:
    """This user's contacts from ``begin`` up to, not with, ``end``, as their index has them."""
    rows = session.exec(
        select(StreetContact.occurred_at, StreetContact.client_id, StreetContact.alias, StreetContact.channel)
        .where(
            StreetContact.author_id == actor.user_id,
            StreetContact.organisation_id == actor.organisation_id,
            stands(),
            StreetContact.occurred_at >= begin,
            StreetContact.occurred_at < end,
        )
        .order_by(col(StreetContact.occurred_at))
    ).all()
    return [Met(*row) for row in rows]


def list_agreed(session: Session, actor: Actor, first: date, last: date) -> Sequence[Agreed]:
    """The agreements of these days that are this user's: made and not handed on, or handed to them."""
    me, holder = actor.user_id, col(FollowUp.holder_id)
    of_mine = (col(FollowUp.author_id) == me, or_(holder.is_(None), holder == me))
    handed = (holder == me, col(FollowUp.author_id) != me)
    found: list[Agreed] = []
    for whose in (of_mine, handed):
        rows = session.exec(
            select(col(FollowUp.due_on), col(FollowUp.done_at)).where(
                *whose,
                FollowUp.organisation_id == actor.organisation_id,
                col(FollowUp.withdrawn_at).is_(None),
                FollowUp.due_on >= first,
                FollowUp.due_on <= last,
            )
        ).all()
        found += [Agreed(*row) for row in rows]
    return found

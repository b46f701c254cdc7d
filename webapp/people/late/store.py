"""Queries on late words; each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, not_, or_, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.people.late.models import LateWord
from webapp.people.models import Client
from webapp.people.store import is_hidden, knows


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    """The condition for unseen words about this user's clients, and the organisation's; never their own."""
    client = col(LateWord.client_id)
    of_house = and_(col(Client.organisation_id) == actor.organisation_id, not_(is_hidden(client)))
    return and_(
        col(LateWord.region_id) == actor.region_id,
        col(LateWord.seen_at).is_(None),
        col(LateWord.author_id) != actor.user_id,
        or_(knows(actor, client), of_house),
    )


def list_unseen(session: Session, actor: Actor, limit: int) -> Sequence[tuple[LateWord, Client, str]]:
    """Each with the person and the name of its author, the oldest first."""
    if not actor.may(Permission.edit_clients):
        return []
    rows = session.exec(
        select(LateWord, Client, col(User.name))
        .join(Client, col(Client.id) == LateWord.client_id)
        .join(User, col(User.id) == LateWord.author_id)
        .where(_waits_for(actor))
        .order_by(col(LateWord.came_at))
        .limit(limit)
    ).all()
    return [(row[0], row[1], row[2]) for row in rows]


def find_unseen(session: Session, actor: Actor, word_id: UUID) -> LateWord | None:
    """One of them, locked."""
    if not actor.may(Permission.edit_clients):
        return None
    return session.exec(
        select(LateWord)
        .join(Client, col(Client.id) == LateWord.client_id)
        .where(LateWord.id == word_id, _waits_for(actor))
        .with_for_update(of=LateWord)
    ).first()

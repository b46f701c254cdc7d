"""Queries on contacts that came late; each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, not_, or_, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.contacts.models import FollowUp, LateContact, StreetContact
from webapp.contacts.store import stands
from webapp.db import Session
from webapp.people.models import Client
from webapp.people.store import is_hidden, knows


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    """The condition for unseen late contacts of this user's clients, and of the organisation's; never their own."""
    client = col(LateContact.client_id)
    of_house = and_(col(Client.organisation_id) == actor.organisation_id, not_(is_hidden(client)))
    return and_(
        col(LateContact.region_id) == actor.region_id,
        col(LateContact.seen_at).is_(None),
        col(LateContact.author_id) != actor.user_id,
        or_(knows(actor, client), of_house),
    )


def list_unseen(session: Session, actor: Actor, limit: int) -> Sequence[tuple[LateContact, StreetContact, str, str]]:
    """Each with its contact, the person and the author."""
    if not actor.may(Permission.read_clients):
        return []
    rows = session.exec(
        select(LateContact, StreetContact, Client, col(User.name))
        .join(StreetContact, col(StreetContact.id) == LateContact.contact_id)
        .join(Client, col(Client.id) == LateContact.client_id)
        .join(User, col(User.id) == LateContact.author_id)
        .where(_waits_for(actor), stands())
        .order_by(col(LateContact.came_at))
        .limit(limit)
    ).all()
    return [(row[0], row[1], row[2].label, row[3]) for row in rows]


def find_unseen(session: Session, actor: Actor, contact_id: UUID) -> LateContact | None:
    """One of them, locked."""
    if not actor.may(Permission.read_clients):
        return None
    return session.exec(
        select(LateContact)
        .join(Client, col(Client.id) == LateContact.client_id)
        .where(LateContact.contact_id == contact_id, _waits_for(actor))
        .with_for_update(of=LateContact)
    ).first()


def find_follow_up(session: Session, actor: Actor, contact_id: UUID) -> FollowUp | None:
    """A follow-up of the region, whoever has it: the caller asks whether its client was this user's."""
    question = select(FollowUp).where(FollowUp.contact_id == contact_id, FollowUp.region_id == actor.region_id)
    return session.exec(question).first()

"""Queries on hand-overs of one client. Each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.db import Session
from webapp.handover.transfers.kind import PROPOSAL
from webapp.handover.transfers.models import ClientTransfer
from webapp.timeline import Asked


def find_transfer(session: Session, actor: Actor, transfer_id: UUID, *, lock: bool = False) -> ClientTransfer | None:
    """A hand-over that this user sent, was offered, or took on."""
    question = select(ClientTransfer).where(
        ClientTransfer.id == transfer_id, ClientTransfer.region_id == actor.region_id, _sides(actor)
    )
    return session.exec(question.with_for_update() if lock else question).first()


def _sides(actor: Actor) -> ColumnElement[bool]:
    """The condition for this user's own, of their present organisation: another job has another side."""
    sender = and_(col(ClientTransfer.sent_by) == actor.user_id, _of_sender(actor))
    mine = or_(col(ClientTransfer.to_user_id) == actor.user_id, col(ClientTransfer.taken_by) == actor.user_id)
    receiver = and_(mine, col(ClientTransfer.to_organisation_id) == actor.organisation_id)
    return or_(sender, receiver, _to_organisation(actor))


def _of_sender(actor: Actor) -> ColumnElement[bool]:
    return col(ClientTransfer.organisation_id) == actor.organisation_id


def _to_organisation(actor: Actor) -> ColumnElement[bool]:
    """Offered to everybody of the actor's organisation."""
    ours = col(ClientTransfer.to_organisation_id) == actor.organisation_id
    return and_(ours, col(ClientTransfer.to_user_id).is_(None), col(ClientTransfer.state) == PROPOSAL)


def list_waiting(session: Session, actor: Actor, limit: int) -> Sequence[ClientTransfer]:
    """The proposals that wait for this user's answer, the oldest first."""
    mine = or_(col(ClientTransfer.to_user_id) == actor.user_id, col(ClientTransfer.to_user_id).is_(None))
    question = select(ClientTransfer).where(
        ClientTransfer.to_organisation_id == actor.organisation_id,
        ClientTransfer.state == PROPOSAL,
        ClientTransfer.region_id == actor.region_id,
        mine,
    )
    return session.exec(question.order_by(col(ClientTransfer.sent_at)).limit(limit)).all()


def list_sent(session: Session, actor: Actor, since: datetime, limit: int) -> Sequence[ClientTransfer]:
    """Those that this user proposed since a moment, the newest first."""
    question = select(ClientTransfer).where(
        ClientTransfer.sent_by == actor.user_id,
        _of_sender(actor),
        ClientTransfer.region_id == actor.region_id,
        ClientTransfer.sent_at > since,
    )
    return session.exec(question.order_by(col(ClientTransfer.sent_at).desc()).limit(limit)).all()


def has_open(session: Session, client_id: UUID) -> bool:
    """True when this client is offered to somebody now. The caller has locked the client."""
    question = select(ClientTransfer.id).where(ClientTransfer.client_id == client_id, ClientTransfer.state == PROPOSAL)
    return session.exec(question.limit(1)).first() is not None


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[ClientTransfer]:
    """The newest of these clients: of the actor's side or organisation. The caller may see the clients."""
    ours = or_(
        _sides(actor),
        col(ClientTransfer.organisation_id) == actor.organisation_id,
        col(ClientTransfer.to_organisation_id) == actor.organisation_id,
    )
    question = select(ClientTransfer).where(ClientTransfer.region_id == actor.region_id, ours)
    whom, at, id_ = col(ClientTransfer.client_id), col(ClientTransfer.sent_at), col(ClientTransfer.id)
    return session.exec(asked.newest(question, whom, at, id_)).all()


def users_of(session: Session, ids: Collection[UUID]) -> dict[UUID, User]:
    """The people of hand-overs, to name and to call them."""
    return {one.id: one for one in session.exec(select(User).where(col(User.id).in_(ids)))} if ids else {}


def organisations_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation → its name."""
    if not ids:
        return {}
    return {one.id: one.name for one in session.exec(select(Organisation).where(col(Organisation.id).in_(ids)))}

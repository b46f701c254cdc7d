"""Queries on referrals. Each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, not_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Permission, allows
from webapp.db import Session, count_rows, equals
from webapp.people.store import is_hidden, knows
from webapp.referrals.kind import OPEN, SENT
from webapp.referrals.models import IS_OPEN, Referral
from webapp.text import asked_words, fold, sort_key
from webapp.timeline import Asked


def by_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for referrals by the actor's organisation.

    One shows where a person is: with a safety flag the organisation is not enough, except for its sender.
    """
    client = col(Referral.client_id)
    sees = or_(col(Referral.sent_by) == actor.user_id, not_(is_hidden(client)), knows(actor, client))
    return and_(_of(actor, col(Referral.organisation_id) == actor.organisation_id), sees)


def to_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for referrals to the actor's organisation."""
    return _of(actor, col(Referral.to_organisation_id) == actor.organisation_id)


def _of(actor: Actor, side: ColumnElement[bool]) -> ColumnElement[bool]:
    if not actor.may(Permission.refer):
        return false()
    return and_(side, col(Referral.region_id) == actor.region_id)


def find_referral(session: Session, actor: Actor, referral_id: UUID, *, lock: bool = False) -> Referral | None:
    """A referral that this user is a side of."""
    query = select(Referral).where(Referral.id == referral_id, or_(by_us(actor), to_us(actor)))
    return session.exec(query.with_for_update() if lock else query).first()


def list_referrals(
    session: Session, actor: Actor, filters: Mapping[str, str], *, received: bool, offset: int, limit: int
) -> Sequence[Referral]:
    """The referrals by the actor's organisation, or those that were ``received``; the newest first."""
    return session.exec(_newest(_listed(actor, filters, received=received)).offset(offset).limit(limit)).all()


def count_referrals(session: Session, actor: Actor, filters: Mapping[str, str], *, received: bool) -> int:
    """Count them."""
    return count_rows(session, _listed(actor, filters, received=received))


def _listed(actor: Actor, filters: Mapping[str, str], *, received: bool) -> SelectOfScalar[Referral]:
    return select(Referral).where(to_us(actor) if received else by_us(actor), *equals(Referral, filters))


def _newest(query: SelectOfScalar[Referral]) -> SelectOfScalar[Referral]:
    return query.order_by(col(Referral.sent_at).desc(), col(Referral.id).desc())


def mentions(row: Referral, person: str, words: str) -> bool:
    """True when every word occurs in the place, the purpose or the name as the reader knows it.

    These are sealed: no index knows them.
    """
    text = fold(f"{person} {row.place} {row.purpose}")
    return all(word in text for word in asked_words(words))


def list_waiting(session: Session, actor: Actor, limit: int) -> Sequence[Referral]:
    """The referrals that wait for an answer of the actor's organisation, the oldest first."""
    if not actor.may(Permission.refer):
        return ()
    query = select(Referral).where(to_us(actor), Referral.state == SENT)
    return session.exec(query.order_by(col(Referral.sent_at)).limit(limit)).all()


def count_waiting(session: Session, actor: Actor, limit: int) -> int:
    """Count them, up to a limit."""
    if not actor.may(Permission.refer):
        return 0
    return count_rows(session, select(Referral.id).where(to_us(actor), Referral.state == SENT).limit(limit))


def list_open_of(
    session: Session, actor: Actor, until: datetime, limit: int, states: Collection[str] = OPEN
) -> Sequence[Referral]:
    """The open referrals that this user sent or whose client they work with, unmoved since then; the oldest first."""
    mine = or_(col(Referral.sent_by) == actor.user_id, knows(actor, col(Referral.client_id)))
    query = select(Referral).where(by_us(actor), mine, IS_OPEN, col(Referral.state).in_(states))
    query = query.where(col(Referral.moved_at) <= until)
    return session.exec(query.order_by(col(Referral.moved_at)).limit(limit)).all()


def list_of_client(session: Session, actor: Actor, client_id: UUID, limit: int) -> Sequence[Referral]:
    """The referrals of one client, the newest first. The caller has checked the right to see the client."""
    query = select(Referral).where(Referral.client_id == client_id, or_(by_us(actor), to_us(actor)))
    return session.exec(_newest(query).limit(limit)).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[Referral]:
    """The newest referrals of these clients. The caller has checked the right to see them."""
    query = select(Referral).where(or_(by_us(actor), to_us(actor)))
    whom, at, id_ = col(Referral.client_id), col(Referral.sent_at), col(Referral.id)
    return session.exec(asked.newest(query, whom, at, id_)).all()


def list_receivers(session: Session, actor: Actor) -> list[Organisation]:
    """The other organisations of the region with somebody who answers referrals, by name."""
    rows = session.exec(
        select(Organisation, User)
        .join(User, col(User.organisation_id) == Organisation.id)
        .where(
            Organisation.region_id == actor.region_id,
            Organisation.id != actor.organisation_id,
            User.region_id == actor.region_id,
            col(User.active).is_(True),
        )
    ).all()
    found = {row[0].id: row[0] for row in rows if allows(row[1].role_set, Permission.refer)}
    return sorted(found.values(), key=lambda one: (sort_key(one.name), one.id))


def names_of(session: Session, ids: Collection[UUID]) -> dict[UUID, User]:
    """The people of these referrals, to name them and to call them."""
    if not ids:
        return {}
    return {user.id: user for user in session.exec(select(User).where(col(User.id).in_(ids)))}


def organisations_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation → its name."""
    if not ids:
        return {}
    return {one.id: one.name for one in session.exec(select(Organisation).where(col(Organisation.id).in_(ids)))}

"""Queries on huren onder voorwaarden. Each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, not_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Permission, allows
from webapp.conditional_tenancies.kind import OPEN
from webapp.conditional_tenancies.models import ConditionalTenancy, ConditionalTerms
from webapp.db import Session, count_rows, equals
from webapp.people.models import Client
from webapp.people.store import is_hidden, knows
from webapp.text import asked_words, sort_key
from webapp.timeline import Asked

_Case = ConditionalTenancy


class Person(NamedTuple):
    """The client of a case as its readers know them."""

    name: str
    is_hidden: bool


class Counted(NamedTuple):
    """Cases that were reached, of one cause and state, and the people who live there."""

    cause: str
    state: str
    cases: int
    residents: int


def at_our_desk(actor: Actor) -> ColumnElement[bool]:
    """The condition for cases that the actor's organisation handles."""
    if not actor.may(Permission.keep_conditional):
        return false()
    return and_(col(_Case.desk_id) == actor.organisation_id, col(_Case.region_id) == actor.region_id)


def by_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for cases that the actor's organisation reported.

    One tells where a person lives: with a safety flag the organisation is not enough, except for the reporter.
    """
    if not actor.may(Permission.report_conditional):
        return false()
    sees = or_(_mine(actor), not_(is_hidden(col(_Case.client_id))))
    return and_(col(_Case.organisation_id) == actor.organisation_id, col(_Case.region_id) == actor.region_id, sees)


def _mine(actor: Actor) -> ColumnElement[bool]:
    """The condition for cases that this user reported or whose client they work with."""
    by_me = col(_Case.reported_by) == actor.user_id
    return or_(by_me, knows(actor, col(_Case.client_id))) if actor.may(Permission.read_clients) else by_me


def _seen(actor: Actor) -> ColumnElement[bool]:
    return or_(at_our_desk(actor), by_us(actor))


def find_case(session: Session, actor: Actor, case_id: UUID, *, lock: bool = False) -> ConditionalTenancy | None:
    """A case that this user handles or whose organisation reported it."""
    query = select(_Case).where(_Case.id == case_id, _seen(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_cases(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, desk: bool, offset: int, limit: int
) -> Sequence[ConditionalTenancy]:
    """The cases at our desk, or those that we reported; the newest first."""
    query = _listed(actor, words, filters, desk=desk)
    query = query.order_by(col(_Case.reported_at).desc(), col(_Case.id).desc())
    return session.exec(query.offset(offset).limit(limit)).all()


def count_cases(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, desk: bool) -> int:
    """Count them."""
    return count_rows(session, _listed(actor, words, filters, desk=desk))


def _listed(actor: Actor, words: str, filters: Mapping[str, str], *, desk: bool) -> SelectOfScalar[ConditionalTenancy]:
    mentions = [col(_Case.search_key).contains(word, autoescape=True) for word in asked_words(words)]
    scope = at_our_desk(actor) if desk else by_us(actor)
    return select(_Case).where(scope, *mentions, *equals(_Case, filters))


def list_at(
    session: Session, actor: Actor, state: str, limit: int, *, desk: bool = True, until: datetime | None = None
) -> Sequence[ConditionalTenancy]:
    """The cases at one step, unmoved since then, the longest there first."""
    query = select(_Case).where(at_our_desk(actor) if desk else by_us(actor), _Case.state == state)
    if until:
        query = query.where(col(_Case.moved_at) <= until)
    return session.exec(query.order_by(col(_Case.moved_at), col(_Case.id)).limit(limit)).all()


def list_open_of(session: Session, actor: Actor, limit: int) -> Sequence[ConditionalTenancy]:
    """The open cases that this user reported or whose client they work with; the newest first."""
    query = select(_Case).where(by_us(actor), _mine(actor), col(_Case.state).in_(OPEN))
    return session.exec(query.order_by(col(_Case.reported_at).desc(), col(_Case.id).desc()).limit(limit)).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[ConditionalTenancy]:
    """The newest cases of these clients. The caller has checked the right to see them."""
    query = select(_Case).where(_seen(actor))
    columns = col(_Case.client_id), col(_Case.reported_at), col(_Case.id)
    return session.exec(asked.newest(query, *columns)).all()


def has_open(session: Session, client_id: UUID) -> bool:
    """True when this client has a case that goes on. Others who ask it of this client wait for the commit."""
    session.exec(select(Client.id).where(Client.id == client_id).with_for_update(key_share=True)).one()
    query = select(_Case.id).where(_Case.client_id == client_id, col(_Case.state).in_(OPEN))
    return session.exec(query.limit(1)).first() is not None


def list_people(session: Session, rows: Collection[ConditionalTenancy]) -> dict[UUID, Person]:
    """Client → the person, of cases that the user may see."""
    ids = {row.client_id for row in rows if row.client_id}
    if not ids:
        return {}
    found = session.exec(select(Client).where(col(Client.id).in_(ids))).all()
    return {one.id: Person(one.full_name, one.is_hidden) for one in found}


def organisations_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation → its name."""
    query = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))
    return dict(session.exec(query).all()) if ids else {}


def find_terms(session: Session, actor: Actor) -> ConditionalTerms | None:
    """The desk, the text and the target that hold in the actor's region."""
    query = select(ConditionalTerms).where(ConditionalTerms.region_id == actor.region_id)
    return session.exec(query.order_by(col(ConditionalTerms.set_at).desc(), col(ConditionalTerms.id).desc())).first()


def list_desks(session: Session, actor: Actor) -> list[Organisation]:
    """The organisations of the region with somebody who may handle signals, by name."""
    rows = session.exec(
        select(Organisation, User)
        .join(User, col(User.organisation_id) == Organisation.id)
        .where(Organisation.region_id == actor.region_id, User.region_id == actor.region_id, col(User.active).is_(True))
    ).all()
    found = {row[0].id: row[0] for row in rows if allows(row[1].role_set, Permission.keep_conditional)}
    return sorted(found.values(), key=lambda one: (sort_key(one.name), one.id))


def count_reached(session: Session, actor: Actor, first: date, last: date) -> list[Counted]:
    """The cases of the region that were reached in a time, by cause and state."""
    query: Any = (
        select(_Case.cause, _Case.state, func.count(), func.sum(col(_Case.residents)))
        .where(_Case.region_id == actor.region_id, col(_Case.reached_on).between(first, last))
        .group_by(col(_Case.cause), col(_Case.state))
    )
    return [Counted(row[0], row[1], row[2], int(row[3])) for row in session.exec(query).all()]


def list_past_term(session: Session, before: date, most: int) -> Sequence[ConditionalTenancy]:
    """Cases of every region that ended before that day and still name somebody."""
    query = select(_Case).where(col(_Case.erased).is_(False), col(_Case.ended_on) < before)
    return session.exec(query.order_by(col(_Case.ended_on)).limit(most).with_for_update()).all()

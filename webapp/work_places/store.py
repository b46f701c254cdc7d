"""Queries on work places. Each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, not_, or_, update
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation
from webapp.accounts.permissions import Permission
from webapp.db import Session, count_rows, equals
from webapp.people.models import Client
from webapp.people.store import is_hidden, knows
from webapp.text import asked_words
from webapp.timeline import Asked
from webapp.work_places.kind import OPEN, TAKES, WORKS
from webapp.work_places.models import WorkOffer, WorkPlacement, WorkTerms

_Row = WorkPlacement
_LINKED = ("agreed", "works")


def at_our_desk(actor: Actor) -> ColumnElement[bool]:
    """The condition for candidates for whom the actor's organisation looks."""
    if not actor.may(Permission.keep_work):
        return false()
    return and_(col(_Row.desk_id) == actor.organisation_id, col(_Row.region_id) == actor.region_id)


def by_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for candidates of the actor's organisation.

    One tells where a person is by day: with a safety flag the organisation is not enough, except for the referrer.
    """
    if not actor.may(Permission.refer_work):
        return false()
    client = col(_Row.client_id)
    sees = or_(col(_Row.made_by) == actor.user_id, not_(is_hidden(client)))
    if actor.may(Permission.read_clients):
        sees = or_(sees, knows(actor, client))
    return and_(col(_Row.organisation_id) == actor.organisation_id, col(_Row.region_id) == actor.region_id, sees)


def find_row(session: Session, actor: Actor, row_id: UUID, *, lock: bool = False) -> WorkPlacement | None:
    """A candidate of this user's desk or organisation."""
    query = select(_Row).where(_Row.id == row_id, or_(at_our_desk(actor), by_us(actor)))
    return session.exec(query.with_for_update() if lock else query).first()


def find_by_link(session: Session, region_id: UUID, row_id: UUID, *, lock: bool = False) -> WorkPlacement | None:
    """Somebody whom an employer may see by a link to this record: with work agreed, or at work."""
    query = select(_Row).where(_Row.id == row_id, _Row.region_id == region_id, col(_Row.state).in_(_LINKED))
    return session.exec(query.with_for_update() if lock else query).first()


def list_rows(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, desk: bool, offset: int, limit: int
) -> Sequence[WorkPlacement]:
    """The candidates at our desk, or those that we brought; the newest first."""
    query = _listed(actor, words, filters, desk=desk).order_by(col(_Row.made_at).desc(), col(_Row.id).desc())
    return session.exec(query.offset(offset).limit(limit)).all()


def count_listed(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, desk: bool) -> int:
    """Count them."""
    return count_rows(session, _listed(actor, words, filters, desk=desk))


def _listed(actor: Actor, words: str, filters: Mapping[str, str], *, desk: bool) -> SelectOfScalar[WorkPlacement]:
    mentions = [col(_Row.search_key).contains(word, autoescape=True) for word in asked_words(words)]
    return select(_Row).where(at_our_desk(actor) if desk else by_us(actor), *mentions, *equals(_Row, filters))


def list_looks(session: Session, actor: Actor, until: date, limit: int) -> Sequence[WorkPlacement]:
    """Those at work of whom the desk asks by this day whether they still are, the first first."""
    query = select(_Row).where(at_our_desk(actor), _Row.state == WORKS, col(_Row.look_on) <= until)
    return session.exec(query.order_by(col(_Row.look_on), col(_Row.id)).limit(limit)).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[WorkPlacement]:
    """The newest searches for these clients. The caller has checked the right to see them."""
    query = select(_Row).where(or_(at_our_desk(actor), by_us(actor)))
    return session.exec(asked.newest(query, col(_Row.client_id), col(_Row.made_at), col(_Row.id))).all()


def has_open(session: Session, client_id: UUID) -> bool:
    """True when somebody looks for work for this client. Others who ask it of this client wait for the commit."""
    session.exec(select(Client.id).where(Client.id == client_id).with_for_update(key_share=True)).one()
    query = select(_Row.id).where(_Row.client_id == client_id, col(_Row.state).in_(OPEN))
    return session.exec(query.limit(1)).first() is not None


def names_of_people(session: Session, rows: Collection[WorkPlacement]) -> dict[UUID, str]:
    """Client → name, of candidates that the user may see."""
    ids = {row.client_id for row in rows if row.client_id}
    found = session.exec(select(Client).where(col(Client.id).in_(ids))).all() if ids else ()
    return {one.id: one.full_name for one in found}


def organisations_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation → its name."""
    query = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))
    return dict(session.exec(query).all()) if ids else {}


def find_offer(session: Session, actor: Actor, offer_id: UUID, *, lock: bool = False) -> WorkOffer | None:
    """An offer that the actor's organisation keeps."""
    query = select(WorkOffer).where(WorkOffer.id == offer_id, *_kept(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_offers(session: Session, actor: Actor, limit: int, *, live: bool = False) -> Sequence[WorkOffer]:
    """The newest offers that the actor's organisation keeps; ``live``: not withdrawn."""
    query = select(WorkOffer).where(*_kept(actor))
    if live:
        query = query.where(col(WorkOffer.withdrawn_on).is_(None))
    return session.exec(query.order_by(col(WorkOffer.made_at).desc(), col(WorkOffer.id).desc()).limit(limit)).all()


def _kept(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    if not actor.may(Permission.keep_work):
        return (false(),)
    return (col(WorkOffer.organisation_id) == actor.organisation_id, col(WorkOffer.region_id) == actor.region_id)


def offer_of(session: Session, row: WorkPlacement, *, lock: bool = False) -> WorkOffer | None:
    """The offer of a candidate that the user may see."""
    return session.get(WorkOffer, row.offer_id, with_for_update=lock) if row.offer_id else None


def count_taken(session: Session, offer_ids: Collection[UUID]) -> Counter[UUID]:
    """Offer → the places that are taken."""
    query = select(_Row.offer_id, func.count()).where(col(_Row.offer_id).in_(offer_ids), col(_Row.state).in_(TAKES))
    found = session.exec(query.group_by(col(_Row.offer_id))).all() if offer_ids else ()
    return Counter({one[0]: one[1] for one in found if one[0]})


def find_terms(session: Session, actor: Actor) -> WorkTerms | None:
    """The desk, the months and the target that hold in the actor's region."""
    return terms_of(session, actor.region_id)


def terms_of(session: Session, region_id: UUID) -> WorkTerms | None:
    """The same of the region of a record that the caller has."""
    query = select(WorkTerms).where(WorkTerms.region_id == region_id)
    return session.exec(query.order_by(col(WorkTerms.set_at).desc(), col(WorkTerms.id).desc())).first()


def count_begun(session: Session, actor: Actor, first: date, last: date) -> Counter[str]:
    """Standing → the people of the region who began in a time."""
    query = select(_Row.state, func.count()).where(
        _Row.region_id == actor.region_id, col(_Row.first_day).between(first, last)
    )
    return Counter(dict(session.exec(query.group_by(col(_Row.state))).all()))


def erase_contacts(session: Session, before: date) -> None:
    """Take the contact persons out of offers that were withdrawn before that day."""
    named = or_(col(WorkOffer.contact) != "", col(WorkOffer.phone) != "")
    session.connection().execute(
        update(WorkOffer).where(col(WorkOffer.withdrawn_on) < before, named).values(contact="", phone="")
    )


def list_past_term(session: Session, before: date, most: int) -> Sequence[WorkPlacement]:
    """Candidates of every region whose course ended before that day, and who are named."""
    query = select(_Row).where(col(_Row.erased).is_(False), col(_Row.ended_on) < before)
    return session.exec(query.order_by(col(_Row.ended_on)).limit(most).with_for_update()).all()

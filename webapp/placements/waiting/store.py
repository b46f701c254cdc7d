"""Queries on placements. Each takes the acting user and stays with what that user may see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, not_, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation
from webapp.accounts.permissions import Permission
from webapp.aftercare.models import SupportEnd
from webapp.db import ALL, Session, count_rows
from webapp.people.models import Client, Quiet
from webapp.people.store import is_hidden, knows
from webapp.placements.kind import CONTRACT, DECISION, NOMINATION, OFFER, OPEN, PLACED, REFERRAL, WAITING
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.order import Ahead
from webapp.text import asked_words
from webapp.timeline import Asked

_WAITING = (REFERRAL, DECISION, WAITING, OFFER)
_SUPPORTED = (PLACED, NOMINATION, CONTRACT)
COUNTED = 1000
"""More people than this in one line are not counted for a page."""


@dataclass(frozen=True)
class Person:
    """The client of a placement as its readers know them. ``quiet``: a word of ``people.models.Quiet``."""

    name: str
    quiet: str
    is_hidden: bool

    @property
    def has_died(self) -> bool:
        """True when somebody noted that this person died."""
        return self.quiet == Quiet.died


def kept_by_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for placements whose list the actor's organisation keeps."""
    if not actor.may(Permission.keep_placements):
        return false()
    return and_(col(Placement.keeper_id) == actor.organisation_id, col(Placement.region_id) == actor.region_id)


def by_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for placements that the actor's organisation referred.

    One tells where a person will live: with a safety flag the organisation is not enough, except for the referrer.
    """
    if not actor.may(Permission.ask_placements):
        return false()
    client = col(Placement.client_id)
    sees = or_(col(Placement.sent_by) == actor.user_id, not_(is_hidden(client)), knows(actor, client))
    ours = col(Placement.organisation_id) == actor.organisation_id
    return and_(ours, col(Placement.region_id) == actor.region_id, sees)


def _seen(actor: Actor) -> ColumnElement[bool]:
    return or_(kept_by_us(actor), by_us(actor))


def find_placement(session: Session, actor: Actor, placement_id: UUID, *, lock: bool = False) -> Placement | None:
    """A placement that this user keeps or referred."""
    query = select(Placement).where(Placement.id == placement_id, _seen(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_placements(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, kept: bool, offset: int, limit: int
) -> Sequence[Placement]:
    """The placements in our lists, or those that we referred; the newest first."""
    query = _listed(actor, words, filters, kept=kept)
    query = query.order_by(col(Placement.referred_at).desc(), col(Placement.id).desc())
    return session.exec(query.offset(offset).limit(limit)).all()


def count_placements(session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, kept: bool) -> int:
    """Count them."""
    return count_rows(session, _listed(actor, words, filters, kept=kept))


def _listed(actor: Actor, words: str, filters: Mapping[str, str], *, kept: bool) -> SelectOfScalar[Placement]:
    scope = kept_by_us(actor) if kept else by_us(actor)
    return select(Placement).where(scope, *_mentions(words), *_equal(filters))


def list_line(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Placement]:
    """The people in line for one programme in their order; without a programme who waits longest in all our lists."""
    query = _in_line(actor, words, filters)
    since = (col(Placement.referred_at), col(Placement.id))
    query = query.order_by(col(Placement.rank), *since) if "programme_id" in filters else query.order_by(*since)
    return session.exec(query.offset(offset).limit(limit)).all()


def count_line(session: Session, actor: Actor, words: str = "", filters: Mapping[str, str] = ALL) -> int:
    """Count them. A whole line is counted in its index alone: the keeper of a placement is that of its programme."""
    if words or set(filters) - {"programme_id"}:
        return count_rows(session, _in_line(actor, words, filters))
    if not actor.may(Permission.keep_placements):
        return 0
    kept = select(Programme.id).where(
        Programme.organisation_id == actor.organisation_id, Programme.region_id == actor.region_id
    )
    query = select(func.count()).select_from(Placement)
    query = query.where(col(Placement.programme_id).in_(kept), col(Placement.in_line).is_(True), *_equal(filters))
    return session.exec(query).one()


def count_some(session: Session, actor: Actor, programme_id: UUID) -> int:
    """Count the people in line for a programme, up to one more than ``COUNTED``."""
    query = _in_line(actor, "", {"programme_id": str(programme_id)}).with_only_columns(col(Placement.id))
    return count_rows(session, query.limit(COUNTED + 1))


def _in_line(actor: Actor, words: str, filters: Mapping[str, str]) -> SelectOfScalar[Placement]:
    waits = col(Placement.in_line).is_(True)
    return select(Placement).where(kept_by_us(actor), waits, *_mentions(words), *_equal(filters))


def _mentions(words: str) -> list[ColumnElement[bool]]:
    return [col(Placement.search_key).contains(word, autoescape=True) for word in asked_words(words)]


def _equal(filters: Mapping[str, str]) -> list[ColumnElement[bool]]:
    """Conditions of a filter; an id that is none finds nothing."""
    return [_is(name, value) for name, value in filters.items()]


def _is(name: str, value: str) -> ColumnElement[bool]:
    column: ColumnElement[bool] = getattr(Placement, name)
    if not name.endswith("_id"):
        return column == value
    try:
        return column == UUID(value)
    except ValueError:
        return false()


def count_ahead(session: Session, placement: Placement) -> Ahead:
    """The people before one who is in line. The caller has checked that the user may see it."""
    line = and_(col(Placement.programme_id) == placement.programme_id, col(Placement.in_line).is_(True))
    same = and_(line, col(Placement.rank) == placement.rank)
    at = col(Placement.referred_at)
    earlier = or_(at < placement.referred_at, and_(at == placement.referred_at, col(Placement.id) < placement.id))
    more = select(func.count()).select_from(Placement).where(line, col(Placement.rank) < placement.rank)
    longer = select(func.count()).select_from(Placement).where(same, at <= placement.referred_at, earlier)
    return Ahead(session.exec(more).one(), session.exec(longer).one())


def list_undecided(session: Session, actor: Actor, limit: int) -> Sequence[Placement]:
    """The referrals in our lists that wait for us, the oldest of each step first."""
    found: list[Placement] = []
    for state in (REFERRAL, DECISION):
        query = select(Placement).where(kept_by_us(actor), Placement.state == state)
        found += session.exec(query.order_by(col(Placement.moved_at), col(Placement.id)).limit(limit)).all()
    return sorted(found, key=lambda one: (one.referred_at, one.id))[:limit]


def list_at(session: Session, actor: Actor, state: str, limit: int) -> Sequence[Placement]:
    """The placements of our lists at one step, the longest there first."""
    query = select(Placement).where(kept_by_us(actor), Placement.state == state)
    return session.exec(query.order_by(col(Placement.moved_at), col(Placement.id)).limit(limit)).all()


def list_of_clients(session: Session, actor: Actor, asked: Asked) -> Sequence[Placement]:
    """The newest placements of these clients. The caller has checked the right to see them."""
    query = select(Placement).where(_seen(actor))
    columns = col(Placement.client_id), col(Placement.referred_at), col(Placement.id)
    return session.exec(asked.newest(query, *columns)).all()


def has_open(session: Session, client_id: UUID, programme_id: UUID) -> bool:
    """True when this client is on its way in that programme. Others who ask it of this client wait for the commit."""
    session.exec(select(Client.id).where(Client.id == client_id).with_for_update(key_share=True)).one()
    query = select(Placement.id).where(Placement.client_id == client_id, Placement.programme_id == programme_id)
    return session.exec(query.where(col(Placement.state).in_(OPEN)).limit(1)).first() is not None


def list_waiting_for(session: Session, programme: Programme) -> Sequence[Placement]:
    """Everybody on the way to a place of a programme, locked. The caller has checked that the actor keeps it."""
    return session.exec(_waiting_for(programme).order_by(col(Placement.id)).with_for_update()).all()


def is_waited_for(session: Session, programme: Programme) -> bool:
    """True while somebody is on the way to a place of this programme."""
    return session.exec(_waiting_for(programme).limit(1)).first() is not None


def _waiting_for(programme: Programme) -> SelectOfScalar[Placement]:
    """By keeper and state: of a programme of years most placements are over."""
    keeper, state = col(Placement.keeper_id) == programme.organisation_id, col(Placement.state).in_(_WAITING)
    return select(Placement).where(keeper, state, Placement.programme_id == programme.id)


def is_supported(session: Session, client_id: UUID) -> bool:
    """True when this client has a placement that goes on."""
    query = select(Placement.id).where(Placement.client_id == client_id, col(Placement.placed_on).is_not(None))
    return session.exec(query.where(col(Placement.state).in_(_SUPPORTED)).limit(1)).first() is not None


def list_supported(session: Session, region_id: UUID, first: date) -> Sequence[UUID]:
    """The clients of a region whose support ended on this day or later, and goes on in a placement."""
    there = (
        select(Placement.id)
        .where(Placement.client_id == SupportEnd.client_id, col(Placement.placed_on).is_not(None))
        .where(col(Placement.state).in_(_SUPPORTED))
    )
    query = select(SupportEnd.client_id).where(SupportEnd.region_id == region_id, col(SupportEnd.ended_on) >= first)
    return session.exec(query.where(col(SupportEnd.settled_on).is_(None), there.exists())).all()


def list_people(session: Session, rows: Iterable[Placement]) -> dict[UUID, Person]:
    """Client → the person, of placements that the user may see."""
    ids = {row.client_id for row in rows if row.client_id}
    if not ids:
        return {}
    found = session.exec(select(Client).where(col(Client.id).in_(ids))).all()
    return {one.id: Person(one.full_name, one.quiet, one.is_hidden) for one in found}


def organisations_of(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """Organisation → its name."""
    query = select(Organisation.id, Organisation.name).where(col(Organisation.id).in_(ids))
    return dict(session.exec(query).all()) if ids else {}

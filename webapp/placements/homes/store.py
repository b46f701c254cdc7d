"""Queries on homes, their offers and their occupants. Each stays with the homes that the actor's organisation keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_
from sqlmodel import and_, col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session, count_rows, equals
from webapp.people.models import Client
from webapp.placements.homes.models import OCCUPANCY, OPEN, Home, Occupation, UnitOffer
from webapp.placements.waiting.models import Placement
from webapp.text import asked_words, fold
from webapp.units import store as units

MOST = 500
"""Homes that are looked through for a free one."""


def kept_by_us(actor: Actor) -> ColumnElement[bool]:
    """The condition for homes that the actor's organisation keeps."""
    if not actor.may(Permission.keep_placements):
        return false()
    return and_(col(Home.organisation_id) == actor.organisation_id, col(Home.region_id) == actor.region_id)


def find_home(session: Session, actor: Actor, home_id: UUID, *, lock: bool = False) -> Home | None:
    """One home that we keep; locked for an offer or a change."""
    query = select(Home).where(Home.id == home_id, kept_by_us(actor))
    return session.exec(query.with_for_update() if lock else query).first()


def list_homes(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Home]:
    """The homes that we keep and that are not withdrawn, the newest first."""
    query = _listed(actor, words, filters).order_by(col(Home.id).desc())
    return session.exec(query.offset(offset).limit(limit)).all()


def count_homes(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    """Count them."""
    return count_rows(session, _listed(actor, words, filters))


def _listed(actor: Actor, words: str, filters: Mapping[str, str]) -> SelectOfScalar[Home]:
    said = func.lower(col(Home.name) + " " + col(Home.municipality) + " " + col(Home.corporation))
    mentioned = [said.contains(word, autoescape=True) for word in asked_words(fold(words))]
    return select(Home).where(kept_by_us(actor), col(Home.withdrawn_on).is_(None), *mentioned, *equals(Home, filters))


def list_free(session: Session, actor: Actor, programme_id: UUID) -> list[Home]:
    """The homes for a programme with a free place and no open offer."""
    live = select(UnitOffer.id).where(UnitOffer.unit_id == Home.id, UnitOffer.state == OPEN).exists()
    fits = or_(col(Home.programme_id).is_(None), col(Home.programme_id) == programme_id)
    query = select(Home).where(kept_by_us(actor), col(Home.withdrawn_on).is_(None), fits, ~live)
    today = clock.today()
    homes = session.exec(query.order_by(col(Home.id).desc()).limit(MOST)).all()
    on_offer = [one for one in homes if one.is_on_offer(today)]
    free = count_free(session, [one.id for one in on_offer])
    return [one for one in on_offer if free[one.id][0] > 0]


def count_free(session: Session, ids: Iterable[UUID]) -> dict[UUID, tuple[int, int]]:
    """Home → its free places and all, now or on its first day."""
    wanted = list(ids)
    supplies = units.read_supplies(session, wanted)
    present = units.count_present(session, OCCUPANCY, wanted)
    today = clock.today()
    places = {
        one: supply.on(today) or max((n for _, n in supply.after(today)), default=0) for one, supply in supplies.items()
    }
    return {one: (max(0, number - present.get(one, 0)), number) for one, number in places.items()}


def list_vacant_since(session: Session, homes: Sequence[Home]) -> dict[UUID, date]:
    """Home → the day its last occupant left, or its first day."""
    query = select(Occupation.unit_id, func.max(Occupation.until)).where(
        col(Occupation.unit_id).in_([one.id for one in homes]), col(Occupation.until).is_not(None)
    )
    left = dict(session.exec(query.group_by(col(Occupation.unit_id))).all())
    return {one.id: max(one.from_date, left.get(one.id) or one.from_date) for one in homes}


def find_live_offer(session: Session, placement_id: UUID, *, lock: bool = False) -> UnitOffer | None:
    """The open offer to a person. The caller has checked the right to see the placement."""
    query = select(UnitOffer).where(UnitOffer.placement_id == placement_id, UnitOffer.state == OPEN)
    return session.exec(query.with_for_update() if lock else query).first()


def find_offer_of_home(session: Session, home_id: UUID) -> UnitOffer | None:
    """The open offer of a home that the caller holds."""
    return session.exec(select(UnitOffer).where(UnitOffer.unit_id == home_id, UnitOffer.state == OPEN)).first()


def list_offered(session: Session, ids: Collection[UUID]) -> set[UUID]:
    """Those of these homes that are offered to somebody now."""
    query = select(UnitOffer.unit_id).where(col(UnitOffer.unit_id).in_(ids), UnitOffer.state == OPEN)
    return set(session.exec(query).all()) if ids else set()


def list_offers_to(session: Session, placement_id: UUID) -> Sequence[tuple[UnitOffer, Home]]:
    """The offers to a person, the newest first. The caller has checked the right to see the placement."""
    query = select(UnitOffer, Home).join(Home, col(Home.id) == UnitOffer.unit_id)
    query = query.where(UnitOffer.placement_id == placement_id).order_by(col(UnitOffer.made_at).desc())
    return [(row[0], row[1]) for row in session.exec(query.limit(20)).all()]


def find_place_of(session: Session, placement_id: UUID) -> tuple[Occupation, Home] | None:
    """The home a person lives in by a placement, and since when. The caller has checked access."""
    query = select(Occupation, Home).join(Home, col(Home.id) == Occupation.unit_id)
    row = session.exec(query.where(Occupation.placement_id == placement_id, *_stays())).first()
    return (row[0], row[1]) if row else None


def lives_elsewhere(session: Session, client_id: UUID, placement_id: UUID) -> bool:
    """True when this client has a place by another placement. Others who ask it wait for the commit."""
    session.exec(select(Client.id).where(Client.id == client_id).with_for_update(key_share=True)).one()
    query = select(Occupation.id).where(
        Occupation.client_id == client_id, Occupation.placement_id != placement_id, *_stays()
    )
    return session.exec(query.limit(1)).first() is not None


def find_other_place(session: Session, client_id: UUID, placement_id: UUID) -> UUID | None:
    """The placement by which this client lives somewhere else too: two records that each had a place became one."""
    other = select(Occupation.placement_id).where(Occupation.client_id == client_id, *_stays())
    return session.exec(other.where(Occupation.placement_id != placement_id).limit(1)).first()


def list_occupants(session: Session, home_id: UUID) -> list[tuple[Occupation, Placement]]:
    """The people who live in a home that the caller holds."""
    query = select(Occupation, Placement).join(Placement, col(Placement.id) == Occupation.placement_id)
    query = query.where(Occupation.unit_id == home_id, *_stays()).order_by(col(Occupation.since))
    return [(row[0], row[1]) for row in session.exec(query.limit(MOST)).all()]


def _stays() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Occupation.until).is_(None), col(Occupation.undone_at).is_(None)

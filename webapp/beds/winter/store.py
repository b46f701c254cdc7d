"""Queries on the winter regime. Nothing personal but the person who decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Subquery, func
from sqlmodel import col, select

from webapp import clock
from webapp.accounts.models import Organisation, User
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.winter_models import ColdActivation, ColdBeds, ColdRule
from webapp.beds.shelters.winter_places import newest
from webapp.db import Session
from webapp.text import sort_key


@dataclass(frozen=True)
class Cold:
    """The regime as everyone in the region sees it: end, deciding organisation, visible number of extra beds."""

    activation: ColdActivation
    organisation: str
    places: int

    @property
    def last_day(self) -> date:
        """The Amsterdam date of its end."""
        return clock.local(self.activation.ends_at).date()


@dataclass(frozen=True)
class Past:
    """One line of the history: the people who began and ended it, and the extra beds."""

    activation: ColdActivation
    decided_by: str
    organisation: str
    ended_by: str
    places: int


def read_cold(session: Session, region_id: UUID, now: datetime) -> list[Cold]:
    """The present and coming regimes of a region, by one query. The caller picks the active one."""
    beds = _visible_beds()
    rows = session.exec(
        select(ColdActivation, Organisation.name, func.coalesce(func.sum(beds.c.places), 0))
        .join(Organisation, col(Organisation.id) == ColdActivation.organisation_id)
        .join(beds, beds.c.activation_id == ColdActivation.id, isouter=True)
        .where(
            ColdActivation.region_id == region_id,
            col(ColdActivation.ended_at).is_(None),
            col(ColdActivation.ends_at) > now,
        )
        .group_by(col(ColdActivation.id), Organisation.name)
        .order_by(col(ColdActivation.begins_at))
    ).all()
    return [Cold(activation, name, int(places)) for activation, name, places in rows]


def find_active(regimes: Iterable[Cold], now: datetime) -> Cold | None:
    """The regime that holds at this moment."""
    return next((one for one in regimes if one.activation.is_active(now)), None)


def find_open(session: Session, region_id: UUID, now: datetime) -> ColdActivation | None:
    """The present or coming regime, locked for the caller's decision."""
    return session.exec(
        select(ColdActivation)
        .where(
            ColdActivation.region_id == region_id,
            col(ColdActivation.ended_at).is_(None),
            col(ColdActivation.ends_at) > now,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    ).first()


def list_history(session: Session, region_id: UUID, limit: int) -> list[Past]:
    """The last activations of a region, newest first."""
    rows = session.exec(
        select(ColdActivation, User.name, Organisation.name)
        .join(User, col(User.id) == ColdActivation.decided_by)
        .join(Organisation, col(Organisation.id) == ColdActivation.organisation_id)
        .where(ColdActivation.region_id == region_id)
        .order_by(col(ColdActivation.begins_at).desc())
        .limit(limit)
    ).all()
    enders = _names(session, {row.ended_by for row, _, _ in rows if row.ended_by})
    places = _places_of(session, [row.id for row, _, _ in rows])
    return [
        Past(row, name, organisation, enders.get(row.ended_by, "") if row.ended_by else "", places.get(row.id, 0))
        for row, name, organisation in rows
    ]


def list_beds(session: Session, activation_id: UUID) -> Sequence[tuple[Shelter, ColdBeds]]:
    """The shelters with extra beds of an activation. Never a confidential one, also when it became so later."""
    rows = session.exec(
        select(Shelter, ColdBeds)
        .join(Category, col(Category.shelter_id) == Shelter.id)
        .join(ColdBeds, col(ColdBeds.category_id) == Category.id)
        .where(ColdBeds.activation_id == activation_id, col(Shelter.confidential).is_(False), newest())
        .order_by(col(Shelter.id))
    ).all()
    return sorted(rows, key=lambda pair: sort_key(pair[0].name))


def find_beds(session: Session, activation_id: UUID, category_id: UUID) -> ColdBeds | None:
    """The extra beds of a category by an activation; None when none were opened there."""
    return session.exec(
        select(ColdBeds).where(ColdBeds.activation_id == activation_id, ColdBeds.category_id == category_id, newest())
    ).first()


def threshold(session: Session, region_id: UUID) -> ColdRule | None:
    """The region's own threshold; None when it keeps to the usual."""
    return session.get(ColdRule, region_id)


def _visible_beds() -> Subquery:
    """The visible extra beds: a sum with those of a confidential shelter would give its number away."""
    return (
        select(ColdBeds.activation_id, ColdBeds.places)
        .join(Category, col(Category.id) == ColdBeds.category_id)
        .join(Shelter, col(Shelter.id) == Category.shelter_id)
        .where(col(Shelter.confidential).is_(False), newest())
        .subquery()
    )


def _names(session: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    return {user.id: user.name for user in session.exec(select(User).where(col(User.id).in_(list(ids)))).all()}


def _places_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, int]:
    beds = _visible_beds()
    rows = session.exec(
        select(beds.c.activation_id, func.sum(beds.c.places))
        .where(beds.c.activation_id.in_(ids))
        .group_by(beds.c.activation_id)
    ).all()
    return {activation: int(number) for activation, number in rows}

"""The extra winter beds as places: those that exist now, and the most that were open in a night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp import clock
from webapp.beds.kinds import Kind
from webapp.beds.shelters.models import Category
from webapp.beds.shelters.winter_models import ColdActivation, ColdBeds
from webapp.db import Session


def places(session: Session, categories: Iterable[Category], now: datetime) -> dict[UUID, int]:
    """The extra beds that exist at this moment, by category; other kinds of beds are not in it."""
    ids = [category.id for category in categories if category.kind == Kind.winter.value]
    if not ids:
        return {}
    rows = session.exec(
        select(ColdBeds, ColdActivation)
        .join(ColdActivation, col(ColdActivation.id) == ColdBeds.activation_id)
        .where(col(ColdBeds.category_id).in_(ids), col(ColdActivation.ended_at).is_(None), newest())
    ).all()
    return {beds.category_id: beds.places for beds, activation in rows if activation.is_active(now)}


def without_closed(session: Session, categories: Sequence[Category], now: datetime) -> list[Category]:
    """These categories, without extra winter beds that do not exist now."""
    there = places(session, categories, now)
    return [category for category in categories if category.kind != Kind.winter.value or category.id in there]


def places_in_night(session: Session, region_id: UUID, night: date) -> dict[UUID, int]:
    """The most extra beds that were open at one moment of a night, by category."""
    return most_in_night(list_beds_of(session, region_id, night, night), night)


def list_beds_of(
    session: Session, region_id: UUID, first: date, last: date
) -> Sequence[tuple[ColdBeds, ColdActivation]]:
    """The extra beds that may have stood open in these nights, newest first."""
    begin, end = clock.end_of_night(first - timedelta(days=1)), clock.end_of_night(last)
    found = session.exec(
        select(ColdBeds, ColdActivation)
        .join(ColdActivation, col(ColdActivation.id) == ColdBeds.activation_id)
        .where(ColdActivation.region_id == region_id, col(ColdActivation.ends_at) > begin, col(ColdBeds.from_at) < end)
        .order_by(col(ColdBeds.from_at).desc())
    ).all()
    return list(found)


def most_in_night(rows: Iterable[tuple[ColdBeds, ColdActivation]], night: date) -> dict[UUID, int]:
    """Of these beds, newest first, the most that stood open at one moment of a night, by category.

    A night runs from noon to noon, as far as the activation held. Beds opened later, and later numbers, are no part of
    it.
    """
    begin, end = clock.end_of_night(night - timedelta(days=1)), clock.end_of_night(night)
    most: dict[UUID, int] = {}
    until: dict[tuple[UUID, UUID], datetime] = {}
    for beds, activation in rows:
        if beds.from_at >= end:
            continue
        key = beds.activation_id, beds.category_id
        if max(beds.from_at, begin) < until.get(key, activation.over_at):
            most[beds.category_id] = max(beds.places, most.get(beds.category_id, 0))
        until[key] = beds.from_at
    return most


def was_active(session: Session, region_id: UUID, night: date) -> bool:
    """True when the regime held at any moment of a night."""
    begin, end = clock.end_of_night(night - timedelta(days=1)), clock.end_of_night(night)
    rows = session.exec(
        select(ColdActivation).where(ColdActivation.region_id == region_id, col(ColdActivation.begins_at) < end)
    ).all()
    return any(max(row.begins_at, begin) < row.over_at for row in rows)


def newest() -> ColumnElement[bool]:
    """The condition for the newest dated row of an activation and a category: the present number."""
    later = aliased(ColdBeds)
    return ~exists(
        select(later.from_at)
        .where(
            later.activation_id == ColdBeds.activation_id,
            later.category_id == ColdBeds.category_id,
            col(later.from_at) > ColdBeds.from_at,
        )
        .correlate(ColdBeds)
    )

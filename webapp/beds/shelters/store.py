"""Queries on shelters, staff, kinds of beds and capacity. Only its own staff see a confidential one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, Site
from webapp.accounts.permissions import Permission
from webapp.accounts.staff.store import Staff
from webapp.beds.shelters.models import Category, CategoryCapacity, Shelter, ShelterStaff
from webapp.db import Session
from webapp.errors import N_, NotFound
from webapp.text import sort_key

CONFIDENTIAL_NAME = N_("Vrouwenopvang")
"""The name of a confidential shelter everywhere; its own name is in the database only."""
STAFF = Staff(ShelterStaff, "shelter_id", Permission.count_beds)
works_at, list_staff = STAFF.works_at, STAFF.list_staff
UNKNOWN_SHELTER = N_("Deze opvang kennen we niet.")
NO_SUCH_BEDS = N_("Deze opvang heeft dit soort bedden niet.")


def list_shared_shelters(session: Session, region_id: UUID, night: date) -> Sequence[tuple[Shelter, Site]]:
    """The open shelters that may stand on a board, by name. Never a confidential one."""
    return [pair for pair in list_public_shelters(session, region_id) if pair[0].is_open_on(night)]


def list_public_shelters(session: Session, region_id: UUID) -> Sequence[tuple[Shelter, Site]]:
    """Every shelter of a region that may be shown, also a closed one, by name. Never a confidential one."""
    rows = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .where(Shelter.region_id == region_id, col(Shelter.confidential).is_(False))
        .order_by(col(Shelter.id))
    ).all()
    return sorted(rows, key=lambda row: sort_key(row[0].name))


def has_confidential(session: Session, region_id: UUID) -> bool:
    """True when the region has a women's shelter to call."""
    query = select(Shelter.id).where(Shelter.region_id == region_id, col(Shelter.confidential).is_(True)).limit(1)
    return session.exec(query).first() is not None


def find_shelter(session: Session, actor: Actor, shelter_id: UUID) -> tuple[Shelter, Site] | None:
    """A shelter of the actor's region; a confidential one only for its own staff."""
    row = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .where(Shelter.id == shelter_id, Shelter.region_id == actor.region_id)
    ).first()
    if row is None or (row[0].confidential and not works_at(session, actor, shelter_id)):
        return None
    return row[0], row[1]


def list_own_shelters(session: Session, actor: Actor) -> Sequence[tuple[Shelter, Site]]:
    """The shelters where the actor works."""
    rows = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .join(ShelterStaff, col(ShelterStaff.shelter_id) == Shelter.id)
        .where(STAFF.is_own(actor), Shelter.region_id == actor.region_id)
        .order_by(col(Shelter.id))
    ).all()
    return sorted(rows, key=lambda row: sort_key(row[0].name))


def list_categories(session: Session, shelter_ids: Iterable[UUID]) -> Sequence[Category]:
    """The categories of these shelters, in the order they were made."""
    query = select(Category).where(col(Category.shelter_id).in_(list(shelter_ids))).order_by(col(Category.id))
    return session.exec(query.execution_options(populate_existing=True)).all()


def find_category(session: Session, shelter_id: UUID, kind: str) -> Category | None:
    """A shelter's category of a kind, locked for the caller's decision."""
    query = select(Category).where(Category.shelter_id == shelter_id, Category.kind == kind)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).first()


def capacities(session: Session, category_ids: Iterable[UUID], on: date) -> dict[UUID, int]:
    """The places of each category on a date; no entry for one that has not begun."""
    rows = session.exec(
        select(CategoryCapacity.category_id, CategoryCapacity.capacity)
        .where(col(CategoryCapacity.category_id).in_(list(category_ids)), CategoryCapacity.from_date <= on)
        .order_by(col(CategoryCapacity.from_date))
    ).all()
    return dict(rows)


def list_capacities(session: Session, category_ids: Iterable[UUID]) -> Sequence[CategoryCapacity]:
    """Every dated capacity of these categories, oldest first."""
    ids = list(category_ids)
    query = select(CategoryCapacity).where(col(CategoryCapacity.category_id).in_(ids))
    return session.exec(query.order_by(col(CategoryCapacity.from_date))).all()


def find_capacity(session: Session, category_id: UUID, from_date: date) -> CategoryCapacity | None:
    """The capacity that begins on a date."""
    return session.get(CategoryCapacity, (category_id, from_date))


def list_region_shelters(session: Session, region_id: UUID) -> Sequence[tuple[Shelter, Site, Organisation]]:
    """Every shelter of a region, for its administrator."""
    rows = session.exec(
        select(Shelter, Site, Organisation)
        .join(Site, col(Site.id) == Shelter.site_id)
        .join(Organisation, col(Organisation.id) == Shelter.organisation_id)
        .where(Shelter.region_id == region_id)
        .order_by(col(Shelter.id))
    ).all()
    return sorted(rows, key=lambda row: sort_key(row[0].name))


def find_region_shelter(session: Session, region_id: UUID, shelter_id: UUID) -> tuple[Shelter, Site] | None:
    """A shelter of a region, for its administrator; locked."""
    row = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .where(Shelter.id == shelter_id, Shelter.region_id == region_id)
        .with_for_update()
    ).first()
    return (row[0], row[1]) if row else None


def shown_name(shelter: Shelter) -> str:
    """The name of a shelter for everybody but its administrator."""
    return CONFIDENTIAL_NAME if shelter.confidential else shelter.name


def own_shelter(session: Session, actor: Actor, shelter_id: UUID) -> Shelter:
    """A shelter where the actor works.

    Raises:
        NotFound: when it does not exist, or the actor does not work there.
    """
    found = find_shelter(session, actor, shelter_id)
    if found is None or not works_at(session, actor, shelter_id):
        raise NotFound(UNKNOWN_SHELTER)
    return found[0]

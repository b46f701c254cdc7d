"""Queries on respite and small facilities. Names are read only for a facility where the actor works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, User
from webapp.accounts.permissions import Permission
from webapp.accounts.staff.store import Staff
from webapp.db import Session
from webapp.facilities.kinds import FacilityKind, Metric
from webapp.facilities.models import Facility, FacilityFigure, FacilityStaff, RespiteStay
from webapp.people import lodging
from webapp.people.models import Lodging
from webapp.people.store import knows
from webapp.text import sort_key
from webapp.units.store import Occupancy

STAFF = Staff(FacilityStaff, "facility_id", Permission.keep_facilities)
works_at, list_staff = STAFF.works_at, STAFF.list_staff
GUESTS = Occupancy(
    unit=col(RespiteStay.facility_id),
    since=col(RespiteStay.arrived_on),
    until=col(RespiteStay.left_on),
    undone=col(RespiteStay.undone_at),
)


def list_facilities(session: Session, region_id: UUID, kind: FacilityKind | None = None) -> Sequence[Facility]:
    """The facilities of a region, respite first, by name."""
    query = select(Facility).where(Facility.region_id == region_id)
    if kind is not None:
        query = query.where(Facility.kind == kind.value)
    return sorted(session.exec(query.order_by(col(Facility.id))).all(), key=_in_order)


def list_with_organisations(session: Session, region_id: UUID) -> Sequence[tuple[Facility, Organisation]]:
    """The same with the organisation of each, for the region's administrator."""
    found = session.exec(
        select(Facility, Organisation)
        .join(Organisation, col(Organisation.id) == Facility.organisation_id)
        .where(Facility.region_id == region_id)
        .order_by(col(Facility.id))
    ).all()
    return sorted(found, key=lambda pair: _in_order(pair[0]))


def _in_order(facility: Facility) -> tuple[bool, str, str]:
    return facility.kind != FacilityKind.respite.value, facility.kind, sort_key(facility.name)


def list_own(session: Session, actor: Actor) -> Sequence[Facility]:
    """The facilities where the actor works."""
    found = session.exec(
        select(Facility)
        .join(FacilityStaff, col(FacilityStaff.facility_id) == Facility.id)
        .where(STAFF.is_own(actor), Facility.region_id == actor.region_id)
        .order_by(col(Facility.id))
    ).all()
    return sorted(found, key=_in_order)


def find_facility(session: Session, region_id: UUID, facility_id: UUID, *, lock: bool = False) -> Facility | None:
    """A facility of a region; locked for a decision about its places."""
    query = select(Facility).where(Facility.id == facility_id, Facility.region_id == region_id)
    if lock:
        query = query.with_for_update().execution_options(populate_existing=True)
    return session.exec(query).first()


def list_around(session: Session, facility_id: UUID, first: date) -> Sequence[RespiteStay]:
    """The stays of a facility that reach a day or later, in the order of arrival."""
    return session.exec(
        select(RespiteStay)
        .where(
            RespiteStay.facility_id == facility_id,
            col(RespiteStay.undone_at).is_(None),
            or_(col(RespiteStay.left_on).is_(None), col(RespiteStay.left_on) >= first),
        )
        .order_by(col(RespiteStay.arrived_on), col(RespiteStay.id))
        .execution_options(populate_existing=True)
    ).all()


def list_ended(session: Session, facility_id: UUID, first: date, last: date) -> Sequence[RespiteStay]:
    """The stays of a facility that ended in these days."""
    return session.exec(
        select(RespiteStay).where(
            RespiteStay.facility_id == facility_id,
            col(RespiteStay.undone_at).is_(None),
            col(RespiteStay.left_on).between(first, last),
        )
    ).all()


def list_open(session: Session, facility_id: UUID) -> Sequence[RespiteStay]:
    """The guests who are in a respite house now: a name is compared within the house only."""
    return session.exec(
        select(RespiteStay).where(RespiteStay.facility_id == facility_id, col(RespiteStay.left_on).is_(None))
    ).all()


def list_of_clients(
    session: Session, actor: Actor, client_ids: Collection[UUID], own: Collection[UUID]
) -> Sequence[tuple[RespiteStay, str]]:
    """The stays of these clients with the house: in the houses of ``own``, and of whom the actor works with.

    A client's nights name the stays: those have an index on the client.
    """
    nights = select(Lodging.stay_id).where(
        col(Lodging.client_id).in_(client_ids), Lodging.kind == lodging.Place.respite.value
    )
    stays = session.exec(nights).all()
    question = (
        select(RespiteStay, Facility.name)
        .join(Facility, col(Facility.id) == RespiteStay.facility_id)
        .where(
            col(RespiteStay.id).in_(stays),
            RespiteStay.region_id == actor.region_id,
            col(RespiteStay.undone_at).is_(None),
            or_(col(RespiteStay.facility_id).in_(own), knows(actor, col(RespiteStay.client_id))),
        )
    )
    return [(row[0], row[1]) for row in session.exec(question).all()] if stays else []


def find_stay(session: Session, actor: Actor, stay_id: UUID) -> RespiteStay | None:
    """A stay in a facility where the actor works."""
    stay = session.get(RespiteStay, stay_id)
    if stay is None or stay.region_id != actor.region_id or not works_at(session, actor, stay.facility_id):
        return None
    return stay


def list_figures(
    session: Session, facility_id: UUID, metrics: Iterable[Metric], first: date, last: date
) -> Sequence[tuple[FacilityFigure, User]]:
    """Every number entered for these periods with its person, each number's last version last."""
    found = session.exec(
        select(FacilityFigure, User)
        .join(User, col(User.id) == FacilityFigure.entered_by)
        .where(
            FacilityFigure.facility_id == facility_id,
            col(FacilityFigure.metric).in_([metric.value for metric in metrics]),
            col(FacilityFigure.period).between(first, last),
        )
        .order_by(col(FacilityFigure.period), col(FacilityFigure.version))
    ).all()
    return list(found)

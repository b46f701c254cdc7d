"""Queries on tonight's beds. What is personal is asked with the acting user and scoped to what they may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, and_, bindparam, func, or_, text
from sqlmodel import col, select

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Organisation, Site, User
from webapp.accounts.permissions import Permission, Role
from webapp.beds.arithmetic import Hold
from webapp.beds.kinds import State
from webapp.beds.models import (
    BedRequest,
    BoardVersion,
    Category,
    CategoryCapacity,
    Count,
    RequestStep,
    Shelter,
    ShelterStaff,
)
from webapp.db import Session
from webapp.people import store as people
from webapp.text import sort_key

_BOARD_VERSION = text("select version from bed_board_version where region_id = :region").bindparams(
    bindparam("region", type_=Uuid())
)


def board_version(session: Session, region_id: UUID) -> int:
    """The version of a region's board, by one small query; 0 when it has no shelter yet."""
    return int(session.connection().execute(_BOARD_VERSION, {"region": region_id}).scalar() or 0)


def lock_board(session: Session, region_id: UUID) -> BoardVersion | None:
    """The row everyone who changes this board waits for."""
    return session.get(BoardVersion, region_id, with_for_update=True, populate_existing=True)


def list_shared_shelters(session: Session, region_id: UUID, night: date) -> Sequence[tuple[Shelter, Site]]:
    """The open shelters that may stand on a board, by name. Never a confidential one."""
    return [pair for pair in list_told_shelters(session, region_id) if pair[0].is_open_on(night)]


def list_told_shelters(session: Session, region_id: UUID) -> Sequence[tuple[Shelter, Site]]:
    """Every shelter of a region that may be told of, also a closed one, by name. Never a confidential one."""
    found = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .where(Shelter.region_id == region_id, col(Shelter.confidential).is_(False))
        .order_by(col(Shelter.id))
    ).all()
    return sorted(found, key=lambda row: sort_key(row[0].name))


def has_confidential(session: Session, region_id: UUID) -> bool:
    """Whether the region has a women's shelter to call."""
    query = select(Shelter.id).where(Shelter.region_id == region_id, col(Shelter.confidential).is_(True)).limit(1)
    return session.exec(query).first() is not None


def find_shelter(session: Session, actor: Actor, shelter_id: UUID) -> tuple[Shelter, Site] | None:
    """A shelter of the actor's region; a confidential one only for its own staff."""
    found = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .where(Shelter.id == shelter_id, Shelter.region_id == actor.region_id)
    ).first()
    if found is None or (found[0].confidential and not works_at(session, actor, shelter_id)):
        return None
    return found[0], found[1]


def works_at(session: Session, actor: Actor, shelter_id: UUID) -> bool:
    """Whether the actor is staff of this shelter; who got other work no longer is, although still noted there."""
    row = session.get(ShelterStaff, (shelter_id, actor.user_id)) if actor.may(Permission.count_beds) else None
    return row is not None and actor.has_since(row.since)


def list_own_shelters(session: Session, actor: Actor) -> Sequence[tuple[Shelter, Site]]:
    """The shelters where the actor works."""
    found = session.exec(
        select(Shelter, Site, ShelterStaff.since)
        .join(Site, col(Site.id) == Shelter.site_id)
        .join(ShelterStaff, col(ShelterStaff.shelter_id) == Shelter.id)
        .where(ShelterStaff.user_id == actor.user_id, Shelter.region_id == actor.region_id)
        .order_by(col(Shelter.id))
    ).all()
    own = [(shelter, site) for shelter, site, since in found if actor.has_since(since)]
    return sorted(own, key=lambda row: sort_key(row[0].name)) if actor.may(Permission.count_beds) else []


def list_categories(session: Session, shelter_ids: Iterable[UUID]) -> Sequence[Category]:
    """The categories of these shelters, in the order they were made."""
    query = select(Category).where(col(Category.shelter_id).in_(list(shelter_ids))).order_by(col(Category.id))
    return session.exec(query.execution_options(populate_existing=True)).all()


def find_category(session: Session, shelter_id: UUID, kind: str) -> Category | None:
    """A shelter's category of a kind, locked for the one who decides on it."""
    query = select(Category).where(Category.shelter_id == shelter_id, Category.kind == kind)
    return session.exec(query.with_for_update().execution_options(populate_existing=True)).first()


def capacities(session: Session, category_ids: Iterable[UUID], on: date) -> dict[UUID, int]:
    """How many places each category has on a date; nothing for one that has not begun."""
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


def last_counts(session: Session, categories: Iterable[Category]) -> dict[UUID, tuple[Count, str]]:
    """The newest count of each category, with the name of who counted."""
    ids = [category.last_count_id for category in categories if category.last_count_id]
    query = select(Count, User.name).join(User, col(User.id) == Count.counted_by).where(col(Count.id).in_(ids))
    return {count.category_id: (count, name) for count, name in session.exec(query).all()}


def find_count(session: Session, count_id: UUID) -> Count | None:
    """A count by its operation id."""
    return session.get(Count, count_id)


def holds_around(session: Session, seen: dict[UUID, int]) -> list[tuple[UUID, Hold]]:
    """The holds that can matter to free places, by category: not ended yet, or ended after the last count was seen.

    ``seen`` maps a category to the version its last count saw (-1 when it was never counted). Numbers only: nobody's
    name is unsealed to work out a board.
    """
    if not seen:
        return []
    asked = BedRequest
    columns: Any = (asked.category_id, asked.places, asked.held_until, asked.granted, asked.ended)
    rows = session.exec(
        select(*columns).where(
            col(asked.category_id).in_(list(seen)),
            col(asked.granted).is_not(None),
            or_(col(asked.ended).is_(None), col(asked.ended) > min(seen.values())),
        )
    ).all()
    return [
        (category, Hold(places, until, granted, ended))
        for category, places, until, granted, ended in rows
        if ended is None or ended > seen[category]
    ]


def list_run_out(session: Session, category_id: UUID, now: datetime) -> Sequence[BedRequest]:
    """The holds of a category whose time has passed unseen, in the order in which they ended."""
    query = select(BedRequest).where(
        BedRequest.category_id == category_id,
        col(BedRequest.granted).is_not(None),
        col(BedRequest.ended).is_(None),
        col(BedRequest.held_until) <= now,
    )
    in_order = query.order_by(col(BedRequest.held_until), col(BedRequest.granted))
    return session.exec(in_order.execution_options(populate_existing=True)).all()


def find_request(session: Session, actor: Actor, request_id: UUID, *, lock: bool = False) -> BedRequest | None:
    """A request the actor may see: of their own organisation as asker, or put to a shelter they work at.

    Of a client whose whereabouts are secret not every colleague: who asked, and who works with them.
    """
    request = session.get(BedRequest, request_id, with_for_update=lock or None, populate_existing=lock)
    if request is None or request.region_id != actor.region_id:
        return None
    asked = actor.may(Permission.request_beds) and request.organisation_id == actor.organisation_id
    if asked and request.asked_by != actor.user_id:
        asked = people.may_know_whereabouts(session, actor, request.client_id)
    answers = actor.may(Permission.answer_requests) and works_at(session, actor, request.shelter_id)
    return request if asked or answers else None


def find_any_request(session: Session, request_id: UUID) -> BedRequest | None:
    """A request by its operation id, whoever made it: only to tell that the id is taken."""
    return session.get(BedRequest, request_id)


def list_held_of_client(session: Session, region_id: UUID, client_id: UUID, now: datetime) -> Sequence[BedRequest]:
    """The live holds of one client in the region."""
    return session.exec(
        select(BedRequest)
        .where(
            BedRequest.region_id == region_id,
            BedRequest.client_id == client_id,
            BedRequest.state == State.held.value,
            col(BedRequest.held_until) > now,
        )
        .execution_options(populate_existing=True)
    ).all()


ENDS_A_HOLD = [state.value for state in (State.arrived, State.cancelled, State.refused, State.no_show)]
"""What a person decides that ends a hold before its time is over."""


def places_held(session: Session, shelters: Iterable[UUID], night: date, moment: datetime) -> dict[UUID, int]:
    """How many places of each shelter were kept at a moment of the night: granted, not run out, not ended by then.

    What became of a hold later does not change it.
    """
    ended = select(RequestStep.id).where(
        RequestStep.request_id == BedRequest.id,
        col(RequestStep.state).in_(ENDS_A_HOLD),
        RequestStep.at <= moment,
    )
    query = select(BedRequest.shelter_id, func.sum(BedRequest.places)).where(
        col(BedRequest.shelter_id).in_(list(shelters)),
        BedRequest.night == night,
        col(BedRequest.held_at) <= moment,
        col(BedRequest.held_until) > moment,
        ~ended.exists(),
    )
    return dict(session.exec(query.group_by(col(BedRequest.shelter_id))).all())


def list_own_requests(session: Session, actor: Actor, night: date) -> Sequence[tuple[BedRequest, Shelter, Category]]:
    """What the actor asked for a night, newest first; nothing for who no longer asks beds."""
    found = session.exec(
        select(BedRequest, Shelter, Category)
        .join(Shelter, col(Shelter.id) == BedRequest.shelter_id)
        .join(Category, col(Category.id) == BedRequest.category_id)
        .where(BedRequest.asked_by == actor.user_id, BedRequest.organisation_id == actor.organisation_id, is_of(night))
        .order_by(col(BedRequest.asked_at).desc())
    ).all()
    return list(found) if actor.may(Permission.request_beds) else []


def is_of(night: date) -> ColumnElement[bool]:
    """A request of this night, or a hold of the one before that still runs: noon ends a night, not a hold."""
    still_held = and_(col(BedRequest.state) == State.held.value, col(BedRequest.held_until) > clock.now())
    before = night - timedelta(days=1)
    return and_(col(BedRequest.night).in_([before, night]), or_(col(BedRequest.night) == night, still_held))


def list_held_by_organisation(session: Session, actor: Actor, night: date) -> Sequence[BedRequest]:
    """The holds of a night that the actor's organisation asked."""
    return session.exec(
        select(BedRequest).where(
            BedRequest.organisation_id == actor.organisation_id,
            BedRequest.night == night,
            BedRequest.state == State.held.value,
        )
    ).all()


_STILL_TO_COME = [state.value for state in (State.requested, State.held, State.expired, State.no_show)]


def list_for_shelters(
    session: Session, shelter_ids: Iterable[UUID], night: date
) -> Sequence[tuple[BedRequest, Category, User]]:
    """Requests and holds of a night, also those that ran out or did not come, oldest first: who may still come."""
    found = session.exec(
        select(BedRequest, Category, User)
        .join(Category, col(Category.id) == BedRequest.category_id)
        .join(User, col(User.id) == BedRequest.asked_by)
        .where(
            col(BedRequest.shelter_id).in_(list(shelter_ids)),
            is_of(night),
            col(BedRequest.state).in_(_STILL_TO_COME),
        )
        .order_by(col(BedRequest.asked_at))
    ).all()
    return list(found)


def list_steps(session: Session, request_id: UUID) -> Sequence[tuple[RequestStep, User | None]]:
    """What happened to a request, in order, with who did it.

    A hold whose end waited on a phone had run out when that came in, and did not: that is no step.
    """
    found = session.exec(
        select(RequestStep, User)
        .join(User, col(User.id) == RequestStep.by, isouter=True)
        .where(RequestStep.request_id == request_id)
        .order_by(col(RequestStep.at), col(RequestStep.id))
    ).all()
    ended = min((step.at for step, _ in found if step.state in ENDS_A_HOLD), default=None)
    return [(step, user) for step, user in found if step.state != State.expired.value or not ended or step.at < ended]


def list_region_shelters(session: Session, region_id: UUID) -> Sequence[tuple[Shelter, Site, Organisation]]:
    """Every shelter of a region, for its administrator."""
    found = session.exec(
        select(Shelter, Site, Organisation)
        .join(Site, col(Site.id) == Shelter.site_id)
        .join(Organisation, col(Organisation.id) == Shelter.organisation_id)
        .where(Shelter.region_id == region_id)
        .order_by(col(Shelter.id))
    ).all()
    return sorted(found, key=lambda row: sort_key(row[0].name))


def find_region_shelter(session: Session, region_id: UUID, shelter_id: UUID) -> tuple[Shelter, Site] | None:
    """A shelter of a region, for its administrator; locked."""
    found = session.exec(
        select(Shelter, Site)
        .join(Site, col(Site.id) == Shelter.site_id)
        .where(Shelter.id == shelter_id, Shelter.region_id == region_id)
        .with_for_update()
    ).first()
    return (found[0], found[1]) if found else None


def list_staff(session: Session, shelter_id: UUID) -> Sequence[UUID]:
    """The user ids of a shelter's staff, without who was chosen for it in work they left."""
    present = or_(col(User.placed_at).is_(None), col(ShelterStaff.since) >= col(User.placed_at))
    return session.exec(
        select(ShelterStaff.user_id)
        .join(User, col(User.id) == ShelterStaff.user_id)
        .where(ShelterStaff.shelter_id == shelter_id, present)
    ).all()


def list_shelter_workers(session: Session, region_id: UUID) -> Sequence[User]:
    """Active people of a region who can be staff of a shelter."""
    users = session.exec(select(User).where(User.region_id == region_id, col(User.active).is_(True))).all()
    workers = (user for user in users if Role.shelter_worker in user.role_set)
    return sorted(workers, key=lambda user: (sort_key(user.name), user.id))


def find_any_shelter(session: Session, request: BedRequest) -> tuple[Shelter, Site]:
    """The shelter of a request that the actor was allowed to see."""
    shelter = session.get_one(Shelter, request.shelter_id)
    return shelter, session.get_one(Site, shelter.site_id)

"""Queries on guests. Names are read only for a shelter where the actor works."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import CTE, func, literal, union_all
from sqlalchemy import select as sqlalchemy_select
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.requests import store as request_store
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.db import Session

_MOST_LEFT = 200
_LONGEST_WAIT = timedelta(days=1)


def list_guests(session: Session, actor: Actor, shelter_id: UUID) -> Sequence[tuple[Stay, Category]]:
    """The guests of a shelter now, by kind of bed and arrival; none for an actor who does not work there."""
    if not shelter_store.works_at(session, actor, shelter_id):
        return ()
    found = session.exec(
        select(Stay, Category)
        .join(Category, col(Category.id) == Stay.category_id)
        .where(Stay.shelter_id == shelter_id, Stay.region_id == actor.region_id, col(Stay.left_at).is_(None))
        .order_by(Category.kind, col(Stay.arrived_at), col(Stay.id))
    ).all()
    return list(found)


def list_left(session: Session, actor: Actor, shelter_id: UUID, since: datetime) -> Sequence[Stay]:
    """The guests who left a shelter of the actor since a moment without a following stay, last one first."""
    if not shelter_store.works_at(session, actor, shelter_id):
        return ()
    following = aliased(Stay)
    went_on = select(following.id).where(following.moved_from == Stay.id).exists()
    query = select(Stay).where(Stay.shelter_id == shelter_id, col(Stay.left_at) > since, ~went_on)
    return session.exec(query.order_by(col(Stay.left_at).desc(), col(Stay.id)).limit(_MOST_LEFT)).all()


def find_stay(session: Session, actor: Actor, stay_id: UUID, *, lock: bool = False) -> Stay | None:
    """A stay in a shelter where the actor works."""
    stay = session.get(Stay, stay_id, with_for_update=lock or None, populate_existing=lock)
    if stay is None or stay.region_id != actor.region_id or not shelter_store.works_at(session, actor, stay.shelter_id):
        return None
    return stay


def find_next(session: Session, stay_id: UUID) -> Stay | None:
    """The stay that continued this one."""
    return session.exec(select(Stay).where(Stay.moved_from == stay_id)).first()


def list_until(session: Session, stay: Stay) -> list[Stay]:
    """The stays of a guest that led to this one, from the first to this one itself."""
    if stay.moved_from is None:
        return [stay]
    back = _way_back([stay.id])
    query = select(Stay).join(back, back.c.id == col(Stay.id)).order_by(back.c.steps.desc())
    return list(session.exec(query).all())


def came_at(session: Session, stays: Sequence[Stay]) -> dict[UUID, datetime]:
    """The arrival of each of these guests: that of the first stay in their chain."""
    came = {stay.id: stay.arrived_at for stay in stays}
    if moved := [stay.id for stay in stays if stay.moved_from]:
        back = _way_back(moved)
        query = select(back.c.last, Stay.arrived_at).join(Stay, col(Stay.id) == back.c.id)
        came |= dict(session.exec(query.where(col(Stay.moved_from).is_(None))).all())
    return came


def _way_back(stays: Sequence[UUID]) -> CTE:
    """Each stay that led to one of these, itself included: its ``id``, that ``last`` one, ``steps`` before it."""
    here: Any = select(col(Stay.id).label("last"), Stay.id, Stay.moved_from, literal(0).label("steps"))
    back = here.where(col(Stay.id).in_(stays)).cte(recursive=True)
    before = select(back.c.last, Stay.id, Stay.moved_from, back.c.steps + 1)
    return back.union_all(before.join(Stay, col(Stay.id) == back.c.moved_from))


def find_stay_of_request(session: Session, request_id: UUID) -> Stay | None:
    """The stay that a request led to."""
    return session.exec(select(Stay).where(Stay.request_id == request_id)).first()


def list_just_arrived(
    session: Session, shelter_id: UUID, since: datetime
) -> Sequence[tuple[BedRequest, Category, User, UUID]]:
    """The requests whose guest was ticked off since a moment and is still there, with asker and stay."""
    found = session.exec(
        select(BedRequest, Category, User, Stay.id)
        .join(Stay, col(Stay.request_id) == BedRequest.id)
        .join(Category, col(Category.id) == BedRequest.category_id)
        .join(User, col(User.id) == BedRequest.asked_by)
        .where(
            Stay.shelter_id == shelter_id,
            col(Stay.left_at).is_(None),
            BedRequest.state == State.arrived.value,
            col(BedRequest.decided_at) > since,
            Stay.arrived_at > since - _LONGEST_WAIT,  # narrows the search: one house in ten years has many guests
        )
        .order_by(col(BedRequest.asked_at))
    ).all()
    return list(found)


def find_open_stay_of(session: Session, client_id: UUID) -> Stay | None:
    """This client's present stay, whoever may know it: only to decide what this user may see of it."""
    return session.exec(select(Stay).where(Stay.client_id == client_id, col(Stay.left_at).is_(None))).first()


def list_asked_for_client(session: Session, region_id: UUID, client_id: UUID, night: date) -> Sequence[UUID]:
    """A client's requests of this night or still running, newest first: ids, because not everybody may see them."""
    query = select(BedRequest.id).where(
        BedRequest.region_id == region_id, BedRequest.client_id == client_id, request_store.of_night(night)
    )
    return session.exec(query.order_by(col(BedRequest.asked_at).desc())).all()


def list_asking(session: Session, region_id: UUID, clients: Collection[UUID], night: date) -> Sequence[UUID | None]:
    """Those of these clients with a request of this night or still running."""
    query = select(BedRequest.client_id).where(
        BedRequest.region_id == region_id, col(BedRequest.client_id).in_(clients), request_store.of_night(night)
    )
    return session.exec(query).all()


def list_sleeping(session: Session, clients: Collection[UUID]) -> Sequence[UUID | None]:
    """Those of these clients who sleep somewhere now."""
    return session.exec(
        select(Stay.client_id).where(col(Stay.client_id).in_(clients), col(Stay.left_at).is_(None))
    ).all()


@dataclass(frozen=True)
class Slept:
    """A stay in numbers: no name is unsealed to count it."""

    shelter_id: UUID
    arrived_at: datetime
    left_at: datetime | None
    persons: int
    places: int


def list_between(session: Session, shelters: Iterable[UUID], begin: datetime, end: datetime) -> list[Slept]:
    """The stays in these shelters at some time between two moments, which may be the same.

    Present guests are asked for without a time of arrival: a planner would rather read everyone who ever came.
    """
    columns: Any = (Stay.shelter_id, Stay.arrived_at, Stay.left_at, Stay.persons, Stay.places)
    query = sqlalchemy_select(*columns).where(col(Stay.shelter_id).in_(list(shelters)))
    there, left = col(Stay.left_at).is_(None), (col(Stay.left_at) > begin, col(Stay.arrived_at) <= end)
    question: Any = union_all(query.where(there), query.where(*left))
    return [stay for stay in (Slept(*row) for row in session.exec(question)) if stay.arrived_at <= end]


def first_arrivals(session: Session, shelters: Iterable[UUID]) -> dict[UUID, datetime]:
    """The first check-in of each shelter; no entry for a shelter without any."""
    first = sqlalchemy_select(func.min(Stay.arrived_at)).where(col(Stay.shelter_id) == col(Shelter.id))
    question: Any = sqlalchemy_select(col(Shelter.id), first.scalar_subquery())
    rows = session.exec(question.where(col(Shelter.id).in_(list(shelters))))
    return {shelter: moment for shelter, moment in rows if moment}

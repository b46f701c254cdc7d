"""Queries on stays and closed beds. Who sleeps where is read only for a shelter the actor works at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.beds import store
from webapp.beds.arithmetic import Taken
from webapp.beds.facility_models import RespiteStay
from webapp.beds.kinds import State
from webapp.beds.models import BedRequest, Category, Closure, RequestStep, Stay
from webapp.db import Session

_MOST_LEFT = 200
_LONGEST_WAIT = timedelta(days=1)
ON_ITS_WAY = timedelta(minutes=1)
"""How much longer one message of a phone may take than the next: what was done first may seem done later by that."""


def taken_around(
    session: Session, table: type[Stay] | type[Closure], seen: dict[UUID, int]
) -> list[tuple[UUID, Taken]]:
    """What can matter to free places, by category: not ended yet, or ended after the last count was seen.

    ``seen`` maps a category to the version its last count saw (-1 when it was never counted). Numbers only, no rows:
    a board asks for every guest of the region.
    """
    if not seen:
        return []
    rows = session.exec(
        select(table.category_id, table.places, table.started, table.ended).where(
            col(table.category_id).in_(list(seen)),
            or_(col(table.ended).is_(None), col(table.ended) > min(seen.values())),
        )
    ).all()
    return [
        (category, Taken(places, started, ended))
        for category, places, started, ended in rows
        if ended is None or ended > seen[category]
    ]


def places_taken_by(session: Session, user_id: UUID, category_id: UUID, since: int, at: datetime) -> int:
    """How many places one person took in a category after version ``since`` and until ``at``, less those given back.

    Guests let in and out, and holds ended; not what others did, nor what ran out by the clock. What was not in sight
    at ``since`` is given back by nobody, and who came for a hold took no other bed, also when its time was over by
    then: what waits on a phone may arrive after it.
    """
    at += ON_ITS_WAY
    own_stay = select(func.sum(Stay.places)).where(Stay.category_id == category_id)
    taken = own_stay.where(Stay.started > since, Stay.entered_by == user_id, Stay.arrived_at <= at)
    known = or_(col(Stay.started) <= since, col(Stay.entered_by) == user_id)
    left = own_stay.where(known, col(Stay.ended) > since, Stay.left_by == user_id, col(Stay.left_at) <= at)
    came = select(Stay.id).where(Stay.request_id == BedRequest.id, Stay.entered_by == user_id, Stay.arrived_at <= at)
    freed = select(RequestStep.id).where(
        RequestStep.request_id == BedRequest.id,
        RequestStep.by == user_id,
        col(RequestStep.state).in_(store.ENDS_A_HOLD),
        RequestStep.at <= at,
    )
    ended = select(func.sum(BedRequest.places)).where(
        BedRequest.category_id == category_id,
        col(BedRequest.ended) > since,
        or_(came.exists(), and_(col(BedRequest.granted) <= since, freed.exists())),
    )
    [took, *gave] = [session.exec(query).one() or 0 for query in (taken, left, ended)]
    return int(took - sum(gave))


def list_guests(session: Session, actor: Actor, shelter_id: UUID) -> Sequence[tuple[Stay, Category]]:
    """Who sleeps in a shelter now, by kind of bed and arrival; nobody for who does not work there."""
    if not store.works_at(session, actor, shelter_id):
        return ()
    found = session.exec(
        select(Stay, Category)
        .join(Category, col(Category.id) == Stay.category_id)
        .where(Stay.shelter_id == shelter_id, Stay.region_id == actor.region_id, col(Stay.left_at).is_(None))
        .order_by(Category.kind, col(Stay.arrived_at), col(Stay.id))
    ).all()
    return list(found)


def list_left(session: Session, actor: Actor, shelter_id: UUID, since: datetime) -> Sequence[Stay]:
    """Who left a shelter of the actor since a moment and did not go on in another stay, last one first."""
    if not store.works_at(session, actor, shelter_id):
        return ()
    following = aliased(Stay)
    went_on = select(following.id).where(following.moved_from == Stay.id).exists()
    query = select(Stay).where(Stay.shelter_id == shelter_id, col(Stay.left_at) > since, ~went_on)
    return session.exec(query.order_by(col(Stay.left_at).desc(), col(Stay.id)).limit(_MOST_LEFT)).all()


def find_stay(session: Session, actor: Actor, stay_id: UUID, *, lock: bool = False) -> Stay | None:
    """A stay in a shelter the actor works at."""
    stay = session.get(Stay, stay_id, with_for_update=lock or None, populate_existing=lock)
    if stay is None or stay.region_id != actor.region_id or not store.works_at(session, actor, stay.shelter_id):
        return None
    return stay


def find_any_stay(session: Session, stay_id: UUID) -> Stay | None:
    """A stay by its operation id, whoever made it: only to tell that the id is taken."""
    return session.get(Stay, stay_id)


def find_next(session: Session, stay_id: UUID) -> Stay | None:
    """The stay that went on where this one ended."""
    return session.exec(select(Stay).where(Stay.moved_from == stay_id)).first()


def list_until(session: Session, stay: Stay) -> list[Stay]:
    """The stays of a guest that went on in this one, from the first to this one itself."""
    found = [stay]
    while before := found[0].moved_from:
        found.insert(0, session.get_one(Stay, before))
    return found


def came_at(session: Session, stay: Stay) -> datetime:
    """When the guest came: at the first of the stays that went on in this one."""
    return list_until(session, stay)[0].arrived_at


def find_stay_of_request(session: Session, request_id: UUID) -> Stay | None:
    """The stay a request became."""
    return session.exec(select(Stay).where(Stay.request_id == request_id)).first()


def list_arrivals(session: Session, request_id: UUID) -> Sequence[RequestStep]:
    """The steps that say that the guest of a request came."""
    return session.exec(_steps(request_id, State.arrived)).all()


def was_missed(session: Session, request_id: UUID) -> bool:
    """Whether its guest was taken for not coming."""
    return session.exec(_steps(request_id, State.no_show).limit(1)).first() is not None


def _steps(request_id: UUID, state: State) -> SelectOfScalar[RequestStep]:
    return select(RequestStep).where(RequestStep.request_id == request_id, RequestStep.state == state.value)


def list_just_arrived(
    session: Session, shelter_id: UUID, since: datetime
) -> Sequence[tuple[BedRequest, Category, User, UUID]]:
    """Whose guest was ticked off as arrived since a moment and is still there, with who asked and as which stay."""
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
            Stay.arrived_at > since - _LONGEST_WAIT,  # what narrows it: one house in ten years has many guests
        )
        .order_by(col(BedRequest.asked_at))
    ).all()
    return list(found)


def find_open_stay_of(session: Session, client_id: UUID) -> Stay | None:
    """Where this client sleeps now, whoever may know it: only to ask what this user may be told of it."""
    return session.exec(select(Stay).where(Stay.client_id == client_id, col(Stay.left_at).is_(None))).first()


def list_asked_for_client(session: Session, region_id: UUID, client_id: UUID, night: date) -> Sequence[UUID]:
    """The requests for a client that are of this night or still run, newest first: ids, to ask who may see them."""
    query = select(BedRequest.id).where(
        BedRequest.region_id == region_id, BedRequest.client_id == client_id, store.is_of(night)
    )
    return session.exec(query.order_by(col(BedRequest.asked_at).desc())).all()


def sleeps_somewhere(session: Session, client_id: UUID) -> bool:
    """Whether this client is in a bed or in respite anywhere. Where is not told: that may be a secret address."""
    queries = (
        select(Stay.id).where(Stay.client_id == client_id, col(Stay.left_at).is_(None)),
        select(RespiteStay.id).where(RespiteStay.client_id == client_id, col(RespiteStay.left_on).is_(None)),
    )
    return any(session.exec(query.limit(1)).first() is not None for query in queries)


def slept_somewhere_since(session: Session, client_id: UUID, day: date, until: date | None = None) -> bool:
    """Whether this client had a bed or a place of respite in a night from this day on; leaving that day is no night.

    ``until`` is the day after the last of these nights.
    """
    next_day = datetime.combine(day + timedelta(days=1), time(), clock.AMSTERDAM)
    beds = select(Stay.id).where(
        Stay.client_id == client_id, or_(col(Stay.left_at).is_(None), col(Stay.left_at) >= next_day)
    )
    respite = select(RespiteStay.id).where(
        RespiteStay.client_id == client_id,
        col(RespiteStay.undone_at).is_(None),
        or_(col(RespiteStay.left_on).is_(None), col(RespiteStay.left_on) > day),
    )
    if until is not None:
        if until <= day:
            return False
        beds = beds.where(Stay.arrived_at < clock.end_of_night(until - timedelta(days=1)))
        respite = respite.where(RespiteStay.arrived_on < until)
    return any(session.exec(query.limit(1)).first() is not None for query in (beds, respite))


def list_between(session: Session, shelters: Iterable[UUID], begin: datetime, end: datetime) -> list[Stay]:
    """Who had a bed in these shelters at some time from one moment to another, which may be the same."""
    query = select(Stay).where(
        col(Stay.shelter_id).in_(list(shelters)),
        Stay.arrived_at <= end,
        or_(col(Stay.left_at).is_(None), col(Stay.left_at) > begin),
    )
    return list(session.exec(query).all())


def first_arrivals(session: Session, shelters: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the first guest of each shelter was checked in; one where nobody ever was is not in it."""
    query = select(Stay.shelter_id, func.min(Stay.arrived_at)).where(col(Stay.shelter_id).in_(list(shelters)))
    return dict(session.exec(query.group_by(col(Stay.shelter_id))).all())


def list_closures(session: Session, actor: Actor, shelter_id: UUID) -> Sequence[tuple[Closure, Category]]:
    """The closed beds of a shelter of the actor, oldest first."""
    found = session.exec(
        select(Closure, Category)
        .join(Category, col(Category.id) == Closure.category_id)
        .where(Category.shelter_id == shelter_id, Closure.region_id == actor.region_id, col(Closure.ended).is_(None))
        .order_by(Category.kind, col(Closure.from_date), col(Closure.id))
    ).all()
    return list(found)


def count_overdue(session: Session, shelter_ids: Iterable[UUID], today: date) -> dict[UUID, int]:
    """How many closed beds of each of these shelters were expected back before today; one without any is not in it."""
    found = session.exec(
        select(Category.shelter_id, func.sum(Closure.places))
        .join(Category, col(Category.id) == Closure.category_id)
        .where(
            col(Category.shelter_id).in_(list(shelter_ids)),
            col(Closure.ended).is_(None),
            col(Closure.until) < today,
        )
        .group_by(col(Category.shelter_id))
    ).all()
    return dict(found)


def find_closure(session: Session, closure_id: UUID, *, lock: bool = False) -> tuple[Closure, Category] | None:
    """A closed bed with its category."""
    closure = session.get(Closure, closure_id, with_for_update=lock or None, populate_existing=lock)
    return (closure, session.get_one(Category, closure.category_id)) if closure else None

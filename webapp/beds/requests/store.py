"""Queries on requests. Personal rows are selected for the acting user, within their rights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import Site, User
from webapp.accounts.permissions import Permission
from webapp.beds.kinds import State
from webapp.beds.ledger.models import BedRequest, RequestStep
from webapp.beds.ledger.store import ENDS_A_HOLD
from webapp.beds.shelters.models import Category, Shelter
from webapp.beds.shelters.store import works_at
from webapp.db import Session
from webapp.people import store as people


def find_request(session: Session, actor: Actor, request_id: UUID, *, lock: bool = False) -> BedRequest | None:
    """A request the actor may see: of their own organisation as asker, or put to a shelter where they work.

    When the client's whereabouts are secret, of the colleagues only the asker and those who work with the client.
    """
    request = session.get(BedRequest, request_id, with_for_update=lock or None, populate_existing=lock)
    if request is None or request.region_id != actor.region_id:
        return None
    asked = actor.may(Permission.request_beds) and request.organisation_id == actor.organisation_id
    if asked and request.asked_by != actor.user_id:
        asked = people.may_know_whereabouts(session, actor, request.client_id)
    answers = actor.may(Permission.answer_requests) and works_at(session, actor, request.shelter_id)
    return request if asked or answers else None


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


def places_held(session: Session, shelters: Iterable[UUID], night: date, moment: datetime) -> dict[UUID, int]:
    """The places of each shelter held at a moment of the night: granted, not expired, not ended by then.

    Later changes of a hold do not count.
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
    """The actor's requests for a night, newest first; none for an actor who no longer asks beds."""
    rows = session.exec(
        select(BedRequest, Shelter, Category)
        .join(Shelter, col(Shelter.id) == BedRequest.shelter_id)
        .join(Category, col(Category.id) == BedRequest.category_id)
        .where(
            BedRequest.asked_by == actor.user_id, BedRequest.organisation_id == actor.organisation_id, of_night(night)
        )
        .order_by(col(BedRequest.asked_at).desc())
    ).all()
    return list(rows) if actor.may(Permission.request_beds) else []


def of_night(night: date) -> ColumnElement[bool]:
    """The condition for a night: its requests, and holds of the night before that still run: noon ends no hold."""
    still_held = and_(col(BedRequest.state) == State.held.value, col(BedRequest.held_until) > clock.now())
    before = night - timedelta(days=1)
    return and_(col(BedRequest.night).in_([before, night]), or_(col(BedRequest.night) == night, still_held))


def list_held_by_organisation(session: Session, actor: Actor, night: date) -> Sequence[BedRequest]:
    """The holds of a night for requests of the actor's organisation."""
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
    """Requests and holds of a night, also expired and missed ones, oldest first: every guest who may still come."""
    rows = session.exec(
        select(BedRequest, Category, User)
        .join(Category, col(Category.id) == BedRequest.category_id)
        .join(User, col(User.id) == BedRequest.asked_by)
        .where(
            col(BedRequest.shelter_id).in_(list(shelter_ids)),
            of_night(night),
            col(BedRequest.state).in_(_STILL_TO_COME),
        )
        .order_by(col(BedRequest.asked_at))
    ).all()
    return list(rows)


def list_steps(session: Session, request_id: UUID) -> Sequence[tuple[RequestStep, User | None]]:
    """The steps of a request, in order, with the person of each.

    Leaves out an expiry that a late phone message proved wrong.
    """
    rows = session.exec(
        select(RequestStep, User)
        .join(User, col(User.id) == RequestStep.by, isouter=True)
        .where(RequestStep.request_id == request_id)
        .order_by(col(RequestStep.at), col(RequestStep.id))
    ).all()
    ended = min((step.at for step, _ in rows if step.state in ENDS_A_HOLD), default=None)
    return [(step, user) for step, user in rows if step.state != State.expired.value or not ended or step.at < ended]


def find_any_shelter(session: Session, request: BedRequest) -> tuple[Shelter, Site]:
    """The shelter of a request that the actor was allowed to see."""
    shelter = session.get_one(Shelter, request.shelter_id)
    return shelter, session.get_one(Site, shelter.site_id)


def list_arrivals(session: Session, request_id: UUID) -> Sequence[RequestStep]:
    """The steps of a request that note an arrival."""
    return session.exec(_steps(request_id, State.arrived)).all()


def was_missed(session: Session, request_id: UUID) -> bool:
    """True when its guest was noted as not coming."""
    return session.exec(_steps(request_id, State.no_show).limit(1)).first() is not None


def _steps(request_id: UUID, state: State) -> SelectOfScalar[RequestStep]:
    return select(RequestStep).where(RequestStep.request_id == request_id, RequestStep.state == state.value)

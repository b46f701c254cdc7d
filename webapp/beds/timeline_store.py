"""Queries for the line of time of a client: beds asked, and nights slept."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, not_, select

from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.db import Session
from webapp.people.lodging import Place
from webapp.people.models import Lodging
from webapp.people.store import is_hidden, knows
from webapp.timeline import Asked


def list_requests(session: Session, actor: Actor, asked: Asked) -> Sequence[tuple[BedRequest, Shelter, str]]:
    """The newest requests for these clients that this user may see, each with its shelter and asker."""
    question = (
        select(BedRequest, Shelter, User.name)
        .join(Shelter, col(Shelter.id) == BedRequest.shelter_id)
        .outerjoin(User, col(User.id) == BedRequest.asked_by)
        .where(_may_see(session, actor))
    )
    newest = asked.newest(question, col(BedRequest.client_id), col(BedRequest.asked_at), col(BedRequest.id))
    return [(row[0], row[1], row[2]) for row in session.exec(newest).all()]


def list_stays(session: Session, actor: Actor, asked: Asked) -> Sequence[tuple[Stay, Shelter, BedRequest | None, bool]]:
    """The newest stays of these clients: with the shelter, the request that led to it, and whether a bed followed it.

    For the staff of the house, and for those who may see that request. The nights of a client name the stays: those
    have an index on the client, and stays of the past have none.
    """
    nights = select(Lodging.stay_id).where(col(Lodging.client_id).in_(asked.clients), Lodging.kind == Place.bed.value)
    stays = session.exec(nights).all()
    following = aliased(Stay)
    own = col(Stay.shelter_id).in_(_own_shelters(session, actor))
    question = (
        select(Stay, Shelter, BedRequest, col(following.id))
        .join(Shelter, col(Shelter.id) == Stay.shelter_id)
        .outerjoin(BedRequest, col(BedRequest.id) == Stay.request_id)
        .outerjoin(following, col(following.moved_from) == Stay.id)
        .where(col(Stay.id).in_(stays), Stay.region_id == actor.region_id, or_(own, _may_see(session, actor)))
    )
    newest = asked.newest(question, col(Stay.client_id), col(Stay.arrived_at), col(Stay.id))
    return [(row[0], row[1], row[2], row[3] is not None) for row in session.exec(newest).all()] if stays else []


def _may_see(session: Session, actor: Actor) -> ColumnElement[bool]:
    """The rule of ``requests.store.find_request`` for the requests in a question."""
    client = col(BedRequest.client_id)
    asks: ColumnElement[bool] = false()
    if actor.may(Permission.request_beds):
        is_own = col(BedRequest.asked_by) == actor.user_id
        known = or_(is_own, not_(is_hidden(client)), knows(actor, client))
        asks = and_(col(BedRequest.organisation_id) == actor.organisation_id, known)
    answers: ColumnElement[bool] = false()
    if actor.may(Permission.answer_requests):
        answers = col(BedRequest.shelter_id).in_(_own_shelters(session, actor))
    return and_(col(BedRequest.region_id) == actor.region_id, or_(asks, answers))


def _own_shelters(session: Session, actor: Actor) -> list[object]:
    return [shelter.id for shelter, _site in shelter_store.list_own_shelters(session, actor)]

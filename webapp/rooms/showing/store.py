"""Queries on the public page. It takes no actor: it gives fixed words, and of no row whose they are."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp.accounts.models import Region
from webapp.db import Session
from webapp.people.store import is_hidden
from webapp.rooms.models import Programme, RoomRequest
from webapp.rooms.showing.models import YouthShowing
from webapp.rooms.words import RequestState

MOST = 200
"""The most youths of a region on the page."""


def list_regions(session: Session) -> Sequence[Region]:
    """The regions that show youths."""
    query = select(Region).join(Programme, col(Programme.region_id) == Region.id)
    return session.exec(query.where(col(Programme.shows_youths)).order_by(col(Region.id))).all()


def list_shown(session: Session, region_id: UUID) -> Sequence[YouthShowing]:
    """The youths of a region who agreed and still look: in no match, not withdrawn, no secret whereabouts."""
    query = (
        select(YouthShowing)
        .join(RoomRequest, col(RoomRequest.id) == YouthShowing.request_id)
        .where(
            YouthShowing.region_id == region_id,
            RoomRequest.state == RequestState.open.value,
            col(RoomRequest.held_by).is_(None),
            col(RoomRequest.erased_at).is_(None),
            ~is_hidden(col(RoomRequest.client_id)),
        )
    )
    return session.exec(query.limit(MOST)).all()


def find(session: Session, request_id: UUID, *, lock: bool = False) -> YouthShowing | None:
    """What a youth shows. The caller has checked access to the request."""
    return session.get(YouthShowing, request_id, with_for_update=lock)


def find_programme(session: Session, region_id: UUID) -> Programme | None:
    """The programme of a region, locked."""
    return session.get(Programme, region_id, with_for_update=True)

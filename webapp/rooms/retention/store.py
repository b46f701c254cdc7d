"""Queries on hosts past their term."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col, select

from webapp.db import Session
from webapp.rooms.models import Host, Programme, Room, RoomEvent, SignupDraft
from webapp.rooms.pictures.models import RoomPicture, RoomPictureData
from webapp.rooms.portal.models import HelpAsked
from webapp.rooms.screening.models import HostVisit
from webapp.rooms.words import RoomState


def list_programmes(session: Session) -> Sequence[Programme]:
    """The programme of every region, with its terms."""
    return session.exec(select(Programme)).all()


def list_past_term(session: Session, region_id: UUID, before: datetime, *, screened: bool, most: int) -> Sequence[Host]:
    """Hosts whose last room fell away before that moment; those who came to a room on offer, or those who never did."""
    rooms = select(Room.id).where(Room.host_id == Host.id)
    events = select(RoomEvent.id).join(Room, col(Room.id) == RoomEvent.room_id).where(Room.host_id == Host.id)
    was_on_offer = events.where(RoomEvent.state == RoomState.screened.value).exists()
    query = select(Host).where(
        Host.region_id == region_id,
        col(Host.erased_at).is_(None),
        Host.created_at < before,
        ~rooms.where(Room.state != RoomState.declined.value).exists(),
        ~events.where(RoomEvent.at >= before).exists(),
        was_on_offer if screened else ~was_on_offer,
    )
    return session.exec(query.order_by(col(Host.created_at)).limit(most).with_for_update()).all()


def erase_words(session: Session, host_id: UUID) -> None:
    """Everything that people wrote about this host, and the pictures; dates, states and reasons stay."""
    rooms = select(Room.id).where(Room.host_id == host_id)
    pictures = select(RoomPicture.id).where(col(RoomPicture.room_id).in_(rooms))
    changes = (
        delete(RoomPictureData).where(col(RoomPictureData.picture_id).in_(pictures)),
        delete(RoomPicture).where(col(RoomPicture.room_id).in_(rooms)),
        update(RoomEvent).where(col(RoomEvent.room_id).in_(rooms)).values(note=None),
        update(HostVisit).where(col(HostVisit.host_id) == host_id).values(note=None),
        update(HelpAsked).where(col(HelpAsked.host_id) == host_id).values(words=None),
        delete(SignupDraft).where(col(SignupDraft.host_id) == host_id),
    )
    for change in changes:
        session.connection().execute(change)

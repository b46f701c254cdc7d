"""Queries on pictures: by room, which the caller was allowed to read."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from webapp.db import Session
from webapp.rooms.pictures.models import RoomPicture, RoomPictureData


def list_pictures(session: Session, room_id: UUID) -> Sequence[RoomPicture]:
    """The pictures of a room, oldest first."""
    query = select(RoomPicture).where(RoomPicture.room_id == room_id)
    return session.exec(query.order_by(col(RoomPicture.added_at), col(RoomPicture.id))).all()


def find_picture(session: Session, room_id: UUID, picture_id: UUID) -> RoomPicture | None:
    """A picture of this room."""
    query = select(RoomPicture).where(RoomPicture.id == picture_id, RoomPicture.room_id == room_id)
    return session.exec(query).first()


def find_data(session: Session, picture_id: UUID) -> RoomPictureData | None:
    """The bytes of a picture."""
    return session.get(RoomPictureData, picture_id)

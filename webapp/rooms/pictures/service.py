"""Pictures of a room: adding, showing, taking away. The caller has found the room, so it may be seen.

Who shows a room elsewhere (a youth after a proposal) lists with ``list_of_room`` and serves with ``read_webp``.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from uuid import UUID

from webapp.accounts.actor import Actor
from webapp.audit.service import Action, record
from webapp.db import Illegible, Session
from webapp.errors import N_, Invalid, NotFound
from webapp.rooms.models import Room
from webapp.rooms.pictures import store
from webapp.rooms.pictures.inputs import PictureInput
from webapp.rooms.pictures.models import RoomPicture, RoomPictureData
from webapp.rooms.pictures.remake import Remade

MOST = 8
_FULL = N_("Bij een kamer passen acht foto’s. Haal er eerst een weg.")
UNKNOWN = N_("Deze foto is er niet, of je mag die niet zien.")


def list_of_room(session: Session, room: Room) -> Sequence[RoomPicture]:
    """The pictures of a room, oldest first, without their bytes."""
    return store.list_pictures(session, room.id)


def add_picture(
    session: Session, actor: Actor, room: Room, data: PictureInput, made: Remade, picture_id: UUID, *, ground: str
) -> None:
    """Keep a picture of a locked room; sent twice it is one.

    Raises:
        Invalid: when the room has eight.
    """
    if store.find_picture(session, room.id, picture_id):
        return
    if len(store.list_pictures(session, room.id)) >= MOST:
        raise Invalid({"picture": _FULL})
    session.add(
        RoomPicture(
            id=picture_id,
            room_id=room.id,
            region_id=room.region_id,
            organisation_id=room.organisation_id,
            alt=data.alt,
            width=made.width,
            height=made.height,
            added_by=actor.user_id,
        )
    )
    session.flush()
    session.add(RoomPictureData(picture_id=picture_id, webp=b64encode(made.data).decode()))
    record(session, actor, Action.update, "room", room.id, ground=ground)


def require_picture(session: Session, room: Room, picture_id: UUID) -> RoomPicture:
    """A picture of this room.

    Raises:
        NotFound: when it is none.
    """
    found = store.find_picture(session, room.id, picture_id)
    if found is None:
        raise NotFound(UNKNOWN)
    return found


def read_webp(session: Session, room: Room, picture_id: UUID) -> bytes:
    """The bytes of a picture.

    Raises:
        NotFound: when it is none of this room, or cannot be opened any more.
    """
    data = store.find_data(session, require_picture(session, room, picture_id).id)
    if data is None or isinstance(data.webp, Illegible):
        raise NotFound(UNKNOWN)
    return b64decode(data.webp)


def remove_picture(session: Session, actor: Actor, room: Room, picture_id: UUID, *, ground: str) -> None:
    """Take a picture away for good; a second time nothing is left to do."""
    found = store.find_picture(session, room.id, picture_id)
    if found is None:
        return
    data = store.find_data(session, picture_id)
    if data:
        session.delete(data)
        session.flush()
    session.delete(found)
    record(session, actor, Action.update, "room", room.id, ground=ground)

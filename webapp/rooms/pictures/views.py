"""``…/fotos``: the pictures of a room, for the coordinator and for its host."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import Invalid
from webapp.rooms.hosts.editing import own_room
from webapp.rooms.hosts.service import require_room
from webapp.rooms.models import Room
from webapp.rooms.pictures import service
from webapp.rooms.pictures.inputs import PictureInput
from webapp.rooms.pictures.remake import MOST_BYTES, remake
from webapp.rooms.routes import blueprint
from webapp.web import shown
from webapp.web.access import requires
from webapp.web.body import large_body
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_FORM = 64 * 1024
"""The rest of the form beside the file."""


@dataclass(frozen=True)
class _Side:
    """One of the two sides of a room: its addresses, and the ground of its access."""

    is_host: bool

    @property
    def ground(self) -> str:
        return "own" if self.is_host else "region"

    def at(self, room_id: UUID) -> str:
        return f"/kamers/mijn/{room_id}/fotos" if self.is_host else f"/kamers/{room_id}/fotos"

    def room(self, session: Session, room_id: UUID, *, lock: bool = False) -> Room:
        return (own_room if self.is_host else require_room)(session, actor(), room_id, lock=lock)


_COORDINATOR, _HOST = _Side(is_host=False), _Side(is_host=True)


@blueprint.get("/kamers/<uuid:room_id>/fotos")
@requires(Permission.coordinate_rooms)
def pictures(room_id: UUID) -> Response:
    """The pictures of a room."""
    return _page(_COORDINATOR, room_id)


@blueprint.post("/kamers/<uuid:room_id>/fotos")
@large_body(MOST_BYTES + _FORM)
@requires(Permission.coordinate_rooms)
def add_picture(room_id: UUID) -> Response:
    """Add one."""
    return _add(_COORDINATOR, room_id)


@blueprint.get("/kamers/<uuid:room_id>/fotos/<uuid:picture_id>")
@requires(Permission.coordinate_rooms)
def picture(room_id: UUID, picture_id: UUID) -> Response:
    """The bytes of one."""
    return _webp(_COORDINATOR, room_id, picture_id)


@blueprint.get("/kamers/<uuid:room_id>/fotos/<uuid:picture_id>/weg")
@requires(Permission.coordinate_rooms)
def ask_removal(room_id: UUID, picture_id: UUID) -> Response:
    """Ask before one goes."""
    return _ask(_COORDINATOR, room_id, picture_id)


@blueprint.post("/kamers/<uuid:room_id>/fotos/<uuid:picture_id>/weg")
@requires(Permission.coordinate_rooms)
def remove_picture(room_id: UUID, picture_id: UUID) -> Response:
    """Take it away."""
    return _remove(_COORDINATOR, room_id, picture_id)


@blueprint.get("/kamers/mijn/<uuid:room_id>/fotos")
@requires(Permission.own_room)
def own_pictures(room_id: UUID) -> Response:
    """The pictures of one's own room."""
    return _page(_HOST, room_id)


@blueprint.post("/kamers/mijn/<uuid:room_id>/fotos")
@large_body(MOST_BYTES + _FORM)
@requires(Permission.own_room)
def add_own_picture(room_id: UUID) -> Response:
    """Add one to one's own."""
    return _add(_HOST, room_id)


@blueprint.get("/kamers/mijn/<uuid:room_id>/fotos/<uuid:picture_id>")
@requires(Permission.own_room)
def own_picture(room_id: UUID, picture_id: UUID) -> Response:
    """The bytes of one's own."""
    return _webp(_HOST, room_id, picture_id)


@blueprint.get("/kamers/mijn/<uuid:room_id>/fotos/<uuid:picture_id>/weg")
@requires(Permission.own_room)
def ask_own_removal(room_id: UUID, picture_id: UUID) -> Response:
    """Ask before one's own goes."""
    return _ask(_HOST, room_id, picture_id)


@blueprint.post("/kamers/mijn/<uuid:room_id>/fotos/<uuid:picture_id>/weg")
@requires(Permission.own_room)
def remove_own_picture(room_id: UUID, picture_id: UUID) -> Response:
    """Take one's own away."""
    return _remove(_HOST, room_id, picture_id)


def _page(side: _Side, room_id: UUID, error: Invalid | None = None) -> Response:
    with reading() as session:
        room = side.room(session, room_id)
        found = service.list_of_room(session, room)
    form = opened({}, error)
    return page(
        "rooms/pictures/index.html",
        status=form.status,
        most=service.MOST,
        room=room,
        pictures=found,
        form=form,
        at=side.at(room_id),
        is_host=side.is_host,
    )


def _add(side: _Side, room_id: UUID) -> Response:
    with reading() as session:
        side.room(session, room_id)  # nobody has a picture decoded for a room they may not see
    try:
        data = submitted(PictureInput)
        sent = request.files.get("picture")
        content = sent.read(MOST_BYTES + 1) if sent else b""
        made = remake(content)  # outside of the transaction: it takes a while
        with transaction() as session:
            room = side.room(session, room_id, lock=True)
            picture_id = uuid5(operation_id(session, data), made.digest)
            service.add_picture(session, actor(), room, data, made, picture_id, ground=side.ground)
    except Invalid as error:
        return _page(side, room_id, error)
    return see_other(side.at(room_id))


def _webp(side: _Side, room_id: UUID, picture_id: UUID) -> Response:
    with reading() as session:
        room = side.room(session, room_id)
        data = service.read_webp(session, room, picture_id)
    shown.of_this_request().records.append(room)
    return Response(data, mimetype="image/webp")


def _ask(side: _Side, room_id: UUID, picture_id: UUID) -> Response:
    with reading() as session:
        room = side.room(session, room_id)
        found = service.require_picture(session, room, picture_id)
    return page("rooms/pictures/remove.html", room=room, picture=found, at=side.at(room_id))


def _remove(side: _Side, room_id: UUID, picture_id: UUID) -> Response:
    with transaction() as session:
        room = side.room(session, room_id, lock=True)
        service.remove_picture(session, actor(), room, picture_id, ground=side.ground)
    return see_other(side.at(room_id))

"""Pages that correct a room, and that pause or stop a host."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.rooms import editing as rooms_editing
from webapp.rooms import words
from webapp.rooms.hosts import editing, service
from webapp.rooms.hosts.inputs import RoomFacts, StopInput
from webapp.rooms.hosts.views import room_choices
from webapp.rooms.models import Room
from webapp.rooms.routes import blueprint
from webapp.web import choices
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

OWN = "/kamers/mijn"


@blueprint.get("/kamers/<uuid:room_id>/wijzigen")
@requires(Permission.coordinate_rooms)
def edit_room(room_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The room's facts, to put right."""
    with reading() as session:
        room = service.read_room(session, actor(), room_id).room
    return _form_of(room, f"/kamers/{room_id}", error, back=f"/kamers/{room_id}", is_host=False)


@blueprint.post("/kamers/<uuid:room_id>/wijzigen")
@requires(Permission.coordinate_rooms)
@comes_back(edit_room)
def change_room(room_id: UUID) -> Response:
    """Put them right."""
    changes = submitted_edit(RoomFacts)
    with transaction() as session:
        editing.edit_room(session, actor(), changes, room_id)
    return see_other(f"/kamers/{room_id}")


@blueprint.get(f"{OWN}/<uuid:room_id>/wijzigen")
@requires(Permission.own_room)
def edit_own_room(room_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The same, of one's own room."""
    with reading() as session:
        room = editing.own_room(session, actor(), room_id)
    return _form_of(room, f"{OWN}/{room_id}", error, back=OWN, is_host=True)


@blueprint.post(f"{OWN}/<uuid:room_id>/wijzigen")
@requires(Permission.own_room)
@comes_back(edit_own_room)
def change_own_room(room_id: UUID) -> Response:
    """Put one's own right."""
    changes = submitted_edit(RoomFacts)
    with transaction() as session:
        editing.edit_own_room(session, actor(), changes, room_id)
    return see_other(OWN)


@blueprint.post(f"{OWN}/<uuid:room_id>/pauze")
@requires(Permission.own_room)
def pause_own_room(room_id: UUID) -> Response:
    """Pause it."""
    with transaction() as session:
        editing.pause_own_room(session, actor(), room_id)
    return see_other(OWN)


@blueprint.post(f"{OWN}/<uuid:room_id>/hervatten")
@requires(Permission.own_room)
def resume_own_room(room_id: UUID) -> Response:
    """Offer it again."""
    with transaction() as session:
        editing.resume_own_room(session, actor(), room_id)
    return see_other(OWN)


@blueprint.get(f"{OWN}/<uuid:room_id>/stoppen")
@requires(Permission.own_room)
def ask_stop(room_id: UUID, error: Invalid | None = None) -> Response:
    """Why the host stops."""
    with reading() as session:
        room = editing.own_room(session, actor(), room_id)
    form = opened({}, error)
    reasons = choices.options(words.StopReason)
    return page("rooms/hosts/own_stop.html", status=form.status, room=room, form=form, reasons=reasons)


@blueprint.post(f"{OWN}/<uuid:room_id>/stoppen")
@requires(Permission.own_room)
@comes_back(ask_stop)
def stop_own_room(room_id: UUID) -> Response:
    """The host takes the room back."""
    data = submitted(StopInput)
    with transaction() as session:
        editing.stop_own_room(session, actor(), room_id, data)
    return see_other(OWN)


def _form_of(room: Room, at: str, error: Invalid | Conflict | None, *, back: str, is_host: bool) -> Response:
    form, seen = edit_form(rooms_editing.facts(room, RoomFacts), RoomFacts, error)
    return page(
        "rooms/hosts/edit.html",
        status=form.status,
        room=room,
        form=form,
        seen=seen,
        action_url=f"{at}/wijzigen",
        back=back,
        is_host=is_host,
        **room_choices(),
    )

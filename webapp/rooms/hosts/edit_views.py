"""Pages that correct a room, and that pause or stop a host."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms import editing as rooms_editing
from webapp.rooms import words
from webapp.rooms.hosts import editing, service
from webapp.rooms.hosts.inputs import RoomEdit, RoomFacts, StopInput
from webapp.rooms.hosts.views import room_choices
from webapp.rooms.models import Room
from webapp.rooms.routes import blueprint
from webapp.web import choices
from webapp.web.access import requires
from webapp.web.forms import Form, corrected, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

OWN = "/kamers/mijn"


@blueprint.get("/kamers/<uuid:room_id>/wijzigen")
@requires(Permission.coordinate_rooms)
def edit_room(room_id: UUID) -> Response:
    """The form that corrects a room's facts."""
    return _room_page(room_id)


@blueprint.post("/kamers/<uuid:room_id>/wijzigen")
@requires(Permission.coordinate_rooms)
def change_room(room_id: UUID) -> Response:
    """Correct them."""
    try:
        data = submitted(RoomEdit)
        with transaction() as session:
            editing.edit_room(session, actor(), data, room_id)
    except Invalid as error:
        return _room_page(room_id, error)
    return see_other(f"/kamers/{room_id}")


@blueprint.get(f"{OWN}/<uuid:room_id>/wijzigen")
@requires(Permission.own_room)
def edit_own_room(room_id: UUID) -> Response:
    """The same, for the host's own room."""
    return _own_page(room_id)


@blueprint.post(f"{OWN}/<uuid:room_id>/wijzigen")
@requires(Permission.own_room)
def change_own_room(room_id: UUID) -> Response:
    """Correct the host's own."""
    try:
        data = submitted(RoomEdit)
        with transaction() as session:
            editing.edit_own_room(session, actor(), data, room_id)
    except Invalid as error:
        return _own_page(room_id, error)
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
def ask_stop(room_id: UUID) -> Response:
    """Ask a host's reason to stop."""
    return _stop_page(room_id, Form())


@blueprint.post(f"{OWN}/<uuid:room_id>/stoppen")
@requires(Permission.own_room)
def stop_own_room(room_id: UUID) -> Response:
    """The host takes the room back."""
    try:
        data = submitted(StopInput)
    except Invalid as error:
        return _stop_page(room_id, Form(None, error), 422)
    with transaction() as session:
        editing.stop_own_room(session, actor(), room_id, data)
    return see_other(OWN)


def _room_page(room_id: UUID, mistake: Invalid | None = None) -> Response:
    with reading() as session:
        room = service.read_room(session, actor(), room_id).room
    return _form_of(room, f"/kamers/{room_id}", mistake, back=f"/kamers/{room_id}", is_host=False)


def _own_page(room_id: UUID, mistake: Invalid | None = None) -> Response:
    with reading() as session:
        room = editing.own_room(session, actor(), room_id)
    return _form_of(room, f"{OWN}/{room_id}", mistake, back=OWN, is_host=True)


def _form_of(room: Room, at: str, mistake: Invalid | None, *, back: str, is_host: bool) -> Response:
    written = Form(rooms_editing.facts(room, RoomFacts))
    return page(
        "rooms/hosts/edit.html",
        status=422 if mistake else 200,
        room=room,
        form=corrected(written, RoomFacts, mistake) if mistake else written,
        written=written,
        fields=list(RoomFacts.model_fields),
        action_url=f"{at}/wijzigen",
        back=back,
        is_host=is_host,
        **room_choices(),
    )


def _stop_page(room_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        room = editing.own_room(session, actor(), room_id)
    reasons = choices.options(words.StopReason)
    return page("rooms/hosts/own_stop.html", status=status, room=room, form=form, reasons=reasons)

"""Pages of the coordinator: rooms, hosts and their events."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms import store as rooms_store
from webapp.rooms import words
from webapp.rooms.hosts import labels, service
from webapp.rooms.hosts.inputs import CalledInput, DeclineInput, NoteInput, RoomOfferInput
from webapp.rooms.hosts.listing import ROOMS
from webapp.rooms.points import labels as point_labels
from webapp.rooms.requests import store as request_store
from webapp.rooms.routes import blueprint
from webapp.text import in_order
from webapp.web import choices, listing
from webapp.web.access import requires
from webapp.web.forms import Form, is_repeat, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.store import reading, transaction

BADGES = {
    "new": ("wait", "clock"),
    "called": ("wait", "phone"),
    "screened": ("ok", "check"),
    "paused": ("off", "clock"),
    "declined": ("off", "out"),
}
"""State of a room → the kind and icon of its badge."""


@blueprint.route("/kamers", methods=LIST_METHODS)
@requires(Permission.coordinate_rooms)
def index() -> Response:
    """Rooms and hosts, newest first; ``?zoek=`` looks in name, municipality and note, ``?staat=`` narrows."""
    asked = listing.asked_of(ROOMS)
    if data := listing.as_data(ROOMS, asked, actor()):
        return data
    with reading() as session:
        rooms = asked.cut(ROOMS.rows(session, actor(), asked))
        counts = service.count_rooms(session, actor())
        waiting = request_store.count_open_requests(session, actor())
    return page(
        "rooms/hosts/index.html",
        rooms=rooms,
        asked=asked,
        words=asked.words,
        state=asked.filters.get("state", ""),
        counts=counts,
        waiting=waiting,
        choices=choices,
        all_words=words,
        badges=BADGES,
    )


@blueprint.get("/kamers/nieuw")
@requires(Permission.coordinate_rooms)
def new_room() -> Response:
    """The empty form of a room; ``?host=`` ties it to a host."""
    return page("rooms/hosts/new.html", form=Form({"host": request.args.get("host", ""), **_ages()}), **room_choices())


@blueprint.post("/kamers/nieuw")
@requires(Permission.coordinate_rooms)
def offer_room() -> Response:
    """Enter a room."""
    try:
        data = submitted(RoomOfferInput)
        with transaction() as session:
            room = service.offer_room(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return invalid("rooms/hosts/new.html", form=Form(request.form, error), **room_choices())
    return see_other(f"/kamers/{room.id}")


@blueprint.get("/kamers/<uuid:room_id>")
@requires(Permission.coordinate_rooms)
def show_room(room_id: UUID) -> Response:
    """One room with its host."""
    return _room_page(room_id)


@blueprint.post("/kamers/<uuid:room_id>/gebeld")
@requires(Permission.coordinate_rooms)
def called(room_id: UUID) -> Response:
    """The host was called."""
    return _act(room_id, CalledInput, service.note_call)


@blueprint.post("/kamers/<uuid:room_id>/afgevallen")
@requires(Permission.coordinate_rooms)
def declined(room_id: UUID) -> Response:
    """Decline the room, with the reason."""
    return _act(room_id, DeclineInput, service.decline_room)


@blueprint.post("/kamers/<uuid:room_id>/notitie")
@requires(Permission.coordinate_rooms)
def noted(room_id: UUID) -> Response:
    """Add a note."""
    return _act(room_id, NoteInput, service.add_note)


@blueprint.post("/kamers/<uuid:room_id>/terug")
@requires(Permission.coordinate_rooms)
def undone(room_id: UUID) -> Response:
    """Undo the latest step."""
    with transaction() as session:
        service.undo_last_step(session, actor(), room_id)
    return see_other(f"/kamers/{room_id}")


def _act(room_id: UUID, model: Any, service_call: Any) -> Response:
    try:
        data = submitted(model)
    except Invalid as error:
        return _room_page(room_id, Form(request.form, error), 422)
    with transaction() as session:
        if not is_repeat(session, data):
            service_call(session, actor(), room_id, data)
    return see_other(f"/kamers/{room_id}")


def _room_page(room_id: UUID, form: Form | None = None, status: int = 200) -> Response:
    with reading() as session:
        record = service.read_room(session, actor(), room_id)
    return page(
        "rooms/hosts/room.html",
        status=status,
        record=record,
        room=record.room,
        host=record.host,
        form=form or Form(),
        labels=labels,
        point_labels=point_labels,
        choices=choices,
        all_words=words,
        badges=BADGES,
        reasons=choices.options(words.DeclineReason),
    )


def _ages() -> dict[str, Any]:
    with reading() as session:
        programme = rooms_store.find_programme(session, actor().region_id)
    ages = {"min_age": programme.min_age, "max_age": programme.max_age} if programme else {}
    return {**ages, "accepts": words.Accepts.anyone.value}


def room_choices() -> dict[str, Any]:
    """The choices of the form of a room."""
    with reading() as session:
        region = accounts.find_region(session, actor().region_id)
    return {
        "municipalities": [(name, name) for name in in_order(region.municipalities)] if region else [],
        "animals": choices.options(words.Animal),
        "yes_no": choices.yes_or_no(),
        "accepts": choices.options(words.Accepts),
        "attention": choices.options(words.Attention),
    }

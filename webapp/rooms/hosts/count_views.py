"""The page of a room's points count."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.rooms.hosts import editing, service
from webapp.rooms.points import labels
from webapp.rooms.points import service as points
from webapp.rooms.points.calculator import count
from webapp.rooms.points.inputs import CountInput
from webapp.rooms.routes import blueprint
from webapp.validation import read
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get("/kamers/<uuid:room_id>/punten")
@requires(Permission.coordinate_rooms)
def edit_count(room_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The questions of the points count."""
    with reading() as session:
        record = service.read_room(session, actor(), room_id)
        present = points.facts_of(session, room_id)
    form, seen = edit_form(present, CountInput, error)
    asked = read(CountInput, present)
    return page(
        "rooms/points/room.html",
        status=form.status,
        room=record.room,
        form=form,
        seen=seen,
        count=count(asked.home(), labels.prices_now()),
        gain=points.gain_of(asked),
        this_year=clock.today().year,
        labels=labels,
        **labels.question_choices(),
    )


@blueprint.post("/kamers/<uuid:room_id>/punten")
@requires(Permission.coordinate_rooms)
@comes_back(edit_count)
def change_count(room_id: UUID) -> Response:
    """Answer them."""
    changes = submitted_edit(CountInput)
    with transaction() as session:
        editing.count_room(session, actor(), changes, room_id)
    return see_other(f"/kamers/{room_id}")

"""The page that corrects a youth's request."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.rooms import editing as rooms_editing
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests import editing, service
from webapp.rooms.requests.inputs import RequestFacts
from webapp.rooms.requests.views import request_choices
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get("/kamers/verzoeken/<uuid:request_id>/wijzigen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def edit_request(request_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """A youth's facts, to put right."""
    with reading() as session:
        asked: RoomRequest = service.read_request(session, actor(), request_id)
    form, seen = edit_form(rooms_editing.facts(asked, RequestFacts), RequestFacts, error)
    context = {"asked": asked, "form": form, "seen": seen, **request_choices()}
    return page("rooms/requests/edit.html", status=form.status, **context)


@blueprint.post("/kamers/verzoeken/<uuid:request_id>/wijzigen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
@comes_back(edit_request)
def change_request(request_id: UUID) -> Response:
    """Put them right."""
    changes = submitted_edit(RequestFacts)
    with transaction() as session:
        editing.edit_request(session, actor(), changes, request_id)
    return see_other(f"/kamers/verzoeken/{request_id}")

"""The page that corrects a youth's request."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms import editing as rooms_editing
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests import editing, service
from webapp.rooms.requests.inputs import RequestEdit, RequestFacts
from webapp.rooms.requests.views import request_choices
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import Form, corrected, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.get("/kamers/verzoeken/<uuid:request_id>/wijzigen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def edit_request(request_id: UUID) -> Response:
    """The form that corrects a youth's facts."""
    return _request_page(request_id)


@blueprint.post("/kamers/verzoeken/<uuid:request_id>/wijzigen")
@requires(Permission.request_rooms, Permission.coordinate_rooms)
def change_request(request_id: UUID) -> Response:
    """Correct them."""
    try:
        data = submitted(RequestEdit)
        with transaction() as session:
            editing.edit_request(session, actor(), data, request_id)
    except Invalid as error:
        return _request_page(request_id, error)
    return see_other(f"/kamers/verzoeken/{request_id}")


def _request_page(request_id: UUID, mistake: Invalid | None = None) -> Response:
    with reading() as session:
        asked: RoomRequest = service.read_request(session, actor(), request_id)
    written = Form(rooms_editing.facts(asked, RequestFacts))
    return page(
        "rooms/requests/edit.html",
        status=422 if mistake else 200,
        asked=asked,
        form=corrected(written, RequestFacts, mistake) if mistake else written,
        written=written,
        fields=list(RequestFacts.model_fields),
        **request_choices(),
    )

"""``/dienst``: what changed since one's previous shift, and one line to the next."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.shelters import store as shelters
from webapp.errors import Invalid
from webapp.referrals import labels
from webapp.shifts import service
from webapp.shifts.inputs import ShiftNoteInput
from webapp.web.access import requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

blueprint = Blueprint("shifts", __name__)
HOME = "/dienst"


@blueprint.get(HOME)
@requires(Permission.hand_shift)
def index(error: Invalid | None = None) -> Response:
    """What changed, and the form of a line."""
    form = opened({}, error)
    with reading() as session:
        changes = service.read_changes(session, actor())
        own = service.list_own_notes(session, actor())
        houses = [(str(one.id), shelters.shown_name(one)) for one, _ in shelters.list_own_shelters(session, actor())]
    with transaction() as session:
        service.note_look(session, actor())
    choices = [("", gettext("Het hele team")), *houses] if houses else []
    return page(
        "shifts/index.html", status=form.status, form=form, changes=changes, own=own, houses=choices, labels=labels
    )


@blueprint.post(f"{HOME}/bericht")
@requires(Permission.hand_shift)
@comes_back(index)
def write() -> Response:
    """Write a line."""
    data = submitted(ShiftNoteInput)
    with transaction() as session:
        service.write_note(session, actor(), data, operation_id(session, data))
    return see_other(HOME)


@blueprint.post(f"{HOME}/bericht/<uuid:note_id>/weg")
@requires(Permission.hand_shift)
def erase(note_id: UUID) -> Response:
    """Erase an own line."""
    with transaction() as session:
        service.erase_note(session, actor(), note_id)
    return see_other(HOME)

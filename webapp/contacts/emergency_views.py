"""The page that asks the reason for opening a clinical note without having the client in care."""

from __future__ import annotations

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import emergency
from webapp.contacts.inputs import EmergencyInput
from webapp.contacts.routes import blueprint
from webapp.errors import Invalid
from webapp.web.access import requires
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.get("/contacten/<uuid:contact_id>/noodtoegang")
@requires(Permission.clinical_notes)
def emergency_access(contact_id: UUID) -> Response:
    """The explanation of emergency access, and the field for the reason."""
    return _page(contact_id, Form(), 200)


@blueprint.post("/contacten/<uuid:contact_id>/noodtoegang")
@requires(Permission.clinical_notes)
def open_in_emergency(contact_id: UUID) -> Response:
    """Open the note for a while and lead back to the contact, which shows it."""
    try:
        data = submitted(EmergencyInput)
    except Invalid as error:
        return _page(contact_id, Form(request.form, error), 422)
    with transaction() as session:
        emergency.open_note(session, actor(), contact_id, data, operation_id(session, data))
    return see_other(f"/contacten/{contact_id}")


def _page(contact_id: UUID, form: Form, status: int) -> Response:
    with reading() as session:
        entry = emergency.require_shut(session, actor(), contact_id)
    minutes = int(emergency.OPEN_FOR.total_seconds() // 60)
    return page("contacts/emergency.html", status=status, entry=entry, form=form, minutes=minutes)

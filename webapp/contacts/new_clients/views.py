"""Making a client of the person of a contact."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import service, store
from webapp.contacts.inputs import ContactClientInput
from webapp.contacts.new_clients import service as new_clients
from webapp.contacts.routes import blueprint
from webapp.db import Session
from webapp.errors import Invalid, NotFound
from webapp.people import store as people_store
from webapp.people.cooperation.service import Elsewhere
from webapp.people.duplicates import Alike
from webapp.people.labels import form_choices
from webapp.people.views import ANYWAY, who_is_alike
from webapp.web.access import requires
from webapp.web.changes import Seen
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.get("/contacten/<uuid:contact_id>/client")
@requires(Permission.edit_clients)
def new_client(contact_id: UUID) -> Response:
    """The form of a new client, with the contact's facts of this person."""
    return _form_page(contact_id)


@blueprint.post("/contacten/<uuid:contact_id>/client")
@requires(Permission.edit_clients)
def create_client(contact_id: UUID) -> Response:
    """Add the client and give them the contact; if somebody is alike, only after a person decided."""
    try:
        data = submitted(ContactClientInput, contact=contact_id)
        with transaction() as session:
            client_id = operation_id(session, data)
            is_sure = ANYWAY in request.form or people_store.find_any_client(session, client_id) is not None
            alike = [] if is_sure else who_is_alike(session, data.name, data.alias)
            if not alike:
                new_clients.add_client_of(session, actor(), data, client_id)
    except Invalid as error:
        return _form_page(contact_id, Form(request.form, error))
    if alike:
        return _form_page(contact_id, Form(request.form), alike)
    return see_other(f"/contacten/{contact_id}")


def _form_page(contact_id: UUID, form: Form | None = None, alike: list[Alike | Elsewhere] | None = None) -> Response:
    with reading() as session:
        entry = _entry(session, contact_id)
        choices: dict[str, Any] = form_choices(people_store.region_of(session, actor()))
    found = form or Form(new_clients.first_values(actor(), entry.contact))
    context = {**choices, "alike": alike or [], "client": None, "entry": entry, "form": found, "seen": Seen()}
    return page("contacts/new_clients/new.html", status=422 if form else 200, **context)


def _entry(session: Session, contact_id: UUID) -> store.Entry:
    """A contact without a client, which this user may give to somebody."""
    entry = store.find_entry(session, actor(), contact_id)
    if entry is None or not new_clients.may_become_client(session, actor(), entry.contact):
        raise NotFound(service.UNKNOWN)
    return entry

"""Pages of follow-ups: the due list, done, opened again; and one client's page, composed from the features."""

from __future__ import annotations

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import follow_ups, pages, store
from webapp.contacts.inputs import FollowUpDone, FollowUpReopened
from webapp.contacts.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import is_repeat, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS, PER_PAGE, cut, first_row, page_number, searched
from webapp.web.store import reading, transaction


@blueprint.route("/vervolgacties", methods=LIST_METHODS)
@requires(Permission.read_contacts)
def due() -> Response:
    """Open follow-ups, too late first; ``?zoek=`` looks in the agreement, name, place and note."""
    words, number = searched(), page_number()
    with reading() as session:
        rows = store.list_due(session, actor(), words, offset=first_row(number), limit=PER_PAGE + 1)
        context = pages.due_page(session, actor(), cut(rows, number))
        done_id = request.args.get("gedaan", type=UUID)
        done = store.find_entry(session, actor(), done_id) if done_id else None
    return page("contacts/due.html", words=words, done=done, **context)


@blueprint.post("/vervolgacties/<uuid:contact_id>/gedaan")
@requires(Permission.log_contacts)
def complete(contact_id: UUID) -> Response:
    """Mark as done, and offer the way back."""
    data = submitted(FollowUpDone, follow_up=contact_id)
    with transaction() as session:
        if not is_repeat(session, data):
            follow_ups.complete_follow_up(session, actor(), data)
    return see_other(f"/vervolgacties?gedaan={contact_id}")


@blueprint.post("/vervolgacties/<uuid:contact_id>/heropenen")
@requires(Permission.log_contacts)
def reopen(contact_id: UUID) -> Response:
    """Undo 'done'."""
    with transaction() as session:
        follow_ups.reopen_follow_up(session, actor(), FollowUpReopened(follow_up=contact_id))
    return see_other("/vervolgacties")


@blueprint.get("/clienten/<uuid:client_id>")
@requires(Permission.read_clients)
def client_page(client_id: UUID) -> Response:
    """One client with the latest contacts and what is still to be done."""
    with reading() as session:
        context = pages.client_page(session, actor(), client_id)
    return page("contacts/client.html", **context)

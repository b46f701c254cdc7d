"""``/clienten/<id>/huishouden``: who belongs together, who joins and who leaves."""

from __future__ import annotations

from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import Invalid
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.households import service
from webapp.people.households.inputs import JoinInput, LeaveInput
from webapp.people.models import Client, Whereabouts
from webapp.people.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS, search_words
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_SHOWN = 20


@blueprint.route("/clienten/<uuid:client_id>/huishouden", methods=LIST_METHODS)
@requires(Permission.edit_clients)
def household(client_id: UUID, error: Invalid | None = None) -> Response:
    """The household of a client, with a search for who else belongs to it; ``?uit=`` just left."""
    words = search_words()
    with reading() as session:
        client = people.require_client(session, actor(), client_id)
        found = service.read_household(session, actor(), client)
        known = {client.id, *(one.id for one in found.members)}
        people_found = people.find_clients(session, actor(), words) if words else []
        left = _just_left(session, known)
    form = opened({}, error)
    return page(
        "people/households/index.html",
        status=form.status,
        client=client,
        household=found,
        form=form,
        words=words,
        found=[one for one in people_found if one.id not in known][:_SHOWN],
        left=left,
        is_shielded=client.whereabouts == Whereabouts.shielded.value,
    )


@blueprint.post("/clienten/<uuid:client_id>/huishouden/erbij")
@requires(Permission.edit_clients)
@comes_back(household)
def join(client_id: UUID) -> Response:
    """Let somebody belong to it."""
    data = submitted(JoinInput, client=client_id)
    with transaction() as session:
        service.join(session, actor(), data, operation_id(session, data))
    return see_other(f"/clienten/{client_id}/huishouden")


@blueprint.post("/clienten/<uuid:client_id>/huishouden/eruit")
@requires(Permission.edit_clients)
@comes_back(household)
def leave(client_id: UUID) -> Response:
    """Take somebody out of it: this person, or one of the others."""
    data = submitted(LeaveInput)
    with transaction() as session:
        service.leave(session, actor(), data)
    return see_other(f"/clienten/{client_id}/huishouden?uit={data.client}")


def _just_left(session: Session, known: set[UUID]) -> Client | None:
    """The one who was taken out, for the way back; nobody who belongs to it now."""
    try:
        left = UUID(request.args.get("uit", ""))
    except ValueError:
        return None
    found = people_store.find_client(session, actor(), left)
    return found if found and found.id not in known else None

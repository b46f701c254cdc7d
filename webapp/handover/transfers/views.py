"""``/overdracht/clienten``: handing one client over, and answering that."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import jsonify
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission, allows
from webapp.db import Session
from webapp.errors import Conflict, Invalid
from webapp.handover import store as handover_store
from webapp.handover.routes import HOME, blueprint
from webapp.handover.transfers import labels, service, store
from webapp.handover.transfers.inputs import TransferAnswer, TransferInput
from webapp.handover.transfers.kind import NotTaken
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.text import isolate, sort_key
from webapp.trajectories.service import describe
from webapp.web import shown
from webapp.web.access import requires
from webapp.web.choices import Choices, options
from webapp.web.errors import wants_json
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get("/clienten/<uuid:client_id>/overdragen")
@requires(Permission.edit_clients)
def ask_transfer(client_id: UUID, error: Invalid | None = None) -> Response:
    """The form that offers one client to somebody else."""
    with reading() as session:
        client = people.require_client(session, actor(), client_id)
        colleagues, organisations = _receivers(session)
        context: dict[str, Any] = {
            "works_with": people_store.is_related(session, actor(), client.id),
            "is_offered": store.has_open(session, client.id),
            "is_ours": client.organisation_id == actor().organisation_id,
        }
    form = opened({}, error)
    return page(
        "handover/transfers/new.html",
        status=form.status,
        form=form,
        client=client,
        colleagues=colleagues,
        organisations=organisations,
        **context,
    )


@blueprint.post("/clienten/<uuid:client_id>/overdragen")
@requires(Permission.edit_clients)
@comes_back(ask_transfer)
def propose(client_id: UUID) -> Response:
    """Offer this client."""
    data = submitted(TransferInput, client=client_id)
    with transaction() as session:
        row = service.propose(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/clienten/{row.id}")


@blueprint.get(f"{HOME}/clienten/<uuid:transfer_id>")
@requires(Permission.edit_clients)
def show_transfer(transfer_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """One hand-over for its two sides, as a page or as data."""
    form = opened({}, error)
    with reading() as session:
        found = service.read_transfer(session, actor(), transfer_id)
        client = people_store.find_client(session, actor(), found.row.client_id)
        users = store.users_of(session, {found.row.sent_by, *(one.by for one in found.course.rows)})
    if wants_json() and error is None:
        shown.of_this_request().records.append(found)
        return jsonify(describe(service.SCHEME, found.row, found.course, service.speaks_for(actor(), found.row)))
    overtaken = isinstance(error, Conflict)
    return page(
        "handover/transfers/transfer.html",
        status=409 if overtaken else form.status,
        form=form,
        found=found,
        client=client,
        users=users,
        labels=labels,
        reasons=options(NotTaken),
        overtaken=overtaken,
    )


@blueprint.post(f"{HOME}/clienten/<uuid:transfer_id>/antwoord")
@requires(Permission.edit_clients)
@comes_back(show_transfer)
def answer_transfer(transfer_id: UUID) -> Response:
    """Give an answer."""
    data = submitted(TransferAnswer, hand_over=transfer_id)
    with transaction() as session:
        service.answer(session, actor(), data)
    return see_other(f"{HOME}/clienten/{transfer_id}")


def _receivers(session: Session) -> tuple[Choices, Choices]:
    """The colleagues of the region, each with their organisation, and the other organisations."""
    able = [
        (user, name)
        for user, name in handover_store.list_workers(session, actor().region_id)
        if allows(user.role_set, Permission.edit_clients) and user.id != actor().user_id
    ]
    others = {user.organisation_id: name for user, name in able if user.organisation_id != actor().organisation_id}
    colleagues = [(str(user.id), f"{isolate(user.name)}, {isolate(name)}") for user, name in able]
    organisations = sorted(((str(one), name) for one, name in others.items()), key=lambda one: sort_key(one[1]))
    return (
        [("", gettext("Kies een collega")), *colleagues],
        [("", gettext("Of kies een organisatie")), *organisations],
    )

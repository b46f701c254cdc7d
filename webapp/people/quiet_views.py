"""The page that silences the reminders of a client, and lets them sound again."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.people import quiet, service
from webapp.people.inputs import QuietInput
from webapp.people.labels import value_words
from webapp.people.models import Quiet
from webapp.people.routes import blueprint
from webapp.web.access import requires
from webapp.web.choices import hinted_options
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get("/clienten/<uuid:client_id>/rust")
@requires(Permission.edit_clients)
def ask_quiet(client_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The choice between the states, with its day."""
    with reading() as session:
        client = service.require_client(session, actor(), client_id)
    begin = {"state": client.quiet, "on": client.quiet_since or clock.today()}
    form, now = opened(begin, error), ""
    if isinstance(error, Conflict):
        now, form = value_words(client.quiet, "quiet"), Form({"on": clock.today()})
    status = 409 if now else form.status
    return page(
        "people/quiet.html",
        status=status,
        client=client,
        form=form,
        now=now,
        today=clock.today(),
        states=hinted_options(Quiet),
    )


@blueprint.post("/clienten/<uuid:client_id>/rust")
@requires(Permission.edit_clients)
@comes_back(ask_quiet)
def set_quiet(client_id: UUID) -> Response:
    """Silence the reminders, or let them sound again."""
    data = submitted(QuietInput, client=client_id)
    with transaction() as session:
        client = quiet.set_quiet(session, actor(), data, operation_id(session, data))
    return see_other(f"/clienten/{client.id}")

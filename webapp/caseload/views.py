"""``/clienten/<id>``: one client."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.caseload import pages
from webapp.web.access import requires
from webapp.web.page import page, see_other
from webapp.web.store import reading

blueprint = Blueprint("caseload", __name__)


@blueprint.get("/clienten/<uuid:client_id>")
@requires(Permission.read_clients)
def client_page(client_id: UUID) -> Response:
    """One client with the latest contacts and the open work."""
    with reading() as session:
        context = pages.client_page(session, actor(), client_id)
    if context["client"].id != client_id:  # it went into another
        return see_other(f"/clienten/{context['client'].id}")
    return page("caseload/client.html", **context)

"""``/clienten/<id>``: one client."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.caseload import lines, pages
from webapp.timeline import Point
from webapp.web.access import requires
from webapp.web.page import page, see_other
from webapp.web.store import reading

blueprint = Blueprint("caseload", __name__)


@blueprint.get("/clienten/<uuid:client_id>")
@requires(Permission.read_clients)
def client_page(client_id: UUID) -> Response:
    """One client with the open work and the line of time: ``?soort=`` one kind, ``?voor=`` what was before a moment."""
    kind = request.args.get("soort", "")
    with reading() as session:
        context = pages.client_page(
            session, actor(), client_id, kind if kind in lines.kinds() else "", _point(request.args.get("voor", ""))
        )
    if context["client"].id != client_id:  # it went into another
        return see_other(f"/clienten/{context['client'].id}")
    return page("caseload/client.html", **context)


@blueprint.app_template_filter("as_point")
def as_point(point: Point) -> str:
    """A place in the line, as ``?voor=`` takes it."""
    return f"{point.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{point.id.hex}"


def _point(text: str) -> Point | None:
    """Read ``?voor=``; what is no place means the beginning."""
    at, _, id_ = text.partition("_")
    try:
        return Point(datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), UUID(hex=id_))
    except ValueError:
        return None

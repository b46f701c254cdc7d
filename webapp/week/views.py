"""``/mijn-week``: a worker's own week in numbers."""

from __future__ import annotations

from flask import Blueprint, Response, request

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.web.access import requires
from webapp.web.page import page
from webapp.web.store import reading
from webapp.week import service

blueprint = Blueprint("week", __name__)


@blueprint.get("/mijn-week")
@requires(Permission.read_contacts)
def show() -> Response:
    """This week, or with ``?week=2026-11-23`` the week of that day."""
    monday = service.monday_of(request.args.get("week", ""))
    with reading() as session:
        week = service.read_week(session, actor(), monday)
    return page("week/week.html", week=week)

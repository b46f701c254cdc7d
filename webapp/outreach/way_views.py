"""``/toeleiding``: the ways of one's own youths, from a first contact to aftercare."""

from __future__ import annotations

from uuid import UUID

from flask import jsonify
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid, NotFound
from webapp.outreach import courses, pages
from webapp.outreach.inputs import BeginInput, CourseAnswer
from webapp.outreach.listing import WAYS
from webapp.outreach.routes import blueprint
from webapp.trajectories.service import describe
from webapp.web import listing, shown
from webapp.web.access import requires
from webapp.web.errors import wants_json
from webapp.web.forms import is_repeat, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/toeleiding"


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.keep_outreach)
def ways() -> Response:
    """The ways of this user's youths; ``?zoek=`` looks in the name."""
    asked = listing.asked_of(WAYS)
    if data := listing.as_data(WAYS, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(WAYS.rows(session, actor(), asked))
    return page("outreach/ways.html", **pages.ways_page(found, asked))


@blueprint.get(f"{HOME}/<uuid:client_id>")
@requires(Permission.keep_outreach)
def show_way(client_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The way of one youth, as a page or as data."""
    moved_on = gettext(error.message) if isinstance(error, Conflict) else ""
    form = opened({"since": ""}, error if isinstance(error, Invalid) else None)
    with reading() as session:
        client, way = courses.find_way(session, actor(), client_id)
        if wants_json():
            return _as_data(way)
        context = pages.way_page(session, client, way, form, moved_on)
    return page("outreach/way.html", status=409 if moved_on else form.status, **context)


def _as_data(way: courses.Way | None) -> Response:
    if way is None:
        raise NotFound
    shown.of_this_request().records.append(way)
    return jsonify(describe(courses.SCHEME, way.facts, way.course, courses.speaks_for(actor(), way.facts)))


@blueprint.post(f"{HOME}/<uuid:client_id>/beginnen")
@requires(Permission.keep_outreach)
@comes_back(show_way)
def begin_way(client_id: UUID) -> Response:
    """Begin the way of a client."""
    data = submitted(BeginInput, client=client_id)
    with transaction() as session:
        courses.begin_way(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{client_id}")


@blueprint.post(f"{HOME}/<uuid:client_id>/stap")
@requires(Permission.keep_outreach)
@comes_back(show_way)
def answer_way(client_id: UUID) -> Response:
    """The next step, the end, or the last step taken back; a step that moved on is shown as it is now."""
    data = submitted(CourseAnswer, client=client_id)
    with transaction() as session:
        if not is_repeat(session, data):
            courses.answer_way(session, actor(), data)
    return see_other(f"{HOME}/{client_id}")

"""``/kamers/meegaan``: a volunteer's own matches; ``/kamers/matches/<id>/vrijwilliger``: who goes along."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms.routes import blueprint
from webapp.rooms.screening.store import list_visitors
from webapp.rooms.volunteers import pages, service
from webapp.rooms.volunteers.inputs import AssignInput, MatchVisitInput
from webapp.rooms.volunteers.pages import HOME
from webapp.web.access import requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

_ALONG = "/kamers/matches/<uuid:match_id>/vrijwilliger"


@blueprint.get(HOME)
@requires(Permission.visit_hosts)
def own_matches() -> Response:
    """The matches that this user goes along with."""
    with reading() as session:
        found = service.list_own(session, actor())
    return page("rooms/volunteers/index.html", **pages.list_page(found))


@blueprint.get(f"{HOME}/<uuid:match_id>")
@requires(Permission.visit_hosts)
def own_match(match_id: UUID, error: Invalid | None = None) -> Response:
    """One of them: who, where it stands, the next date, the own visits."""
    form = opened({}, error)
    with reading() as session:
        found = service.read_own(session, actor(), match_id)
    return page("rooms/volunteers/match.html", status=form.status, **pages.match_page(found, form))


@blueprint.post(f"{HOME}/<uuid:match_id>")
@requires(Permission.visit_hosts)
@comes_back(own_match)
def note_match_visit(match_id: UUID) -> Response:
    """Note a visit."""
    data = submitted(MatchVisitInput, match=match_id)
    with transaction() as session:
        service.note_visit(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{match_id}")


@blueprint.post(f"{HOME}/<uuid:match_id>/<uuid:visit_id>/klopt-niet")
@requires(Permission.visit_hosts)
def withdraw_match_visit(match_id: UUID, visit_id: UUID) -> Response:
    """Take back what was noted by mistake."""
    with transaction() as session:
        service.withdraw_visit(session, actor(), match_id, visit_id)
    return see_other(f"{HOME}/{match_id}")


@blueprint.get(_ALONG)
@requires(Permission.coordinate_rooms)
def who_goes_along(match_id: UUID, error: Invalid | None = None) -> Response:
    """The volunteer of a match, and every visit."""
    with reading() as session:
        found = service.read_along(session, actor(), match_id)
        visitors = list_visitors(session, actor())
    row = found.pair.row
    now = str(row.volunteer_id) if row.volunteer_id else ""
    form = opened({"volunteer": now}, error)
    return page(
        "rooms/volunteers/along.html",
        status=form.status,
        form=form,
        along=found,
        now=now,
        visitors=[("", gettext("Niemand")), *((str(user.id), user.name) for user in visitors)],
    )


@blueprint.post(_ALONG)
@requires(Permission.coordinate_rooms)
@comes_back(who_goes_along)
def choose_volunteer(match_id: UUID) -> Response:
    """Choose who goes along."""
    data = submitted(AssignInput)
    with transaction() as session:
        service.assign(session, actor(), match_id, data)
    return see_other(f"/kamers/matches/{match_id}/vrijwilliger")

"""``/kamers/bezoeken``: a visitor's own; ``/kamers/verhuurders/<id>``: a coordinator's page of one host."""

from __future__ import annotations

from uuid import UUID

from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms import words as room_words
from webapp.rooms.routes import blueprint
from webapp.rooms.screening import pages, service, store, words
from webapp.rooms.screening.inputs import DecideInput, ParkInput, PlanInput, VisitInput
from webapp.web import choices
from webapp.web.access import requires
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

VISITS = "/kamers/bezoeken"
HOSTS = "/kamers/verhuurders"
_MOST = 50


@blueprint.get(VISITS)
@requires(Permission.visit_hosts)
def visits() -> Response:
    """The planned visits of this user, the first one first."""
    with reading() as session:
        context = pages.list_page(session, actor())
    return page("rooms/screening/visits.html", **context)


@blueprint.get(f"{VISITS}/<uuid:host_id>")
@requires(Permission.visit_hosts)
def visit(host_id: UUID, error: Invalid | None = None) -> Response:
    """One host to visit, with the form for what was seen."""
    form = opened({}, error)
    with reading() as session:
        record = service.read_host(session, actor(), host_id)
    return page("rooms/screening/visit.html", status=form.status, **pages.visit_page(record, actor(), form))


@blueprint.post(f"{VISITS}/<uuid:host_id>")
@requires(Permission.visit_hosts)
@comes_back(visit)
def note_visit(host_id: UUID) -> Response:
    """Note what was seen."""
    data = submitted(VisitInput, host=host_id)
    with transaction() as session:
        service.note_visit(session, actor(), data, operation_id(session, data))
    return see_other(f"{VISITS}/{host_id}")


@blueprint.post(f"{VISITS}/<uuid:host_id>/<uuid:visit_id>/klopt-niet")
@requires(Permission.visit_hosts)
def withdraw_visit(host_id: UUID, visit_id: UUID) -> Response:
    """Take back what was noted by mistake."""
    with transaction() as session:
        service.withdraw_visit(session, actor(), host_id, visit_id)
    return see_other(f"{VISITS}/{host_id}")


@blueprint.get(HOSTS)
@requires(Permission.coordinate_rooms)
def waiting_hosts() -> Response:
    """The hosts whose parking is over, and who are to be looked at again."""
    with reading() as session:
        found = store.list_over(session, actor(), clock.today(), _MOST)
    return page("rooms/screening/over.html", found=found, today=clock.today())


@blueprint.get(f"{HOSTS}/<uuid:host_id>")
@requires(Permission.coordinate_rooms)
def host_page(
    host_id: UUID,
    plan_error: Invalid | None = None,
    decide_error: Invalid | None = None,
    park_error: Invalid | None = None,
) -> Response:
    """One host for the coordinator: plan, decide, park."""
    errors = {"plan": plan_error, "decide": decide_error, "park": park_error}
    with reading() as session:
        record = service.read_host(session, actor(), host_id)
        visitors = store.list_visitors(session, actor())
    forms = {name: _form(name, record, error) for name, error in errors.items()}
    wrong = next((forms[name] for name, error in errors.items() if error), forms["plan"])
    return page(
        "rooms/screening/host.html",
        status=wrong.status,
        forms=forms,
        record=record,
        visitors=[("", gettext("Kies wie er gaat")), *((str(user.id), user.name) for user in visitors)],
        decisions=choices.options(words.Decision),
        decline_reasons=[("", gettext("Kies een reden")), *choices.options(room_words.DeclineReason)],
        park_reasons=choices.options(words.ParkReason),
        all_words=words,
        room_words=room_words,
        **pages.visit_page(record, actor(), wrong),
    )


@blueprint.post(f"{HOSTS}/<uuid:host_id>/bezoek")
@requires(Permission.coordinate_rooms)
@comes_back(host_page, "plan_error")
def plan_visit(host_id: UUID) -> Response:
    """Plan a visit."""
    data = submitted(PlanInput)
    with transaction() as session:
        service.plan_visit(session, actor(), host_id, data)
    return see_other(f"{HOSTS}/{host_id}")


@blueprint.post(f"{HOSTS}/<uuid:host_id>/besluit")
@requires(Permission.coordinate_rooms)
@comes_back(host_page, "decide_error")
def decide(host_id: UUID) -> Response:
    """Decide."""
    data = submitted(DecideInput)
    with transaction() as session:
        service.decide(session, actor(), host_id, data)
    return see_other(f"{HOSTS}/{host_id}")


@blueprint.post(f"{HOSTS}/<uuid:host_id>/parkeren")
@requires(Permission.coordinate_rooms)
@comes_back(host_page, "park_error")
def park(host_id: UUID) -> Response:
    """Let the host wait."""
    data = submitted(ParkInput)
    with transaction() as session:
        service.park(session, actor(), host_id, data)
    return see_other(f"{HOSTS}/{host_id}")


@blueprint.post(f"{HOSTS}/<uuid:host_id>/verder")
@requires(Permission.coordinate_rooms)
def unpark(host_id: UUID) -> Response:
    """Go on with the host."""
    with transaction() as session:
        service.unpark(session, actor(), host_id)
    return see_other(f"{HOSTS}/{host_id}")


def _form(name: str, record: service.HostRecord, error: Invalid | None) -> Form:
    row = record.screening
    if name == "plan":
        at = clock.local(row.visit_at).strftime("%Y-%m-%dT%H:%M") if row and row.visit_at else ""
        visitor = str(row.visitor_id) if row and row.visitor_id else str(actor().user_id)
        where = row.visit_where if row and isinstance(row.visit_where, str) else ""
        return opened({"visit_at": at, "visitor": visitor, "where": where}, error)
    if name == "decide":
        return opened({"next_look_on": service.next_year(clock.today()).isoformat()}, error)
    return opened({}, error)

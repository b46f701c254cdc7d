"""``/kamers/mijn-aanmelding/<secret>``: a host's own page; ``/kamers/hulp``: hosts who ask for help."""

from __future__ import annotations

import json
from uuid import UUID

from flask import Response as FlaskResponse
from flask import current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock, ical
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid, NotFound
from webapp.rooms import words as room_words
from webapp.rooms.hosts.labels import room_pairs
from webapp.rooms.portal import labels, service
from webapp.rooms.portal.inputs import HelpInput, LeaveInput
from webapp.rooms.portal.service import OWN, OwnRecord
from webapp.rooms.routes import blueprint
from webapp.web import choices, limits
from webapp.web.access import public, requires
from webapp.web.browsers import who_tries
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import database, reading, transaction

PAGE = f"{OWN}/<secret>"
HELP = "/kamers/hulp"
_HOUR, _DAY = 3600, 86400
_WRONG, _ACTS, _HELPS = 30, 60, 10
"""Wrong links of an address and acts of it in an hour, calls for help with one link in a day."""
_MOST = 50


@blueprint.get(PAGE)
@public
def own_page(secret: str, error: Invalid | None = None) -> Response:
    """Where the sign-up stands, with dates. Opening it changes nothing."""
    own = _read(secret)
    form = opened({}, error)
    return page(
        "rooms/portal/own.html",
        status=form.status,
        form=form,
        own=own,
        host=own.host,
        at=_at(secret),
        steps=labels.steps(own),
        rooms=[(room, room_pairs(room)) for room in own.rooms],
        may_confirm=_may_confirm(secret, own),
        has_dates=bool(_dates(own)),
        asked_now="hulp" in request.args,
    )


@blueprint.post(f"{PAGE}/adres")
@public
def confirm(secret: str) -> Response:
    """The address is right."""
    _count()
    with transaction() as session:
        service.confirm_address(session, secret)
    return see_other(_at(secret))


@blueprint.post(f"{PAGE}/hulp")
@public
@comes_back(own_page)
def ask_help(secret: str) -> Response:
    """Ask for help."""
    data = submitted(HelpInput)
    own = _read(secret)
    limits.count_try(database(), "host_help", str(own.host.id), limit=_HELPS, seconds=_DAY)
    with transaction() as session:
        service.ask_help(session, secret, data)
    return see_other(f"{_at(secret)}?hulp=1")


@blueprint.get(f"{PAGE}/stoppen")
@public
def ask_leave(secret: str, error: Invalid | None = None) -> Response:
    """Why the host stops."""
    own, form = _read(secret), opened({}, error)
    reasons = choices.options(room_words.StopReason)
    return page("rooms/portal/stop.html", status=form.status, form=form, own=own, at=_at(secret), reasons=reasons)


@blueprint.post(f"{PAGE}/stoppen")
@public
@comes_back(ask_leave)
def leave(secret: str) -> Response:
    """Stop."""
    data = submitted(LeaveInput)
    _count()
    with transaction() as session:
        service.leave(session, secret, data)
    return see_other(_at(secret))


@blueprint.get(f"{PAGE}/afspraak.ics")
@public
def dates_file(secret: str) -> Response:
    """The dates to come as a calendar file, without a name or a place: the visit, and looking back on a tenancy."""
    found = _dates(_read(secret))
    if not found:
        raise NotFound
    body = ical.write(found, gettext("Afspraken (Onderdak)"), clock.now())
    return _file(body, ical.MIMETYPE, "afspraak.ics")


@blueprint.get(f"{PAGE}/gegevens.json")
@public
def own_data(secret: str) -> Response:
    """Everything kept about this host, as a file."""
    _read(secret)
    with transaction() as session:
        data = service.export_own(session, secret)
    body = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return _file(body, "application/json; charset=utf-8", "onderdak-gegevens.json")


@blueprint.get(HELP)
@requires(Permission.coordinate_rooms)
def helps() -> Response:
    """Hosts who ask for help, the longest first."""
    with reading() as session:
        found = service.list_help(session, actor(), _MOST)
    return page("rooms/portal/helps.html", found=found)


@blueprint.post(f"{HELP}/<uuid:help_id>")
@requires(Permission.coordinate_rooms)
def answer_help(help_id: UUID) -> Response:
    """The host was called."""
    with transaction() as session:
        service.answer_help(session, actor(), help_id)
    return see_other(HELP)


def _read(secret: str) -> OwnRecord:
    """The page of a link; a source that tries many is stopped."""
    source = who_tries()
    limits.check_tries(database(), "host_link_wrong", source, limit=_WRONG, seconds=_HOUR)
    try:
        with reading() as session:
            return service.read_own(session, secret)
    except NotFound:
        limits.count_try(database(), "host_link_wrong", source, limit=_WRONG, seconds=_HOUR)
        raise


def _count() -> None:
    limits.count_try(database(), "host_link", who_tries(), limit=_ACTS, seconds=_HOUR)


def _may_confirm(secret: str, own: OwnRecord) -> bool:
    if not own.host.email or own.host.email_confirmed_at:
        return False
    with reading() as session:
        return service.is_by_mail(session, secret)


def _dates(own: OwnRecord) -> list[ical.Event]:
    at = current_app.extensions["config"].rp_id
    row, found = own.screening, []
    if row and row.visit_at and row.visit_open and row.visit_at >= clock.now():
        summary = gettext("Afspraak (Onderdak)")
        found.append(ical.Event(f"{own.host.id}@{at}", row.visit_at, summary, sequence=row.planned))
    for one in own.tenancies.values():
        if one.evaluation_on and one.evaluation_on >= clock.today():
            uid = f"{one.id}-{one.evaluation_on}@{at}"
            found.append(ical.Event(uid, one.evaluation_on, gettext("Samen terugkijken (Onderdak)")))
    return found


def _file(body: bytes, kind: str, name: str) -> FlaskResponse:
    response = FlaskResponse(body, content_type=kind)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _at(secret: str) -> str:
    return f"{OWN}/{secret}"

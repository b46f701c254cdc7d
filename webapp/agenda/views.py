"""``/account/agenda``: the calendar on and off; ``/agenda/<token>.ics``: the file itself."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock, ical
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.agenda import service
from webapp.agenda.service import Planned
from webapp.errors import NotFound
from webapp.ical import Event
from webapp.web import limits
from webapp.web.access import public, requires
from webapp.web.browsers import who_tries
from webapp.web.page import page, see_other
from webapp.web.store import database, reading, transaction

blueprint = Blueprint("agenda", __name__)
_HOUR = 3600
WRONG, ASKED = 30, 60
"""The most wrong addresses of one network, and the most questions to one calendar, in an hour."""


@blueprint.get("/account/agenda")
@requires(Permission.work_list)
def show() -> Response:
    """The state of this user's calendar, and what is in it."""
    with reading() as session:
        feed = service.find_own(session, actor())
    return page("agenda/agenda.html", feed=feed, address="")


@blueprint.post("/account/agenda/aan")
@requires(Permission.work_list)
def switch_on() -> Response:
    """A new address, shown this once; an earlier one stops working."""
    with transaction() as session:
        token = service.switch_on(session, actor())
        feed = service.find_own(session, actor())
    return page("agenda/agenda.html", feed=feed, address=f"{_origin()}/agenda/{token}.ics")


@blueprint.post("/account/agenda/uit")
@requires(Permission.work_list)
def switch_off() -> WerkzeugResponse:
    """Off: the address stops working at once."""
    with transaction() as session:
        service.switch_off(session, actor())
    return see_other("/account/agenda")


@blueprint.get("/agenda/<token>.ics")
@public
def calendar(token: str) -> Response:
    """The calendar at a secret address; 404 for any other, and for one that was switched off."""
    limits.check_tries(database(), "agenda_wrong", who_tries(), limit=WRONG, seconds=_HOUR)
    try:
        with reading() as session:
            feed, reader = service.find_reader(session, token)
            days = service.list_days(session, reader)
    except NotFound:
        limits.count_try(database(), "agenda_wrong", who_tries(), limit=WRONG, seconds=_HOUR)
        raise
    limits.count_try(database(), "agenda", str(reader.user_id), limit=ASKED, seconds=_HOUR)
    if service.needs_noting(feed):
        with transaction() as session:
            service.note_reading(session, feed)
    with force_locale("nl"):  # a program asks, in no language; the words are those of the house
        body = ical.write(_events(days), gettext("Afspraken (Onderdak)"), clock.now())
    response = Response(body, content_type=ical.MIMETYPE)
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers.set("Content-Disposition", "inline", filename="onderdak.ics")
    return response


def _events(days: Sequence[Planned]) -> list[Event]:
    host = urlsplit(_origin()).hostname or "onderdak"
    return [
        Event(
            uid=f"{one.word}@{host}",
            begins=one.day,
            summary=gettext("Afspraak (Onderdak)"),
            url=_origin() + one.url,
            sequence=one.changes,
        )
        for one in days
    ]


def _origin() -> str:
    return str(current_app.extensions["config"].origin)

"""A host's own page, the same behind both doors: what stands there, stopping, the dates and the data as files."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Response as FlaskResponse
from flask import current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock, ical
from webapp.errors import Invalid
from webapp.rooms import words as room_words
from webapp.rooms.hosts.labels import room_pairs
from webapp.rooms.pairs.kind import LIVE
from webapp.rooms.portal import labels
from webapp.rooms.portal.service import OwnRecord
from webapp.rooms.words import RoomState
from webapp.web import choices, limits
from webapp.web.forms import opened
from webapp.web.page import page, see_other
from webapp.web.store import database

_HELPS, _DAY = 10, 86400


def own_page(
    own: Sequence[OwnRecord], at: str, error: Invalid | None, *, may_confirm: bool = False, signed_in: bool = False
) -> Response:
    """Where each sign-up stands, with dates. ``signed_in``: the host may change the rooms too."""
    form = opened({}, error)
    return page(
        f"rooms/portal/{'mine' if signed_in else 'own'}.html",
        status=form.status,
        form=form,
        own=own,
        at=at,
        sign_ups=[(one, labels.steps(one), [(room, room_pairs(room)) for room in one.rooms]) for one in own],
        live={one.room_id: one.id for record in own for one in record.matches if one.state in LIVE},
        on_offer=sum(room.state != RoomState.declined for one in own for room in one.rooms),
        may_confirm=may_confirm,
        signed_in=signed_in,
        has_dates=bool(_dates(own)),
        asked_now="hulp" in request.args,
    )


def count_help(own: Sequence[OwnRecord]) -> None:
    """Count a call for help, of the host whom it is about; there are so many in a day."""
    if own:
        limits.count_try(database(), "host_help", str(own[0].host.id), limit=_HELPS, seconds=_DAY)


def stop_page(at: str, error: Invalid | None, *, signed_in: bool = False) -> Response:
    """Why the host stops."""
    form = opened({}, error)
    reasons = choices.options(room_words.StopReason)
    return page("rooms/portal/stop.html", status=form.status, form=form, at=at, reasons=reasons, signed_in=signed_in)


def dates_file(own: Sequence[OwnRecord], at: str) -> Response:
    """The dates to come as a calendar file, without a name or a place: the visit, and looking back on a tenancy.

    Without any it is back to the page, which says so by what is there.
    """
    found = _dates(own)
    if not found:
        return see_other(at)
    return _file(ical.write(found, gettext("Afspraken (Onderdak)"), clock.now()), ical.MIMETYPE, "afspraak.ics")


def data_file(data: dict[str, Any]) -> Response:
    """Everything kept about this host, as a file."""
    body = json.dumps(data, ensure_ascii=False, indent=2).encode()
    return _file(body, "application/json; charset=utf-8", "onderdak-gegevens.json")


def _dates(own: Sequence[OwnRecord]) -> list[ical.Event]:
    at, found = current_app.extensions["config"].rp_id, []
    for record in own:
        row = record.screening
        if row and row.visit_at and row.visit_open and row.visit_at >= clock.now():
            summary = gettext("Afspraak (Onderdak)")
            found.append(ical.Event(f"{record.host.id}@{at}", row.visit_at, summary, sequence=row.planned))
        for one in record.tenancies.values():
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

"""The access log as a file in the names of NEN 7513: of a search, and of one client."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from flask import abort, current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock, sheets
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.models import AccessEntry
from webapp.db import Session
from webapp.errors import N_, DomainError
from webapp.oversight import client_log, labels, log_search, looks
from webapp.oversight.client_views import WHERE, asked_day
from webapp.oversight.inputs import SearchInput
from webapp.oversight.nen7513 import COLUMNS, JSON_LINES, JSON_LINES_TYPE, Event, row_of, write_lines
from webapp.oversight.papers.processings import activity_of
from webapp.oversight.routes import HOME, blueprint
from webapp.sheets import Form
from webapp.sheets.table import Table
from webapp.web.access import requires
from webapp.web.forms import submitted
from webapp.web.store import reading

MOST = 10_000
"""Entries in one file."""
_TOO_MANY = N_("Dit zijn er meer dan %(most)s. Kies een kortere tijd, dan past het in een bestand.")


@blueprint.post(f"{HOME}/logboek/bestand")
@requires(Permission.oversee_access)
def save_search() -> Response:
    """Every entry of a search."""
    asked, form = submitted(SearchInput), _asked_log_form()
    with reading() as session:
        entries = log_search.list_for_export(session, actor(), asked, MOST)
        body = _write(session, entries, form)
        log_search.note_export(session, actor(), asked, f"{len(entries)} rows, {form or JSON_LINES}")
    return as_file(body, form, gettext("logboek"))


@blueprint.post(f"{WHERE}/bestand")
@requires(Permission.read_clients, Permission.oversee_access)
def save_client(client_id: UUID) -> Response:
    """The entries about one client, of all time or of the days ``van`` to ``tot``."""
    form, first, last = _asked_log_form(), asked_day("van"), asked_day("tot")
    before = looks.end_of(last) if last else clock.now()
    with reading() as session:
        since = looks.start_of(first) if first else None
        entries = client_log.export_log(session, actor(), client_id, since, before, MOST + 1)
        body = _write(session, entries, form)
        client_log.note_export(session, actor(), client_id, f"{len(entries)} rows, {form or JSON_LINES}")
    return as_file(body, form, gettext("wie-keek-mee"))


def asked_form() -> Form:
    """The wanted form of a file; 404 for another word."""
    word = request.form.get("vorm", "")
    if word not in set(Form):
        abort(404)
    return Form(word)


def _asked_log_form() -> Form | None:
    """The wanted form of a file of the log; None for JSON Lines."""
    return None if request.form.get("vorm") == JSON_LINES else asked_form()


def as_file(body: bytes, form: Form | None, name: str) -> Response:
    """An answer that is kept as a file of today."""
    response = current_app.response_class(body, content_type=sheets.MIMETYPES[form] if form else JSON_LINES_TYPE)
    filename = f"{name}-{clock.today().isoformat()}.{form or JSON_LINES}"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _write(session: Session, entries: Sequence[AccessEntry], form: Form | None) -> bytes:
    if len(entries) > MOST:
        raise DomainError(_TOO_MANY, "too_many_rows", most=MOST)
    names = labels.find_names(
        session,
        actor().region_id,
        (entry.user_id for entry in entries),
        (entry.organisation_id for entry in entries),
        (),
    )
    source = current_app.extensions["config"].origin
    events = [_event(entry, names, source) for entry in entries]
    if form is None:
        return write_lines(events)
    return sheets.write(form, Table("NEN 7513", COLUMNS, [row_of(one) for one in events]))


def _event(entry: AccessEntry, names: labels.Names, source: str) -> Event:
    return Event(
        event_id=activity_of(entry.subject),
        at=entry.at,
        action=entry.action,
        is_refused=entry.outcome is not None,
        user_id=entry.user_id,
        user_name=names.user(entry.user_id) if entry.user_id else "",
        role=entry.role,
        ground=entry.ground,
        device=entry.device,
        client_id=entry.client_id,
        subject=entry.subject,
        subject_id=entry.subject_id,
        detail=entry.detail or "",
        organisation=names.organisation(entry.organisation_id),
        source=source,
    )

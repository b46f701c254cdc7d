"""``/plaatsingen/wachtlijst/bestand``: a region's present waiting list from a file, looked at before it is written."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_, Conflict, Invalid
from webapp.placements.imports import pages, service
from webapp.placements.imports.rows import MOST_BYTES
from webapp.placements.routes import LINE_FILE, blueprint
from webapp.web.access import requires
from webapp.web.body import large_body
from webapp.web.forms import Form, opened
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction
from webapp.web.upload import read_upload

_FORM = 64 * 1024
_LARGE = N_("Dit bestand is te groot. Hoogstens 8 MB.")


@blueprint.get(LINE_FILE)
@requires(Permission.keep_placements)
def line_upload(error: Invalid | None = None) -> Response:
    """Ask for a file; under it the imports of before."""
    form = opened({}, error)
    with reading() as session:
        context = pages.upload_page(session, actor())
    return page("placements/line_upload.html", status=form.status, form=form, **context)


@blueprint.post(LINE_FILE)
@large_body(MOST_BYTES + _FORM)
@requires(Permission.keep_placements)
def take_line() -> Response:
    """Keep the file for a look."""
    form = Form(request.form)
    try:
        file = service.read_file(read_upload("bestand", MOST_BYTES, _LARGE))
        with transaction() as session:
            made = service.take_in(session, actor(), file, _id(form.value("programme")), _id(form.id) or UUID(int=0))
    except Invalid as error:
        return line_upload(error)
    return see_other(f"{LINE_FILE}/{made.id}")


@blueprint.get(f"{LINE_FILE}/<uuid:import_id>")
@requires(Permission.keep_placements)
def show_import(import_id: UUID, error: Invalid | None = None, overtaken: bool = False) -> Response:
    """One import: its columns and what it would do, or what it did."""
    form = Form({}, error)
    with reading() as session:
        context = pages.import_page(session, actor(), service.require_import(session, actor(), import_id))
    status = 409 if overtaken else form.status
    return page("placements/line_import.html", status=status, form=form, overtaken=overtaken, **context)


@blueprint.post(f"{LINE_FILE}/<uuid:import_id>")
@requires(Permission.keep_placements)
def go_on_with_import(import_id: UUID) -> Response:
    """Do the next block; the same address, so that the page can renew itself by it."""
    return _act(import_id, service.go_on)


@blueprint.post(f"{LINE_FILE}/<uuid:import_id>/kolommen")
@requires(Permission.keep_placements)
def set_columns(import_id: UUID) -> Response:
    """Say what the columns are."""
    fields = {int(name[6:]): value for name, value in request.form.items() if _numbered(name, "kolom.")}
    return _act(import_id, service.set_columns, fields)


@blueprint.post(f"{LINE_FILE}/<uuid:import_id>/kiezen")
@requires(Permission.keep_placements)
def choose_rows(import_id: UUID) -> Response:
    """Say of rows that look like somebody who they are."""
    choices = {int(name[6:]): value for name, value in request.form.items() if _numbered(name, "regel.")}
    return _act(import_id, service.choose, choices)


@blueprint.post(f"{LINE_FILE}/<uuid:import_id>/schrijven")
@requires(Permission.keep_placements)
def write_import(import_id: UUID) -> Response:
    """Write what was shown."""
    return _act(import_id, service.write)


@blueprint.post(f"{LINE_FILE}/<uuid:import_id>/terugdraaien")
@requires(Permission.keep_placements)
def undo_import(import_id: UUID) -> Response:
    """Undo the whole import."""
    return _act(import_id, service.undo)


def _act(import_id: UUID, act: Any, *said: Any) -> Response:
    try:
        with transaction() as session:
            act(session, actor(), import_id, *said)
    except Invalid as error:
        return show_import(import_id, error)
    except Conflict:
        return show_import(import_id, overtaken=True)
    return see_other(f"{LINE_FILE}/{import_id}")


def _numbered(name: str, before: str) -> bool:
    number = name.removeprefix(before)
    return name.startswith(before) and number.isascii() and number.isdigit() and len(number) < 7


def _id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None

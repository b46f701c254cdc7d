"""``/wegwijzer/bestand``: a file of the directory is compared with what stands, and written after a look.

A keeper writes what their organisation keeps; the rest of the file only compares.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import replace

from flask import current_app, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp import clock, sheets
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.directory import flat_file, importing, service, store
from webapp.directory.hsds import files
from webapp.directory.importing import Preview
from webapp.directory.routes import HOME, blueprint
from webapp.errors import N_, Invalid
from webapp.sheets.reading import Unreadable
from webapp.web import shown
from webapp.web.access import requires
from webapp.web.forms import Form
from webapp.web.page import page, see_other
from webapp.web.shown import Export
from webapp.web.store import reading, transaction
from webapp.web.upload import NO_FILE, read_upload

MOST_BYTES = 320 * 1024
"""The largest file; it goes to the page and back as base64."""
SHOWN = 100
_LARGE = N_("Dit bestand is te groot. Hoogstens 320 kB.")


@blueprint.get(f"{HOME}/bestand")
@requires(Permission.keep_directory)
def upload() -> Response:
    """The form that asks for a file."""
    return page("directory/upload.html", form=Form({}), found=None)


@blueprint.post(f"{HOME}/bestand")
@requires(Permission.keep_directory)
def compare() -> Response:
    """Show what a file would do; with ``gezien``, the mark of what was shown, do it."""
    try:
        data = _sent()
        with reading() as session:
            read = _parse(session, data)
            is_part = read.is_part or "deel" in request.form
            found, others = _own(importing.preview(session, actor().region_id, read.rows, is_part=is_part))
    except Invalid as error:
        return page("directory/upload.html", status=422, form=Form({}, error), found=None)
    mark = _mark(found)
    if request.form.get("gezien") == mark and not found.wrong and _does_something(found):
        with transaction() as session:
            rows = _parse(session, data).rows
            again, _others = _own(importing.preview(session, actor().region_id, rows, is_part=is_part))
            if _mark(again) == mark:
                importing.write(session, actor().region_id, actor().organisation_id, again, actor())
                return see_other(HOME)
    return page(
        "directory/upload.html",
        status=422 if found.wrong else 200,
        form=Form({}),
        found=found,
        others=others,
        unknown=read.unknown,
        left_out=read.left_out,
        is_part=is_part,
        content=base64.b64encode(data).decode(),
        mark=mark,
        is_other="gezien" in request.form,
        does_something=_does_something(found),
        column_of=flat_file.column_of,
        shown=SHOWN,
    )


@blueprint.get(f"{HOME}/bestand/wegwijzer.csv")
@requires(Permission.keep_directory)
def download() -> Response:
    """The whole directory of the region, with the columns that come in again."""
    with reading() as session:
        entries = store.list_entries(session, actor().region_id, also_stopped=True)
    shown.of_this_request().exports.append(Export("directory_entry", f"{len(entries)} rows, csv"))
    body = sheets.write(sheets.Form.csv, flat_file.write(entries, gettext("Wegwijzer")))
    response = current_app.response_class(body, content_type=sheets.MIMETYPES[sheets.Form.csv])
    filename = f"wegwijzer-{clock.today().isoformat()}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=filename)
    return response


def _sent() -> bytes:
    """The bytes of the file, chosen now or shown before.

    Raises:
        Invalid: at ``bestand``: none, too large, or damaged on the way.
    """
    if kept := request.form.get("inhoud"):
        try:
            return base64.b64decode(kept, validate=True)[: MOST_BYTES + 1]
        except binascii.Error as error:
            raise Invalid({"bestand": NO_FILE}) from error
    return read_upload("bestand", MOST_BYTES, _LARGE)


def _parse(session: Session, data: bytes) -> flat_file.Read:
    region = accounts.find_region(session, actor().region_id)
    try:
        return files.parse(data, region.municipalities if region else ())
    except Unreadable as error:
        raise Invalid({"bestand": gettext(str(error), **error.values)}) from error


def _own(found: Preview) -> tuple[Preview, int]:
    """What this user may write of it, and the number of changes that are others'."""
    changed = [one for one in found.changed if service.keeps(actor(), one.entry)]
    gone = [one for one in found.gone if service.keeps(actor(), one)]
    return replace(found, changed=changed, gone=gone), len(found.changed) - len(changed)


def _does_something(found: Preview) -> bool:
    return bool(found.new or found.changed or found.gone)


def _mark(found: Preview) -> str:
    """A mark of what was shown: another preview has another."""
    said = [
        *(f"new {one.data.model_dump_json()}" for one in found.new),
        *(f"changed {one.entry.id} {sorted(one.fields.items())!r}" for one in found.changed),
        *(f"gone {one.id}" for one in found.gone),
    ]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()

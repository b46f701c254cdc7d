"""Pages of clinical notes: the ones that are erased soon, those of one client, and both as a file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from flask import Response, abort, request
from flask_babel import gettext

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.clinical import export, store
from webapp.contacts.clinical.export import Kept, NoteForm
from webapp.contacts.clinical.term import WARNED_FOR
from webapp.contacts.labels import who
from webapp.contacts.routes import blueprint
from webapp.people.store import names_of
from webapp.web.access import requires
from webapp.web.dates import date_only, when
from webapp.web.page import page
from webapp.web.paging import PER_PAGE, cut, first_row, page_number
from webapp.web.store import reading, transaction


@blueprint.get("/verpleegkundige-notities")
@requires(Permission.clinical_notes)
def erased_soon() -> Response:
    """This nurse's notes that are erased within two weeks, the first to go first; with ``?alle`` every one."""
    number, every = page_number(), "alle" in request.args
    until = date.max if every else clock.today() + WARNED_FOR
    with reading() as session:
        rows = store.list_own_until(session, actor(), until, offset=first_row(number), limit=PER_PAGE + 1)
        months = accounts.find_region(session, actor().region_id)
    notes = cut([Kept(*row) for row in rows], number)
    return page(
        "contacts/clinical/soon.html", notes=notes, every=every, months=months.clinical_note_months if months else 0
    )


@blueprint.get("/clienten/<uuid:client_id>/verpleegkundige-notities")
@requires(Permission.clinical_notes)
def of_client(client_id: UUID) -> Response:
    """The notes about one client, without their text: when each is erased, and all of them as a file."""
    with reading() as session:
        client, notes = export.read_of_client(session, actor(), client_id)
    return page("contacts/clinical/of_client.html", client=client, notes=notes)


@blueprint.post("/clienten/<uuid:client_id>/verpleegkundige-notities")
@requires(Permission.clinical_notes)
def save_of_client(client_id: UUID) -> Response:
    """Every note about one client as a file."""
    form = _form()
    with transaction() as session:
        _client, notes = export.read_of_client(session, actor(), client_id)
        leaving = export.save_notes(session, actor(), notes, form)
    return _as_file(form, leaving)


@blueprint.post("/contacten/<uuid:contact_id>/verpleegkundige-notitie")
@requires(Permission.clinical_notes)
def save_of_contact(contact_id: UUID) -> Response:
    """The note of one contact as a file."""
    form = _form()
    with transaction() as session:
        found = export.require_note(session, actor(), contact_id)
        leaving = export.save_notes(session, actor(), [found], form)
    return _as_file(form, leaving)


def _form() -> NoteForm:
    try:
        return NoteForm(request.form.get("vorm", ""))
    except ValueError:
        abort(404)


def _as_file(form: NoteForm, notes: Sequence[Kept]) -> Response:
    """The file; its name holds nobody's name."""
    with reading() as session:
        authors = names_of(session, [one.note.author_id for one in notes])
        organisation = accounts.find_organisation(session, actor().organisation_id)
    house = organisation.name if organisation else ""
    if form is NoteForm.json:
        body, kind = _as_json(notes, authors, house), "application/json"
    else:
        body, kind = _as_text(notes, authors, house), "text/plain; charset=utf-8"
    response = Response(body, content_type=kind)
    name = f"{gettext('verpleegkundige-notities')}-{clock.today().isoformat()}.{form}"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _as_json(notes: Sequence[Kept], authors: dict[UUID, str], house: str) -> str:
    """Field names as in CONTRACT; times with their zone, an unknown value null."""
    found = [
        {
            "contact": str(one.entry.contact.id),
            "client": str(one.entry.contact.client_id) if one.entry.contact.client_id else None,
            "name": one.entry.client.name if one.entry.client else None,
            "alias": one.entry.client.alias if one.entry.client else one.entry.contact.alias,
            "birth_year": one.entry.client.birth_year if one.entry.client else None,
            "occurred_at": clock.local(one.entry.contact.occurred_at).isoformat(timespec="seconds"),
            "written_at": clock.local(one.note.written_at).isoformat(timespec="seconds"),
            "author": authors.get(one.note.author_id, ""),
            "clinical_note": str(one.note.text),
            "erased_on": one.note.erase_on.isoformat(),
        }
        for one in notes
    ]
    about = {"kind": "clinical_notes", "exported_at": _now(), "exported_by": actor().name, "organisation": house}
    return json.dumps({**about, "notes": found}, ensure_ascii=False, indent=2) + "\n"


def _now() -> str:
    return clock.local(clock.now()).isoformat(timespec="seconds")


def _as_text(notes: Sequence[Kept], authors: dict[UUID, str], house: str) -> str:
    """One note after another, to read or to paste; with a mark at its begin, so that old editors read the accents."""
    parts = [gettext("Verpleegkundige notities uit Onderdak"), f"{actor().name}, {house}, {when(clock.now())}", ""]
    for one in notes:
        contact = one.entry.contact
        born = one.entry.client.birth_year if one.entry.client else None
        person = who(contact, one.entry.client) if one.entry.client is None else one.entry.client.full_name
        parts += [
            person + (", " + gettext("geboren in %(year)s", year=born) if born else ""),
            gettext(
                "Contact %(when)s, notitie van %(who)s",
                when=when(contact.occurred_at),
                who=authors.get(one.note.author_id, ""),
            ),
            str(one.note.text),
            gettext("Wordt in Onderdak gewist op %(day)s.", day=date_only(one.note.erase_on)),
            "",
        ]
    return "\ufeff" + "\r\n".join("\r\n".join(part.splitlines()) if part else "" for part in parts)

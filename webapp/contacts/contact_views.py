"""Pages of contacts: the list, logging, one contact, correcting it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import corrections, pages, people_chips, service, store, withdrawals
from webapp.contacts.chosen import chosen_person
from webapp.contacts.inputs import ContactCorrectionInput, ContactInput, ContactRestored, ContactWithdrawn
from webapp.contacts.labels import FIELD_LABELS, choices, value_words, who
from webapp.contacts.listings import CONTACTS
from webapp.contacts.routes import MAX_WORDS, blueprint
from webapp.errors import Conflict, Invalid
from webapp.people import store as people_store
from webapp.web import listing
from webapp.web.access import requires, while_locked
from webapp.web.changes import Seen, instant, submitted_changes
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.store import reading, transaction

BEGIN = {"channel": "street", "follow_up.due_on": ""}
"""The first values of the form: on the street, nothing agreed."""


@blueprint.route("/contacten", methods=LIST_METHODS)
@requires(Permission.read_contacts)
def index() -> Response:
    """Contacts, latest first; ``?zoek=`` looks in alias, name, place and note."""
    asked = listing.asked_of(CONTACTS)
    if data := listing.as_data(CONTACTS, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(CONTACTS.rows(session, actor(), asked))
        context = pages.contacts_page(session, actor(), found, asked)
    return page("contacts/index.html", **context)


@blueprint.get("/contacten/nieuw")
@while_locked
@requires(Permission.log_contacts)
def new() -> Response:
    """The empty form, which a phone may keep. With ``?client=`` it is about a person, and not kept."""
    chosen = chosen_person()
    response = page("contacts/new.html", form=Form(BEGIN), chosen=chosen, **_choices())
    if not chosen:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/contacten/nieuw")
@requires(Permission.log_contacts)
def create() -> Response:
    """Log a contact."""
    try:
        data = submitted(ContactInput)
        with transaction() as session:
            contact = service.log_contact(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return invalid("contacts/new.html", form=Form(request.form, error), chosen=chosen_person(), **_choices())
    return see_other(f"/contacten/{contact.id}")


@blueprint.route("/contacten/nieuw/wie", methods=LIST_METHODS)
@requires(Permission.log_contacts)
def people_to_choose() -> Response:
    """The people to choose from: a region of the form that is never kept. ``alias`` searches, by POST only."""
    words = request.form.get("alias", "").strip()[:MAX_WORDS]
    with reading() as session:
        if words:
            chips, aliases = (
                of(session, actor(), words) for of in (people_chips.find_people, people_chips.find_aliases)
            )
            municipality = None
        else:
            chips, aliases = people_chips.list_people(session, actor(), people_chips.ON_FORM), []
            municipality = store.find_last_municipality(session, actor())
    context: dict[str, Any] = {"chips": chips, "aliases": aliases, "municipality": municipality}
    return page("contacts/_people.html", **context, words=words, is_search=bool(words))


@blueprint.get("/contacten/<uuid:contact_id>")
@requires(Permission.read_contacts)
def show(contact_id: UUID) -> Response:
    """One contact, as this user may read it; of one they withdrew, its trace."""
    return _contact_page(contact_id)


@blueprint.post("/contacten/<uuid:contact_id>/intrekken")
@requires(Permission.log_contacts)
def withdraw(contact_id: UUID) -> Response:
    """Withdraw an own mistaken contact; its page then shows the trace."""
    try:
        data = submitted(ContactWithdrawn, contact=contact_id)
        with transaction() as session:
            withdrawals.withdraw_contact(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _contact_page(contact_id, Form(request.form, error))
    return see_other(f"/contacten/{contact_id}")


@blueprint.post("/contacten/<uuid:contact_id>/terugzetten")
@requires(Permission.log_contacts)
def restore(contact_id: UUID) -> Response:
    """Undo a withdrawal; after a day the trace says that it is too late."""
    data = submitted(ContactRestored, contact=contact_id)
    try:
        with transaction() as session:
            withdrawals.restore_contact(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _contact_page(contact_id, Form(request.form, error))
    return see_other(f"/contacten/{contact_id}")


def _contact_page(contact_id: UUID, form: Form | None = None) -> Response:
    status = 422 if form else 200
    with reading() as session:
        trace = store.find_withdrawn(session, actor(), contact_id)
        if trace:
            context = pages.trace_page(session, actor(), trace)
            return page("contacts/withdrawn.html", status=status, **context)
        found = service.read_contact(session, actor(), contact_id, in_emergency=True)
        context = pages.contact_page(session, actor(), found, form)
    return page("contacts/contact.html", status=status, **context)


@blueprint.get("/contacten/<uuid:contact_id>/corrigeren")
@requires(Permission.log_contacts)
def correct(contact_id: UUID) -> Response:
    """The correction form with the present values."""
    return _correct_page(contact_id)


@blueprint.post("/contacten/<uuid:contact_id>/corrigeren")
@requires(Permission.log_contacts)
def correction(contact_id: UUID) -> Response:
    """Correct the fields that differ from those seen; a conflict shows both and keeps the typed values."""
    try:
        data = submitted_changes(ContactCorrectionInput, ContactInput, contact=contact_id)
        with transaction() as session:
            corrections.correct_contact(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _correct_page(contact_id, Form(request.form, error), 422)
    except Conflict as error:
        return _correct_page(contact_id, Form(request.form), 409, _meanwhile(error.current))
    return see_other(f"/contacten/{contact_id}")


def _correct_page(
    contact_id: UUID, form: Form | None = None, status: int = 200, meanwhile: Sequence[dict[str, Any]] = ()
) -> Response:
    with reading() as session:
        shown = service.read_contact(session, actor(), contact_id)
        values = corrections.present_values(
            session, shown.entry.contact, shown.entry.follow_up, clinical=shown.may_read_clinical
        )
        may_give = corrections.may_give(session, actor(), shown.entry.contact)
    seen = Seen({name: value for name, value in values.items() if name != "client" or may_give})
    return page(
        "contacts/correct.html",
        status=status,
        reading=shown,
        entry=shown.entry,
        form=form or Form(seen.form_values),
        seen=seen,
        meanwhile=meanwhile,
        may_write_clinical=shown.may_read_clinical,
        may_give=may_give,
        chosen=chosen_person() or _present_person(shown.entry),
        **_choices(),
    )


def _present_person(entry: store.Entry) -> dict[str, str] | None:
    """The person of a contact as a chip; None when this user may not know them."""
    if entry.contact.client_id is None:
        return None
    words = who(entry.contact, entry.client)
    return {"value": str(entry.contact.client_id), "label": words, "small": "", "ethos_category": ""}


def _meanwhile(current: dict[str, Any]) -> list[dict[str, Any]]:
    """A colleague's values of the same fields, in words."""
    return [
        {
            **now,
            "label": gettext(FIELD_LABELS[field]),
            "text": value_words(field, now["value"]),
            "at": instant(now["at"]),
        }
        for field, now in current.items()
    ]


def _choices() -> dict[str, Any]:
    with reading() as session:
        region = people_store.region_of(session, actor())
    return {**choices(region), "is_nurse": actor().may(Permission.clinical_notes)}

"""Pages of contacts: the list, logging, one contact, correcting it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import corrections, pages, people_chips, service, store, withdrawals
from webapp.contacts.chosen import chosen_person
from webapp.contacts.inputs import ContactCorrectionInput, ContactInput, ContactRestored, ContactWithdrawn
from webapp.contacts.labels import choices, who
from webapp.contacts.listings import CONTACTS
from webapp.contacts.routes import MAX_WORDS, blueprint
from webapp.errors import Conflict, Invalid
from webapp.people import store as people_store
from webapp.web import listing
from webapp.web.access import requires, while_locked
from webapp.web.changes import edit_form, submitted_changes
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
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
def new(error: Invalid | None = None) -> Response:
    """The empty form, which a phone may keep. With ``?client=`` it is about someone, and not kept."""
    chosen, form = chosen_person(), opened(BEGIN, error)
    response = page("contacts/new.html", status=form.status, form=form, chosen=chosen, **_choices(new=True))
    if not (chosen or error):
        response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/contacten/nieuw")
@requires(Permission.log_contacts)
@comes_back(new)
def create() -> Response:
    """Log a contact."""
    data = submitted(ContactInput)
    with transaction() as session:
        contact = service.log_contact(session, actor(), data, operation_id(session, data))
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
def show(contact_id: UUID, error: Invalid | None = None) -> Response:
    """One contact, as this user may read it; of one they withdrew its trace."""
    form = opened({}, error)
    with reading() as session:
        trace = store.find_withdrawn(session, actor(), contact_id)
        if trace:
            context = pages.trace_page(session, actor(), trace)
            return page("contacts/withdrawn.html", status=form.status, **context)
        found = service.read_contact(session, actor(), contact_id, in_emergency=True)
        context = pages.contact_page(session, actor(), found, form)
    return page("contacts/contact.html", status=form.status, **context)


@blueprint.post("/contacten/<uuid:contact_id>/intrekken")
@requires(Permission.log_contacts)
@comes_back(show)
def withdraw(contact_id: UUID) -> Response:
    """Withdraw an own contact that was a mistake; its page then shows the trace."""
    data = submitted(ContactWithdrawn, contact=contact_id)
    with transaction() as session:
        withdrawals.withdraw_contact(session, actor(), data, operation_id(session, data))
    return see_other(f"/contacten/{contact_id}")


@blueprint.post("/contacten/<uuid:contact_id>/terugzetten")
@requires(Permission.log_contacts)
@comes_back(show)
def restore(contact_id: UUID) -> Response:
    """Undo a withdrawal; after a day the trace says that it is too late."""
    data = submitted(ContactRestored, contact=contact_id)
    with transaction() as session:
        withdrawals.restore_contact(session, actor(), data, operation_id(session, data))
    return see_other(f"/contacten/{contact_id}")


@blueprint.get("/contacten/<uuid:contact_id>/corrigeren")
@requires(Permission.log_contacts)
def correct(contact_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The correction form with the present values."""
    with reading() as session:
        found = service.read_contact(session, actor(), contact_id)
        contact, follow_up = found.entry.contact, found.entry.follow_up
        values = corrections.present_values(session, contact, follow_up, clinical=found.may_read_clinical)
        may_give = corrections.may_give(session, actor(), contact)
    if not may_give:
        values.pop("client")
    known = _present_person(found.entry)
    form, seen = edit_form(values, ContactInput, error, [(known["value"], known["label"])] if known else ())
    stays = known is not None and form.value("client") == known["value"]
    return page(
        "contacts/correct.html",
        status=form.status,
        reading=found,
        entry=found.entry,
        form=form,
        seen=seen,
        may_write_clinical=found.may_read_clinical,
        may_give=may_give,
        chosen=known if stays else chosen_person(form.value("client")),
        **_choices(),
    )


@blueprint.post("/contacten/<uuid:contact_id>/corrigeren")
@requires(Permission.log_contacts)
@comes_back(correct)
def correction(contact_id: UUID) -> Response:
    """Correct what differs from what was seen; a conflict shows both and keeps what was typed."""
    data = submitted_changes(ContactCorrectionInput, ContactInput, contact=contact_id)
    with transaction() as session:
        corrections.correct_contact(session, actor(), data, operation_id(session, data))
    return see_other(f"/contacten/{contact_id}")


def _present_person(entry: store.Entry) -> dict[str, str] | None:
    """The person of a contact as a chip; None when this user may not know them."""
    if entry.contact.client_id is None:
        return None
    words = who(entry.contact, entry.client)
    return {"value": str(entry.contact.client_id), "label": words, "small": "", "ethos_category": ""}


def _choices(*, new: bool = False) -> dict[str, Any]:
    with reading() as session:
        region = people_store.region_of(session, actor())
    return {**choices(region, actor() if new else None), "is_nurse": actor().may(Permission.clinical_notes)}

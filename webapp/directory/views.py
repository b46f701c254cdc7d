"""``/wegwijzer``: places to refer someone to. One page holds the region, so that a phone has it without network."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.models import Region
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.directory import opening, service, store
from webapp.directory.inputs import EntryInput
from webapp.directory.kinds import Need, Status
from webapp.directory.labels import hours_words, opening_words, sentences
from webapp.directory.listing import DIRECTORY
from webapp.directory.routes import HOME, blueprint
from webapp.errors import Conflict, Invalid
from webapp.text import in_order
from webapp.web import listing
from webapp.web.access import requires, while_locked
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.choices import Choices, options
from webapp.web.conditional import KEPT_BY_BROWSER
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.route(HOME, methods=LIST_METHODS)
@while_locked
@requires(Permission.see_directory)
def index() -> Response:
    """The region's directory as a page, as JSON or as a file. It names nobody, so a phone may keep it."""
    asked = listing.asked_of(DIRECTORY)
    if data := listing.as_data(DIRECTORY, asked, actor()):
        return data
    with reading() as session:
        entries = store.list_entries(session, actor().region_id)
        shown = {one.id for one in store.matching(entries, asked.words, asked.filters)}
        context = {"entries": entries, "shown": shown, "chosen": asked, **_common(session)}
    needs = [one for one in Need if any(one in entry.needs for entry in entries)]
    response = page("directory/index.html", needs=options(needs), **context)
    if not asked.as_fields():
        response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@blueprint.get(f"{HOME}/nieuw")
@requires(Permission.keep_directory)
def new(error: Invalid | None = None) -> Response:
    """The empty form."""
    form = opened({}, error)
    with reading() as session:
        choices = _choices(session)
    return page("directory/form.html", status=form.status, form=form, entry=None, **choices)


@blueprint.post(f"{HOME}/nieuw")
@requires(Permission.keep_directory)
@comes_back(new)
def create() -> Response:
    """Add an entry."""
    data = submitted(EntryInput)
    with transaction() as session:
        entry = service.add_entry(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{entry.id}")


@blueprint.get(f"{HOME}/<uuid:entry_id>")
@requires(Permission.see_directory)
def show(entry_id: UUID) -> Response:
    """One entry; for its keepers with what they can do."""
    with reading() as session:
        entry = service.region_entry(session, actor(), entry_id)
        organisation = accounts.find_organisation(session, entry.organisation_id)
        context = {"entry": entry, "keeper": organisation.name if organisation else "", **_common(session)}
    return page("directory/entry.html", keeps=service.keeps(actor(), entry), **context)


@blueprint.get(f"{HOME}/<uuid:entry_id>/wijzigen")
@requires(Permission.keep_directory)
def edit(entry_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The form of an entry."""
    with reading() as session:
        entry = service.own_entry(session, actor(), entry_id)
        form, seen = edit_form(service.shown(entry), EntryInput, error)
        choices = _choices(session)
    return page("directory/form.html", status=form.status, form=form, seen=seen, entry=entry, **choices)


@blueprint.post(f"{HOME}/<uuid:entry_id>/wijzigen")
@requires(Permission.keep_directory)
@comes_back(edit)
def change(entry_id: UUID) -> Response:
    """Change an entry."""
    changes = submitted_edit(EntryInput)
    with transaction() as session:
        service.edit_entry(session, actor(), changes, entry_id)
    return see_other(f"{HOME}/{entry_id}")


@blueprint.post(f"{HOME}/<uuid:entry_id>/nagekeken")
@requires(Permission.keep_directory)
def check(entry_id: UUID) -> Response:
    """Note that it was checked today."""
    with transaction() as session:
        service.check_entry(session, actor(), entry_id)
    return see_other(f"{HOME}/{entry_id}")


@blueprint.post(f"{HOME}/<uuid:entry_id>/stoppen")
@requires(Permission.keep_directory)
def stop(entry_id: UUID) -> Response:
    """Take it out of the directory; its page keeps the way back."""
    return _set(entry_id, Status.stopped)


@blueprint.post(f"{HOME}/<uuid:entry_id>/terugzetten")
@requires(Permission.keep_directory)
def resume(entry_id: UUID) -> Response:
    """Offer it again."""
    return _set(entry_id, Status.active)


def _set(entry_id: UUID, status: Status) -> Response:
    with transaction() as session:
        service.set_status(session, actor(), entry_id, status)
    return see_other(f"{HOME}/{entry_id}")


def _common(session: Session) -> dict[str, Any]:
    region = accounts.find_region(session, actor().region_id)
    return {
        "towns": _towns(region),
        "holidays": opening.holidays_for_phone(clock.today()),
        "moment": opening.local_now(),
        "opening": opening,
        "opening_words": opening_words,
        "hours_words": hours_words,
        "sentences": sentences(),
        "words": {"need": Need, "status": Status},
        "asks_check": lambda entry: service.asks_check(entry, clock.today()),
        "may_keep": actor().may(Permission.keep_directory),
        "may_refer": actor().may(Permission.refer),
    }


def _choices(session: Session) -> dict[str, Any]:
    return {
        "needs": options(Need),
        "towns": _towns(accounts.find_region(session, actor().region_id)),
        "states": options(Status),
    }


def _towns(region: Region | None) -> Choices:
    return [(town, town) for town in in_order(region.municipalities)] if region else []

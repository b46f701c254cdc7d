"""``/toezicht``: the overseer's home, the search in the log, and unusual reading."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.models import AccessEntry
from webapp.audit.service import Action
from webapp.db import Session
from webapp.errors import Invalid
from webapp.oversight import client_log, client_views, emergency_views, labels, log_search
from webapp.oversight.client_views import address, moment_of
from webapp.oversight.inputs import SearchInput, SeenInput
from webapp.oversight.models import UnusualReading
from webapp.oversight.papers import accessibility_views, register_views
from webapp.oversight.routes import HOME, blueprint
from webapp.oversight.unusual_reading import rules, service
from webapp.oversight.unusual_reading import store as unusual_store
from webapp.web.access import requires
from webapp.web.forms import Form, checked, opened, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import cut, first_row, page_number
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

__all__ = ["accessibility_views", "blueprint", "client_views", "emergency_views", "register_views"]

SHOWN = 20
"""Findings on the home of oversight; the list has them all."""


@blueprint.get(HOME)
@requires(Permission.oversee_access)
def index() -> Response:
    """Unusual reading that waits for a person, and the ways to the rest."""
    with transaction() as session:
        service.look_if_stale(session, actor())
    with reading() as session:
        waiting = service.list_waiting(session, actor(), SHOWN)
        found = _describe(session, waiting)
    return page("oversight/index.html", found=found, rules=rules.RULES)


@blueprint.get(f"{HOME}/opvallend")
@requires(Permission.oversee_access)
def findings() -> Response:
    """Every finding, also those that somebody looked at."""
    with reading() as session:
        number = page_number()
        rows = unusual_store.list_all(session, actor(), first_row(number), SHOWN + 1)
        pages = cut(_describe(session, rows), number)
    return page("oversight/findings.html", found=pages)


@blueprint.get(f"{HOME}/opvallend/<uuid:finding_id>")
@requires(Permission.oversee_access)
def finding(finding_id: UUID, error: Invalid | None = None) -> Response:
    """One finding, and the field for what the overseer thinks of it."""
    form = opened({}, error)
    with reading() as session:
        one = service.read_finding(session, actor(), finding_id)
        (described,) = _describe(session, [one])
    return page(
        "oversight/finding.html", status=form.status, one=described, form=form, own=one.user_id == actor().user_id
    )


@blueprint.post(f"{HOME}/opvallend/<uuid:finding_id>")
@requires(Permission.oversee_access)
@comes_back(finding)
def judge_finding(finding_id: UUID) -> Response:
    """Keep the overseer's judgement."""
    data = submitted(SeenInput)
    with transaction() as session:
        service.mark_seen(session, actor(), finding_id, data)
    return see_other(HOME)


@blueprint.get(f"{HOME}/logboek")
@requires(Permission.oversee_access)
def log() -> Response:
    """The search in the access log; ``?medewerker=`` begins with a person."""
    user = request.args.get("medewerker", "")
    asked = _readable({"user": user}) if user else SearchInput()
    return _log_page(asked, Form({"user": user} if user else {}))


@blueprint.post(f"{HOME}/logboek")
@requires(Permission.oversee_access)
def search_log() -> Response:
    """The answer to a search; names stand in no address."""
    try:
        asked = submitted(SearchInput)
    except Invalid as error:
        if "client" in error.fields:  # chosen by a name, whose field the page has
            error.fields["who"] = error.fields.pop("client")
        return _log_page(None, Form(request.form, error))
    return _log_page(asked, Form(request.form), moment_of("voor"))


def _readable(values: dict[str, str]) -> SearchInput:
    try:
        return checked(SearchInput, values)
    except Invalid:
        return SearchInput()


def _log_page(asked: SearchInput | None, form: Form, before: datetime | None = None) -> Response:
    with reading() as session:
        found = log_search.search(session, actor(), asked, before) if asked else None
        return page(
            "oversight/log.html",
            status=form.status,
            form=form,
            found=found,
            rows=_rows(session, found.entries) if found else [],
            earlier=address(found.before) if found and found.before else None,
            goes_on=before is not None,
            fields={name: form.value(name) for name in SearchInput.model_fields},
            **_choices(session),
        )


def _choices(session: Session) -> dict[str, Any]:
    anyone = [("", gettext("iedereen"))]
    users = [(str(user.id), user.name) for user, _ in accounts.list_users(session, actor().region_id)]
    houses = [(str(house.id), house.name) for house in accounts.list_organisations(session, actor().region_id)]
    acts = [(action.value, labels.action_word(action)) for action in Action]
    return {
        "users": anyone + users,
        "organisations": [("", gettext("elke organisatie")), *houses],
        "actions": [("", gettext("alles")), *acts],
    }


def _rows(session: Session, entries: Any) -> list[dict[str, Any]]:
    names = labels.find_names(
        session,
        actor().region_id,
        (entry.user_id for entry in entries),
        (entry.organisation_id for entry in entries),
        (entry.device for entry in entries),
    )
    return [_row(entry, names) for entry in entries]


def _row(entry: AccessEntry, names: labels.Names) -> dict[str, Any]:
    look = client_log.to_look(entry)
    return {
        "at": entry.at,
        "name": names.user(entry.user_id),
        "role": labels.role_of(entry.role),
        "organisation": names.organisation(entry.organisation_id),
        "what": labels.subject_word(entry.subject),
        "did": labels.action_word(entry.action, is_refused=look.is_refused),
        "ground": labels.ground_word(entry.ground),
        "device": names.device(entry.device),
        "client": str(entry.client_id) if entry.client_id else "",
        "number": labels.short_number(entry.client_id),
        "kind": "emergency" if look.is_emergency else "refused" if look.is_refused else "",
    }


def _describe(session: Session, found: Any) -> list[dict[str, Any]]:
    users = [one for row in found for one in (row.user_id, row.seen_by)]
    names = labels.find_names(session, actor().region_id, users, (), ())
    return [_finding(row, names) for row in found]


def _finding(row: UnusualReading, names: labels.Names) -> dict[str, Any]:
    rule = rules.BY_WORD.get(row.rule)
    return {
        "id": row.id,
        "user_id": row.user_id,
        "name": names.user(row.user_id) if row.user_id else gettext("Iemand zonder account"),
        "label": gettext(rule.label) if rule else row.rule,
        "sentence": gettext(rule.sentence, n=row.count) if rule else "",
        "since": row.since,
        "last_at": row.last_at,
        "client": row.client_id,
        "number": labels.short_number(row.client_id),
        "seen_at": row.seen_at,
        "seen_by": names.user(row.seen_by) if row.seen_by else "",
        "words": row.words,
    }

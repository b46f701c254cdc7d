"""The page of everything there is to do, with the latest act and its undo on top."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.contacts import store
from webapp.contacts.inputs import Step
from webapp.contacts.labels import who
from webapp.db import Session
from webapp.errors import N_
from webapp.web import listing, shown
from webapp.web.page import page
from webapp.web.store import reading
from webapp.worklist.declared import rules_of
from webapp.worklist.listing import OF_TEAM, WORKLIST
from webapp.worklist.pages import worklist_page

HOME = "/vervolgacties"
DONE = "gedaan"
_SENTENCES = {
    DONE: N_("Gedaan: %(task)s"),
    Step.missed: N_("Niet getroffen: %(task)s. Morgen staat het er weer."),
    Step.tomorrow: N_("Naar morgen: %(task)s"),
    Step.hand_on: N_("Doorgegeven: %(task)s"),
}
"""The sentence after an act on a follow-up, by the word in the address."""


def show(*, team: bool, mistake: str = "", status: int = 422) -> Response:
    """The list as a page, as JSON or as a file; a refusal stands above it."""
    asked = listing.asked_of(WORKLIST)
    of = OF_TEAM if team else WORKLIST
    if data := listing.as_data(of, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(of.rows(session, actor(), asked))
        context = worklist_page(session, actor(), found, team=team, rule=asked.filters.get("rule", ""))
        undo = _undo_of_task() or _undo_of_follow_up(session)
    return page(
        "worklist/index.html",
        status=status if mistake else 200,
        asked=asked,
        words=asked.words,
        undo=undo,
        mistake=mistake,
        **context,
    )


def _undo_of_task() -> dict[str, Any] | None:
    """The sentence and the undo of the task in the address; its name is that of its rule, never a person's."""
    word, _, subject = request.args.get("taak", "").partition(".")
    rule = next((one for one in rules_of(actor()) if one.word == word), None)
    if rule is None or _read_id(subject) is None:
        return None
    text = gettext(_SENTENCES[DONE], task=gettext(rule.label))
    return {"text": text, "url": f"{HOME}/taken/terug", "fields": {"rule": word, "subject": subject}}


def _undo_of_follow_up(session: Session) -> dict[str, Any] | None:
    """The same for the follow-up in the address, when this user may see its contact."""
    given = ((name, _read_id(value)) for name, value in request.args.items() if name in _SENTENCES)
    word, contact_id = next((one for one in given if one[1]), ("", None))
    entry = store.find_entry(session, actor(), contact_id) if contact_id else None
    if entry is None:
        return None
    shown.of_this_request().records.append(entry)
    task = (entry.follow_up.text if entry.follow_up else "") or who(entry.contact, entry.client)
    path = f"{HOME}/{entry.contact.id}/"
    url, fields = (path + "heropenen", {}) if word == DONE else (path + "terugnemen", {"step": word})
    return {"text": gettext(_SENTENCES[word], task=task), "url": url, "fields": fields}


def _read_id(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None

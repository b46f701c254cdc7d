"""Pages of follow-ups: the due lists, and the acts on one: done, tried, moved, handed on, and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts import follow_ups, pages, store
from webapp.contacts.inputs import (
    FollowUpDone,
    FollowUpHandedOn,
    FollowUpMissed,
    FollowUpReopened,
    FollowUpTakenBack,
    FollowUpTomorrow,
    Step,
)
from webapp.contacts.labels import who
from webapp.contacts.listings import FOLLOW_UPS, OF_TEAM
from webapp.contacts.routes import blueprint
from webapp.errors import N_, Invalid
from webapp.validation import Input
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.forms import is_repeat, say, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.store import reading, transaction

_SENTENCES = {
    "gedaan": N_("Gedaan: %(task)s"),
    Step.missed: N_("Niet getroffen: %(task)s. Morgen staat het er weer."),
    Step.tomorrow: N_("Naar morgen: %(task)s"),
    Step.hand_on: N_("Doorgegeven: %(task)s"),
}
"""The sentence after an act, by the word in the address."""


@blueprint.route("/vervolgacties", methods=LIST_METHODS)
@requires(Permission.read_contacts)
def due() -> Response:
    """Open follow-ups of this user, overdue first; ``?zoek=`` looks in the agreement, name, place and note."""
    return _due_page(team=False)


@blueprint.route("/vervolgacties/team", methods=LIST_METHODS)
@requires(Permission.read_contacts)
def team_due() -> Response:
    """The same for everybody in the organisation."""
    return _due_page(team=True)


def _due_page(*, team: bool, mistake: str = "") -> Response:
    asked = listing.asked_of(FOLLOW_UPS)
    shown = OF_TEAM if team else FOLLOW_UPS
    if data := listing.as_data(shown, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(shown.rows(session, actor(), asked))
        context = pages.due_page(session, actor(), found, team=team)
        entry = _just_done(session)
    undo = _undo(entry) if entry else None
    status = 422 if mistake else 200
    return page(
        "contacts/due.html",
        status=status,
        asked=asked,
        words=asked.words,
        done=entry,
        undo=undo,
        mistake=mistake,
        **context,
    )


def _just_done(session: Any) -> store.Entry | None:
    """The contact of the act in the address, when this user may see it."""
    given = next((UUID(value) for name, value in request.args.items() if name in _SENTENCES and _is_id(value)), None)
    return store.find_entry(session, actor(), given) if given else None


def _is_id(value: str) -> bool:
    try:
        return bool(UUID(value))
    except ValueError:
        return False


def _undo(entry: store.Entry) -> dict[str, Any]:
    """The sentence and the undo of that act."""
    word = next(name for name in request.args if name in _SENTENCES)
    task = (entry.follow_up.text if entry.follow_up else "") or who(entry.contact, entry.client)
    path = f"/vervolgacties/{entry.contact.id}/"
    url, fields = (path + "heropenen", {}) if word == "gedaan" else (path + "terugnemen", {"step": word})
    return {"text": gettext(_SENTENCES[word], task=task), "url": url, "fields": fields}


@blueprint.post("/vervolgacties/<uuid:contact_id>/gedaan")
@requires(Permission.log_contacts)
def complete(contact_id: UUID) -> Response:
    """Mark as done, and offer the way back."""
    return _do(contact_id, FollowUpDone, follow_ups.complete_follow_up, "gedaan")


@blueprint.post("/vervolgacties/<uuid:contact_id>/heropenen")
@requires(Permission.log_contacts)
def reopen(contact_id: UUID) -> Response:
    """Undo 'done'."""
    with transaction() as session:
        follow_ups.reopen_follow_up(session, actor(), FollowUpReopened(follow_up=contact_id))
    return see_other("/vervolgacties")


@blueprint.post("/vervolgacties/<uuid:contact_id>/niet-getroffen")
@requires(Permission.log_contacts)
def miss(contact_id: UUID) -> Response:
    """Nobody was there: tomorrow again."""
    return _do(contact_id, FollowUpMissed, follow_ups.miss_follow_up, Step.missed)


@blueprint.post("/vervolgacties/<uuid:contact_id>/morgen")
@requires(Permission.log_contacts)
def postpone(contact_id: UUID) -> Response:
    """Tomorrow."""
    return _do(contact_id, FollowUpTomorrow, follow_ups.postpone_follow_up, Step.tomorrow)


@blueprint.post("/vervolgacties/<uuid:contact_id>/doorgeven")
@requires(Permission.log_contacts)
def hand_on(contact_id: UUID) -> Response:
    """A colleague does it."""
    return _do(contact_id, FollowUpHandedOn, follow_ups.hand_on_follow_up, Step.hand_on)


@blueprint.post("/vervolgacties/<uuid:contact_id>/terugnemen")
@requires(Permission.log_contacts)
def take_back(contact_id: UUID) -> Response:
    """Undo this user's own last step."""
    data = submitted(FollowUpTakenBack, follow_up=contact_id)
    with transaction() as session:
        follow_ups.take_back_step(session, actor(), data)
    return see_other("/vervolgacties")


def _do(contact_id: UUID, model: type[Input], act: Callable[..., Any], word: str) -> Response:
    """Do it once, and lead to the list that offers the undo; a refusal stands above that list."""
    try:
        data = submitted(model, follow_up=contact_id)
        with transaction() as session:
            if not is_repeat(session, data):
                act(session, actor(), data)
    except Invalid as error:
        return _due_page(team=False, mistake=say(error.message, error.values))
    return see_other(f"/vervolgacties?{word}={contact_id}")

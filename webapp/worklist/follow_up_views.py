"""The acts on a follow-up: done, tried, moved, handed on, and undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.follow_ups import service as follow_ups
from webapp.contacts.inputs import (
    FollowUpDone,
    FollowUpHandedOn,
    FollowUpMissed,
    FollowUpReopened,
    FollowUpTakenBack,
    FollowUpTomorrow,
    Step,
)
from webapp.errors import Invalid
from webapp.validation import Input
from webapp.web.access import requires
from webapp.web.forms import is_repeat, say, submitted
from webapp.web.page import see_other
from webapp.web.store import transaction
from webapp.worklist.page import DONE, show
from webapp.worklist.routes import blueprint


@blueprint.post("/vervolgacties/<uuid:contact_id>/gedaan")
@requires(Permission.log_contacts)
def complete(contact_id: UUID) -> Response:
    """Mark as done, and offer the way back."""
    return _do(contact_id, FollowUpDone, follow_ups.complete_follow_up, DONE)


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
        return show(team=False, mistake=say(error.message, error.values))
    return see_other(f"/vervolgacties?{word}={contact_id}")

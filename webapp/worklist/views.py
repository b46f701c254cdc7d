"""``/vervolgacties``: everything there is to do, and the acts on what is due by a rule."""

from __future__ import annotations

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.web.access import requires
from webapp.web.forms import operation_id, say, submitted
from webapp.web.page import see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.store import transaction
from webapp.worklist import follow_up_views, service
from webapp.worklist.inputs import DueDoneInput, DueUndoneInput
from webapp.worklist.page import HOME, show
from webapp.worklist.routes import blueprint

__all__ = ["blueprint", "follow_up_views"]


@blueprint.route(HOME, methods=LIST_METHODS)
@requires(Permission.work_list)
def index() -> Response:
    """What this user has to do, overdue first; ``?zoek=`` looks in the agreement, name, place and note."""
    return show(team=False)


@blueprint.route(f"{HOME}/team", methods=LIST_METHODS)
@requires(Permission.read_contacts)
def team() -> Response:
    """The follow-ups of everybody in the organisation."""
    return show(team=True)


@blueprint.post(f"{HOME}/taken/gedaan")
@requires(Permission.work_list)
def task_done() -> Response:
    """Note how it went, and offer the way back."""
    try:
        data = submitted(DueDoneInput)
        with transaction() as session:
            given = service.give_outcome(session, actor(), data, operation_id(session, data))
    except (Conflict, Invalid) as error:
        return show(
            team=False, mistake=say(error.message, error.values), status=409 if isinstance(error, Conflict) else 422
        )
    return see_other(f"{HOME}?taak={data.rule}.{data.subject}" if given.row else HOME)


@blueprint.post(f"{HOME}/taken/terug")
@requires(Permission.work_list)
def task_undone() -> Response:
    """Undo it."""
    data = submitted(DueUndoneInput)
    with transaction() as session:
        service.take_back(session, actor(), data)
    return see_other(HOME)

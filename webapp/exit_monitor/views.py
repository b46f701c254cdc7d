"""``/plaatsingen/convenanten``: the monitor that partners share, and keeping who they are."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.exit_monitor import listing as lists
from webapp.exit_monitor import service, store
from webapp.exit_monitor.inputs import CovenantInput
from webapp.text import isolate
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

blueprint = Blueprint("exit_monitor", __name__)
HOME = "/plaatsingen/convenanten"
_ONE = f"{HOME}/<uuid:covenant_id>"


@blueprint.get(HOME)
@requires(Permission.see_exit_monitor)
def index() -> Response:
    """The convenants that this user reads."""
    with reading() as session:
        rows = store.list_covenants(session, actor())
    return page("exit_monitor/index.html", rows=rows, keeps=actor().may(Permission.keep_placements))


@blueprint.route(_ONE, methods=LIST_METHODS)
@requires(Permission.see_exit_monitor)
def show(covenant_id: UUID) -> Response:
    """One monitor: own cases by name, the rest as numbers."""
    here = f"{HOME}/{covenant_id}"
    with reading() as session:
        covenant = service.require_covenant(session, actor(), covenant_id)
    of = lists.of_covenant(covenant_id, covenant.name, here)
    asked = listing.asked_of(of)
    if data := listing.as_data(of, asked, actor()):
        return data
    with reading() as session:
        monitor = service.read_monitor(session, actor(), covenant_id)
    keeps = actor().may(Permission.keep_placements) and covenant.organisation_id == actor().organisation_id
    return page("exit_monitor/show.html", monitor=monitor, asked=asked, here=here, keeps=keeps, today=clock.today())


@blueprint.get(f"{HOME}/nieuw")
@requires(Permission.keep_placements)
def new(error: Invalid | Conflict | None = None) -> Response:
    """Ask for its name and partners."""
    return _form(None, error)


@blueprint.post(f"{HOME}/nieuw")
@requires(Permission.keep_placements)
@comes_back(new)
def make() -> Response:
    """Make it."""
    data = submitted(CovenantInput).model_copy(update={"seen": None})
    with transaction() as session:
        made = service.set_covenant(session, actor(), data, operation_id(session, data))
    return see_other(f"{HOME}/{made.id}")


@blueprint.get(f"{_ONE}/partners")
@requires(Permission.keep_placements)
def edit(covenant_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """Its name and partners."""
    return _form(covenant_id, error)


@blueprint.post(f"{_ONE}/partners")
@requires(Permission.keep_placements)
@comes_back(edit)
def save(covenant_id: UUID) -> Response:
    """Change them."""
    data = submitted(CovenantInput)
    seen = data.model_copy(update={"seen": data.seen or "0"})
    with transaction() as session:
        service.set_covenant(session, actor(), seen, covenant_id)
    return see_other(f"{HOME}/{covenant_id}")


def _form(covenant_id: UUID | None, error: Invalid | Conflict | None) -> Response:
    with reading() as session:
        covenant = service.require_covenant(session, actor(), covenant_id) if covenant_id else None
        partners = store.list_partners(session, covenant.id) if covenant else []
        known = accounts.list_organisations(session, actor().region_id)
    begin = {
        "name": covenant.name if covenant else "",
        "source": covenant.source if covenant else "",
        "partners": [str(one) for one in partners],
        "seen": str(covenant.version) if covenant else "",
    }
    overtaken = isinstance(error, Conflict)
    form = Form(request.form) if isinstance(error, Conflict) else opened(begin, error)
    return page(
        "exit_monitor/form.html",
        status=409 if overtaken else form.status,
        form=form,
        overtaken=overtaken,
        at=f"{HOME}/{covenant_id}/partners" if covenant_id else f"{HOME}/nieuw",
        back=f"{HOME}/{covenant_id}" if covenant_id else HOME,
        organisations=[(str(one.id), isolate(one.name)) for one in known],
    )

"""``/beheer/samenwerkingen``: the privacy agreements between organisations, kept by the administrator."""

from __future__ import annotations

from uuid import UUID

from flask import Response
from flask_babel import gettext
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.people.cooperation import service
from webapp.people.cooperation.inputs import AgreementInput
from webapp.people.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/beheer/samenwerkingen"


@blueprint.get(HOME)
@requires(Permission.administer)
def agreements(error: Invalid | None = None) -> Response:
    """The agreements, running first, and the form of a new one."""
    today = clock.today()
    with reading() as session:
        found = service.list_all(session, actor())
        organisations = accounts.list_organisations(session, actor().region_id)
    form = opened({"since": today}, error)
    running = [one for one in found if one.row.may_end(today)]
    return page(
        "people/cooperation/index.html",
        status=form.status,
        form=form,
        running=running,
        over=[one for one in found if one not in running],
        organisations=[("", gettext("Kies")), *((str(one.id), one.name) for one in organisations)],
    )


@blueprint.post(HOME)
@requires(Permission.administer)
@comes_back(agreements)
def agree() -> WerkzeugResponse:
    """Write one down."""
    data = submitted(AgreementInput)
    with transaction() as session:
        service.agree(session, actor(), data, operation_id(session, data))
    return see_other(HOME)


@blueprint.get(f"{HOME}/<uuid:agreement_id>/beeindigen")
@requires(Permission.administer)
def ask_end(agreement_id: UUID) -> Response:
    """Ask before one ends."""
    with reading() as session:
        found = service.read(session, actor(), agreement_id)
    return page("people/cooperation/end.html", agreed=found, address=f"{HOME}/{agreement_id}/beeindigen", back=HOME)


@blueprint.post(f"{HOME}/<uuid:agreement_id>/beeindigen")
@requires(Permission.administer)
def end(agreement_id: UUID) -> WerkzeugResponse:
    """End it now."""
    with transaction() as session:
        service.end(session, actor(), agreement_id)
    return see_other(HOME)

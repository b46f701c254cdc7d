"""``/toezicht/noodtoegang``: every emergency access of the region, and those that no nurse can judge."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.contacts.emergency import judgements
from webapp.contacts.emergency import store as emergency_store
from webapp.contacts.inputs import JudgementInput, Verdict
from webapp.errors import Invalid
from webapp.oversight import labels
from webapp.oversight.routes import HOME, blueprint
from webapp.web.access import requires
from webapp.web.choices import label_of, options
from webapp.web.forms import opened, submitted
from webapp.web.page import page, see_other
from webapp.web.paging import PER_PAGE, cut, first_row, page_number
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

WHERE = f"{HOME}/noodtoegang"


@blueprint.get(WHERE)
@requires(Permission.oversee_access)
def emergencies() -> Response:
    """The emergency readings, the latest first; above them those that wait for the overseer."""
    number = page_number()
    with reading() as session:
        left = judgements.list_left(session, actor().region_id)
        found = emergency_store.list_recent(session, actor().region_id, first_row(number), PER_PAGE + 1)
        record(session, actor(), Action.read, judgements.SUBJECT, None, ground="oversight")
        people = [one for access, _ in found for one in (access.user_id, access.judged_by)]
        names = labels.find_names(session, actor().region_id, people, (), ())
    rows = cut([_row(access, contact.client_id, names) for access, contact in found], number)
    return page("oversight/emergencies.html", left=left, found=rows)


@blueprint.get(f"{WHERE}/<uuid:access_id>")
@requires(Permission.oversee_access)
def emergency_left(access_id: UUID, error: Invalid | None = None) -> Response:
    """An emergency access without a nurse to judge it, for the overseer; without its reason."""
    form = opened({}, error)
    with reading() as session:
        access = judgements.require_waiting(session, actor(), access_id)
        one = judgements.describe(session, actor(), access)
        client_id, verdict = one.client_id, label_of(Verdict, access.verdict)
        record(session, actor(), Action.read, judgements.SUBJECT, access.id, client_id=client_id, ground="oversight")
    context: dict[str, Any] = {"one": one, "verdict": verdict, "judge_at": f"{WHERE}/{access_id}"}
    return page("oversight/emergency.html", status=form.status, form=form, choices=options(Verdict), **context)


@blueprint.post(f"{WHERE}/<uuid:access_id>")
@requires(Permission.oversee_access)
@comes_back(emergency_left)
def judge_left(access_id: UUID) -> Response:
    """Keep whether it was right."""
    data = submitted(JudgementInput)
    with transaction() as session:
        judgements.judge(session, actor(), access_id, data)
    return see_other(WHERE)


def _row(access: Any, client_id: UUID | None, names: labels.Names) -> dict[str, Any]:
    return {
        "by": names.user(access.user_id),
        "at": access.at,
        "client": client_id,
        "number": labels.short_number(client_id),
        "verdict": access.verdict,
        "judged_by": names.user(access.judged_by) if access.judged_by else "",
    }

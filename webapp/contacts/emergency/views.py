"""Emergency access to a clinical note: the reason that is asked before, and the judgement that is asked afterwards."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.emergency import judgements
from webapp.contacts.emergency import service as emergency
from webapp.contacts.inputs import EmergencyInput, JudgementInput, Verdict
from webapp.contacts.routes import blueprint
from webapp.errors import Invalid
from webapp.web.access import requires
from webapp.web.choices import label_of, options
from webapp.web.forms import Form, opened, operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction


@blueprint.get("/contacten/<uuid:contact_id>/noodtoegang")
@requires(Permission.clinical_notes)
def emergency_access(contact_id: UUID) -> Response:
    """The explanation of emergency access, and the field for the reason."""
    return _page(contact_id, Form(), 200)


@blueprint.post("/contacten/<uuid:contact_id>/noodtoegang")
@requires(Permission.clinical_notes)
def open_in_emergency(contact_id: UUID) -> Response:
    """Open the note for a while and lead back to the contact, which shows it."""
    try:
        data = submitted(EmergencyInput)
    except Invalid as error:
        return _page(contact_id, Form(request.form, error), 422)
    with transaction() as session:
        emergency.open_note(session, actor(), contact_id, data, operation_id(session, data))
    return see_other(f"/contacten/{contact_id}")


@blueprint.get("/noodtoegang/<uuid:access_id>")
@requires(Permission.clinical_notes)
def emergency_afterwards(access_id: UUID, error: Invalid | None = None) -> Response:
    """An emergency access that waits for this nurse: by whom, when and why, and the question whether it was right."""
    form = opened({}, error)
    with reading() as session:
        access = judgements.require_waiting(session, actor(), access_id)
        waiting = judgements.describe(session, actor(), access)
    context: dict[str, Any] = {
        "one": waiting,
        "verdict": label_of(Verdict, access.verdict),
        "judge_at": f"/noodtoegang/{access_id}",
    }
    return page("contacts/emergency/judge.html", status=form.status, form=form, choices=options(Verdict), **context)


@blueprint.post("/noodtoegang/<uuid:access_id>")
@requires(Permission.clinical_notes)
@comes_back(emergency_afterwards)
def judge_emergency(access_id: UUID) -> Response:
    """Keep whether it was right."""
    data = submitted(JudgementInput)
    with transaction() as session:
        access = judgements.judge(session, actor(), access_id, data)
    return see_other(f"/contacten/{access.contact_id}")


def _page(contact_id: UUID, form: Form, status: int) -> Response:
    with reading() as session:
        entry = emergency.require_shut(session, actor(), contact_id)
    minutes = int(emergency.OPEN_FOR.total_seconds() // 60)
    return page("contacts/emergency/ask.html", status=status, entry=entry, form=form, minutes=minutes)

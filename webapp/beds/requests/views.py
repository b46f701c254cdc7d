"""One request: its state, and taking it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import service, store, waiting
from webapp.beds.requests.inputs import CancelInput
from webapp.beds.requests.page import cancel_context, request_context
from webapp.beds.routes import blueprint
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.web.access import requires
from webapp.web.forms import Form, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction

_UNKNOWN = N_("Deze aanvraag is er niet, of je mag die niet zien.")


@blueprint.get("/bedden/aanvragen/<uuid:request_id>")
@requires(Permission.request_beds, Permission.answer_requests)
def show(request_id: UUID) -> Response:
    """The state of a request; renews itself while it is open. Opening it marks it as seen by its asker."""
    context = _shown(request_id)
    found = context["asked"]
    if found.asked_by == actor().user_id and found.is_news(clock.now()):
        with transaction() as session:
            waiting.mark_seen(session, actor(), request_id)
        context = _shown(request_id)
    return page("beds/requests/request.html", block="request", renews=True, on_phone=False, **context)


def _shown(request_id: UUID) -> dict[str, Any]:
    with reading() as session:
        context = request_context(session, actor(), find_asked(session, request_id))
        return {**context, "waits": waiting.waiting(session, actor())}


@blueprint.get("/bedden/aanvragen/<uuid:request_id>/teruggeven")
@requires(Permission.request_beds)
def ask_cancel(request_id: UUID) -> Response:
    """Ask before giving a bed back."""
    return _cancel_page(request_id, Form())


@blueprint.post("/bedden/aanvragen/<uuid:request_id>/teruggeven")
@requires(Permission.request_beds)
def cancel(request_id: UUID) -> WerkzeugResponse:
    """Give it back."""
    try:
        data = submitted(CancelInput, request=request_id)
        with transaction() as session:
            service.cancel_request(session, actor(), data)
    except Invalid as error:
        return _cancel_page(request_id, Form(request.form, error), 422)
    return see_other(f"/bedden/aanvragen/{request_id}")


def find_asked(session: Session, request_id: UUID) -> BedRequest:
    """A request this user may see, or 404."""
    found = store.find_request(session, actor(), request_id)
    if found is None:
        raise NotFound(_UNKNOWN)
    return found


def _cancel_page(request_id: UUID, form: Form, status: int = 200) -> Response:
    with reading() as session:
        found = find_asked(session, request_id)
    return page("beds/requests/cancel.html", status=status, form=form, **cancel_context(found))

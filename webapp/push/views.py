"""A browser registers its address, or ends its messages."""

from __future__ import annotations

from typing import cast

from flask import Blueprint, Response, current_app, g, jsonify

from webapp.accounts.permissions import Permission
from webapp.config import Config
from webapp.errors import Invalid
from webapp.push import service
from webapp.web.access import requires
from webapp.web.forms import say
from webapp.web.json_body import json_object
from webapp.web.store import transaction

blueprint = Blueprint("push", __name__)
_WHO = (Permission.request_beds, Permission.answer_requests)


@blueprint.post("/meldingen")
@requires(*_WHO)
def subscribe() -> Response | tuple[Response, int]:
    """``{"endpoint", "p256dh", "auth"}``, as the browser gives them. Again is the same."""
    body = json_object()
    endpoint, public_key, secret = (str(body.get(name, "")) for name in ("endpoint", "p256dh", "auth"))
    services = cast(Config, current_app.extensions["config"]).push_services
    try:
        with transaction() as session:
            service.subscribe(session, g.login_session, endpoint, public_key, secret, services)
    except Invalid as error:
        return jsonify(error=error.code, message=say(error.message)), 422
    return jsonify(subscribed=True)


@blueprint.post("/meldingen/uit")
@requires(*_WHO)
def unsubscribe() -> Response:
    """``{"endpoint"}``. Knowing that address is enough to end it."""
    body = json_object()
    with transaction() as session:
        service.unsubscribe(session, str(body.get("endpoint", "")))
    return jsonify(subscribed=False)

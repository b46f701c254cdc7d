"""Signing in and out, and the demo's way in. The other pages of accounts belong to this blueprint."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, g, redirect, request
from flask_login import current_user
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import account_views, sessions, store
from webapp.accounts.administration import views as administration_views
from webapp.accounts.approvals import views as approval_views
from webapp.accounts.labels import role_name, role_work
from webapp.accounts.login import forget, remember, session_token
from webapp.accounts.passkeys import views as passkey_views
from webapp.accounts.places import views as place_views
from webapp.accounts.roles import ROLE_ICONS
from webapp.web.access import public
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction
from webapp.web.way_back import local_path

blueprint = Blueprint("accounts", __name__)
for _part in (passkey_views, account_views, administration_views, approval_views, place_views):
    blueprint.register_blueprint(_part.blueprint)


@blueprint.get("/demo")
@public
def demo() -> Response:
    """The demo people to choose from; 404 outside the demo."""
    _demo_only()
    with reading() as session:
        users = store.list_demo_users(session)
        regions = sorted(store.list_regions(session), key=lambda region: region.id)  # in the order they were made
    people = [(region, [user for user in users if user.region_id == region.id]) for region in regions]
    return page(
        "accounts/demo.html",
        people=[(region, users) for region, users in people if users],
        role_name=role_name,
        icons=ROLE_ICONS,
        role_work=role_work,
        wanted=request.args.get("next", ""),
    )


@blueprint.post("/demo/inloggen")
@public
def demo_sign_in() -> WerkzeugResponse:
    """Become a demo person."""
    _demo_only()
    name = request.form.get("user", "")[:80]
    if not name.isprintable():
        abort(404)
    with transaction() as session:
        user = store.find_demo_user(session, name)
        if user is None or not user.active:
            abort(404)
        sessions.end_session(session, session_token())
        token = sessions.start_session(session, user, request.headers.get("User-Agent", ""))
    return remember(see_other(local_path(request.form.get("next"))), token, user)


@blueprint.get("/inloggen")
@public
def sign_in() -> WerkzeugResponse:
    """The passkey page; ``next`` is the wanted address."""
    wanted = local_path(request.args.get("next"))
    if current_user.is_authenticated:
        return redirect(wanted)
    is_locked = g.get("is_locked", False)
    return page("accounts/sign_in.html", wanted=wanted, asked=request.args.get("next", ""), locked=is_locked)


@blueprint.post("/uitloggen")
@public
def sign_out() -> WerkzeugResponse:
    """End this session, also when it was over already; the phone keeps its waiting operations."""
    with transaction() as session:
        sessions.end_session(session, session_token())
    return forget(see_other("/"))


def _demo_only() -> None:
    if not current_app.extensions["config"].demo:
        abort(404)

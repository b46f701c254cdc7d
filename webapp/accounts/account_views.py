"""``/account``: the user's own name, passkeys, sessions, phones and language."""

from __future__ import annotations

from uuid import UUID

from flask import Blueprint, Response, current_app, g, request
from werkzeug.wrappers import Response as WerkzeugResponse

from webapp.accounts import own, sessions, store
from webapp.accounts.approvals import service as approvals
from webapp.accounts.approvals.views import describe
from webapp.accounts.inputs import LabelInput
from webapp.accounts.labels import role_names, session_limits
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.accounts.phones import lost
from webapp.accounts.words import browser
from webapp.errors import Invalid
from webapp.web.access import requires
from webapp.web.forms import Form, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.store import database, reading, transaction

blueprint = Blueprint("account", __name__)


@blueprint.get("/account")
@requires(Permission.own_account)
def show() -> Response:
    """Everything of the user's own account, with a way to end each of it."""
    with reading() as session:
        user = store.find_user(session, actor().user_id)
        return page(
            "accounts/account.html",
            user=user,
            organisation=store.find_organisation(session, actor().organisation_id),
            region=store.find_region(session, actor().region_id),
            passkeys=store.list_passkeys(session, actor().user_id),
            sessions=own.list_sessions(session, actor()),
            this_session=g.login_session.id,
            recent=describe(session, approvals.list_recent(session, actor())),
            waiting=len(approvals.list_waiting(session, actor())),
            open_links=approvals.list_with_open_link(session, actor()),
            devices=store.list_devices(session, actor().user_id),
            role_names=role_names,
            limits=session_limits(),
            browser=browser,
            push_key=_push_key(),
        )


def _push_key() -> str | None:
    """The server's key for push services; None for a user who gets no messages."""
    hears = actor().may(Permission.request_beds) or actor().may(Permission.answer_requests)
    may = hears and current_app.extensions["config"].push_services
    return database().keyring.public_push_key() if may else None


@blueprint.get("/account/passkeys/<uuid:passkey_id>")
@requires(Permission.own_account)
def edit_passkey(passkey_id: UUID) -> Response:
    """Rename a passkey, or go and remove it."""
    with reading() as session:
        passkey = own.find_passkey(session, actor(), passkey_id)
    return page("accounts/passkeys/new.html", passkey=passkey, form=Form({"label": passkey.label}))


@blueprint.post("/account/passkeys/<uuid:passkey_id>")
@requires(Permission.own_account)
def rename_passkey(passkey_id: UUID) -> WerkzeugResponse:
    """Give a passkey another name."""
    with reading() as session:
        passkey = own.find_passkey(session, actor(), passkey_id)
    try:
        data = submitted(LabelInput)
        with transaction() as session:
            own.rename_passkey(session, actor(), passkey_id, data.label)
    except Invalid as error:
        return invalid("accounts/passkeys/new.html", passkey=passkey, form=Form(request.form, error))
    return see_other("/account")


@blueprint.get("/account/passkeys/<uuid:passkey_id>/weg")
@requires(Permission.own_account)
def ask_remove_passkey(passkey_id: UUID) -> Response:
    """Ask before removing a passkey; first its owner shows one."""
    with reading() as session:
        passkey = own.find_passkey(session, actor(), passkey_id)
        last = len(store.list_passkeys(session, actor().user_id)) == 1
    proved = sessions.is_proved(g.login_session)
    return page("accounts/passkeys/remove.html", passkey=passkey, last=last, proved=proved)


@blueprint.post("/account/passkeys/<uuid:passkey_id>/weg")
@requires(Permission.own_account)
def remove_passkey(passkey_id: UUID) -> WerkzeugResponse:
    """Remove a passkey, never the last one."""
    with transaction() as session:
        own.find_passkey(session, actor(), passkey_id)
        own.require_proof(session, actor(), g.login_session)
        own.remove_passkey(session, actor(), passkey_id)
    return see_other("/account")


@blueprint.post("/account/sessies/<uuid:session_id>/uitloggen")
@requires(Permission.own_account)
def end_session(session_id: UUID) -> WerkzeugResponse:
    """Sign out on another device."""
    with transaction() as session:
        own.end_own_session(session, actor(), session_id)
    return see_other("/account#sessies")


@blueprint.get("/account/telefoons/<uuid:device_id>/kwijt")
@requires(Permission.own_account)
def ask_close_phone(device_id: UUID) -> Response:
    """The effects of closing a phone, and its limits."""
    with reading() as session:
        me = own.find_myself(session, actor())
        phone = lost.find_phone(session, me, device_id)
        stay = lost.count_remaining_passkeys(session, me, device_id)
        is_here = g.login_session.device_id == device_id
    return page("accounts/phones/lost.html", phone=phone, stay=stay, is_here=is_here, person=None, browser=browser)


@blueprint.post("/account/telefoons/<uuid:device_id>/kwijt")
@requires(Permission.own_account)
def close_phone(device_id: UUID) -> WerkzeugResponse:
    """Close an own phone; for a user without another passkey the page says how to come in again."""
    with transaction() as session:
        me = own.find_myself(session, actor())
        lost.close_phone(session, actor(), me, device_id)
        is_out = not store.list_passkeys(session, me.id)
    return page("accounts/phones/closed.html") if is_out else see_other("/account#telefoons")

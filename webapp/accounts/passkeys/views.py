"""The invitation page, and the browser's passkey ceremonies, as JSON.

Every ceremony is two posts: ``…/opties`` gives a challenge, the second takes the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, current_app, g, jsonify, request
from werkzeug.exceptions import HTTPException

from webapp.accounts import entry_codes, invitations, own, sessions, store
from webapp.accounts.labels import role_names, waits_for_work
from webapp.accounts.login import actor, remember, session_token
from webapp.accounts.models import Passkey, User
from webapp.accounts.passkeys import service as passkeys
from webapp.accounts.passkeys.service import Party
from webapp.accounts.permissions import Permission
from webapp.accounts.words import browser
from webapp.config import Config
from webapp.db import Session
from webapp.errors import N_, DomainError, NotFound
from webapp.web import limits
from webapp.web.access import public, requires
from webapp.web.browsers import who_tries
from webapp.web.forms import say
from webapp.web.json_body import json_object
from webapp.web.page import page
from webapp.web.store import database, reading, transaction

blueprint = Blueprint("passkeys", __name__)
FAILURES, QUESTIONS = 100, 1000
WITHIN = 600
"""The seconds that limit failed tries and challenges of one known browser or one network, which can be a shelter."""


@blueprint.get("/uitnodiging/<token>")
@public
def invitation(token: str) -> Response:
    """The invitation: inviter and roles; one button makes the passkey."""
    try:
        with reading() as session:
            invited = invitations.look_up(session, token)
    except invitations.Over as error:
        g.refusal = error
        return page("accounts/invitation_over.html", status=410, sentence=say(error.message), reason=error.code)
    return page(
        "accounts/invitation.html",
        invited=invited,
        token=token,
        role_names=role_names,
        waits_for_work=waits_for_work(invited.user),
    )


@blueprint.post("/passkeys/inloggen/opties")
@public
def sign_in_options() -> Response:
    """A challenge for signing in, bound to nobody yet."""
    _count_question()
    with _counted(), transaction() as session:
        return jsonify(passkeys.sign_in_options(session, _party()))


@blueprint.post("/passkeys/inloggen")
@public
def sign_in() -> Response:
    """Sign in with the passkey that answered."""
    with _counted():
        answer = _credential()
        with transaction() as session:
            challenge = passkeys.use_challenge(session, answer, passkeys.SIGN_IN, None)
        with transaction() as session:
            user, passkey = passkeys.sign_in(session, _party(), answer, challenge, demo=_config().demo)
            token = _new_session(session, user, passkey)
    return remember(jsonify(done=True), token, user)


@blueprint.post("/passkeys/uitnodiging/opties")
@public
def invitation_options() -> Response:
    """A challenge for the passkey of the person who is invited."""
    _count_question()
    with _counted():
        _show_code()
        with transaction() as session:
            invited = invitations.look_up(session, _token())
            return jsonify(passkeys.registration_options(session, _party(), invited.user))


@blueprint.post("/passkeys/uitnodiging")
@public
def accept_invitation() -> Response:
    """Keep the passkey, use up the invitation, sign in."""
    with _counted():
        answer = _credential()
        _show_code()
        with transaction() as session:
            invited = invitations.look_up(session, _token())
            challenge = passkeys.use_challenge(session, answer, passkeys.REGISTER, invited.user.id)
        with transaction() as session:
            invited = invitations.look_up(session, _token())
            passkey = passkeys.register(session, _party(), invited.user, answer, challenge, _label())
            invitations.mark_used(session, invited)
            token = _new_session(session, invited.user, passkey)
    return remember(jsonify(done=True), token, invited.user)


@blueprint.post("/passkeys/nieuw/opties")
@requires(Permission.own_account)
def registration_options() -> Response:
    """A challenge for one more passkey of the signed-in user, after a fresh proof."""
    _count_question()
    with transaction() as session:
        own.require_proof(session, actor(), g.login_session)
        return jsonify(passkeys.registration_options(session, _party(), _me(session)))


@blueprint.post("/passkeys/nieuw")
@requires(Permission.own_account)
def register() -> Response:
    """Keep one more passkey of the signed-in user."""
    with _counted():
        answer = _credential()
        with transaction() as session:
            own.require_proof(session, actor(), g.login_session)
            challenge = passkeys.use_challenge(session, answer, passkeys.REGISTER, actor().user_id)
        with transaction() as session:
            passkeys.register(session, _party(), _me(session), answer, challenge, _label())
    return jsonify(done=True)


@blueprint.post("/passkeys/bevestigen/opties")
@requires(Permission.own_account)
def proof_options() -> Response:
    """A challenge for a proof of identity; it is good for nothing else."""
    _count_question()
    with transaction() as session:
        return jsonify(passkeys.sign_in_options(session, _party(), passkeys.PROVE, actor().user_id))


@blueprint.post("/passkeys/bevestigen")
@requires(Permission.own_account)
def prove() -> Response:
    """Note that the signed-in user showed one of their own passkeys."""
    with _counted():
        answer = _credential()
        with transaction() as session:
            challenge = passkeys.use_challenge(session, answer, passkeys.PROVE, actor().user_id)
        with transaction() as session:
            user, _ = passkeys.sign_in(session, _party(), answer, challenge, demo=_config().demo)
            if user.id != actor().user_id:
                raise passkeys.Refused(N_("Dit is niet jouw passkey."))
            sessions.prove(session, g.login_session)
    return jsonify(done=True)


def _show_code() -> None:
    """Refuse a wrong code; its count is kept first."""
    with reading() as session:
        invited = invitations.look_up(session, _token())
    proof = entry_codes.hash_code(str(json_object().get("code") or ""), invited.invitation)
    with transaction() as session:
        wrong = invitations.check_code(session, _token(), proof)
    if wrong:
        raise wrong


def _new_session(session: Session, user: User, passkey: Passkey) -> str:
    sessions.end_session(session, session_token())
    return sessions.start_session(session, user, request.headers.get("User-Agent", ""), passkey.id)


def _me(session: Session) -> User:
    user = store.find_user(session, actor().user_id)
    if user is None:
        raise NotFound
    return user


@contextmanager
def _counted() -> Iterator[None]:
    """Stop a source that failed too often, and count a failure: a whole shelter signs in from one address."""
    who = who_tries()
    limits.check_tries(database(), "passkey", who, limit=FAILURES, seconds=WITHIN)
    try:
        yield
    except (DomainError, HTTPException):
        limits.count_try(database(), "passkey", who, limit=FAILURES, seconds=WITHIN)
        raise


def _count_question() -> None:
    limits.count_try(database(), "challenge", who_tries(), limit=QUESTIONS, seconds=WITHIN)


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config


def _party() -> Party:
    """The relying party of the configuration. The demo is also reached by other ports of the same host."""
    config = _config()
    origins = [config.origin]
    if config.demo and urlsplit(request.host_url).hostname == config.rp_id:
        origins.append(request.host_url.rstrip("/"))
    return Party(config.rp_id, origins)


def _token() -> str:
    return str(json_object().get("token", ""))[:200]


def _credential() -> passkeys.Credential:
    credential = json_object().get("credential")
    if not isinstance(credential, dict):
        abort(400)
    return credential


def _label() -> str:
    return browser(request.headers.get("User-Agent", "")) or "Passkey"

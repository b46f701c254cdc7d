"""The vault of a phone: its secret, a sign of life of its user, the lock."""

from __future__ import annotations

from flask import Blueprint, Response, abort, jsonify, request
from flask_login import current_user

from webapp import clock
from webapp.accounts import store
from webapp.accounts.login import actor, remember_user, this_session
from webapp.accounts.phones import devices, locks
from webapp.keys import encode
from webapp.offline.body import device_id, read_object
from webapp.web.access import public
from webapp.web.forms import say
from webapp.web.store import reading, transaction

blueprint = Blueprint("vault", __name__)
_DIGITS = 9


@blueprint.post("/offline/vault")
@public
def open_vault() -> Response | tuple[Response, int]:
    """Give the secret that opens this user's vault on this phone, with the rules for keeping it open.

    410 when the phone was closed, also without a session, which ended with it; 409 when its secret does not open here.
    Every answer names its user.
    """
    device = device_id(read_object(request))
    with reading() as session:
        is_revoked = devices.is_revoked(session, device)
    if is_revoked:
        return jsonify(error=devices.Revoked.code, device=str(device), message=say(devices.REVOKED)), 410
    login = this_session()
    if login is None or not current_user.is_authenticated:
        abort(401)
    try:
        with transaction() as session:
            phone = devices.give_secret(session, actor(), device, request.headers.get("User-Agent", ""), login)
            turn = locks.keep_open(session, login, current_user.user, device, "")
            region = store.find_region(session, actor().region_id)
            passkeys = [encode(one.credential_id) for one in store.list_passkeys(session, actor().user_id)]
            proof = locks.proof_for(phone, login)
    except (devices.OfAnother, devices.SecretUnreadable) as error:
        answer = jsonify(error=error.code, user=str(actor().user_id), device=str(device), message=say(error.message))
        return remember_user(answer, actor().user_id), 403 if isinstance(error, devices.OfAnother) else 409
    answer = jsonify(
        user=str(actor().user_id),
        device=str(device),
        server_time=clock.now().isoformat(),
        secret=phone.vault_secret,
        proof=proof,
        turn=turn,
        passkeys=passkeys,
        lock_minutes=region.lock_minutes if region else None,
        offline_days=region.offline_days if region else None,
    )
    return remember_user(answer, actor().user_id)


@blueprint.post("/offline/touch")
@public
def touch() -> Response:
    """A person is at work on this phone. With the proof of its open vault this also opens a locked session."""
    body = read_object(request)
    device, proof = device_id(body), str(body.get("proof", ""))[:100]
    login = this_session()
    if login is None:
        abort(401)
    with transaction() as session:
        user = store.find_user(session, login.user_id)
        turn = locks.keep_open(session, login, user, device, proof) if user else None
    if turn is None:
        abort(401)
    return jsonify(user=str(login.user_id), device=str(device), turn=turn, server_time=clock.now().isoformat())


@blueprint.post("/offline/lock")
@public
def lock() -> Response:
    """The phone locked itself: from now on its session shows nothing. ``?soon=<turn>``: unless another page follows."""
    login = this_session()
    turn = _turn(request.args.get("soon", ""))
    if login is not None:
        with transaction() as session:
            if "soon" not in request.args:
                locks.lock(session, login)
            elif turn is not None:
                locks.lock_soon(session, login, turn)
    return jsonify(locked=True)


def _turn(text: str) -> int | None:
    """The turn of the page that goes away; None for a number that no page was given."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else None

"""The lock of a signed-in browser: after minutes without a person it shows nothing, until a fresh passkey.

A locked session still delivers its phone's waiting operations and gives the empty forms; it shows nothing about anyone
and hands out no secret. Signing in opens it. So does a phone with an open vault, by the proof in that vault: a person
who worked without network, or opened the vault by passkey, is not asked a second time.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from webapp import clock
from webapp.accounts import store
from webapp.accounts.models import Device, LoginSession, User
from webapp.db import Illegible, Session
from webapp.keys import decode, encode

CLOSING = timedelta(minutes=1)
"""A page that goes away may be followed by another page; if none comes, the app was closed."""
_TOUCH = timedelta(minutes=1)
_DEFAULT = 10


def open_until(session: Session, user: User) -> datetime:
    """The moment until which a session that was just used may show things."""
    region = store.find_region(session, user.region_id)
    return clock.now() + timedelta(minutes=region.lock_minutes if region else _DEFAULT)


def is_locked(login: LoginSession) -> bool:
    """True when it shows nothing any more."""
    return login.open_until is None or login.open_until <= clock.now()


def is_due(session: Session, login: LoginSession, user: User) -> bool:
    """True when a person's act is worth a write: not on every request."""
    return login.open_until is None or open_until(session, user) - login.open_until > _TOUCH


def extend(session: Session, login: LoginSession, user: User) -> None:
    """Extend an open session for a person at work. One that was locked meanwhile stays locked."""
    _set(session, login, {"open_until": open_until(session, user)}, col(LoginSession.open_until) > clock.now())


def lock(session: Session, login: LoginSession) -> None:
    """Lock a session: from now on it shows nothing."""
    _end(session, login, clock.now())


def lock_soon(session: Session, login: LoginSession, turn: int) -> None:
    """Lock a session a minute after its page went away, unless a page follows, or did already.

    A page's last message may arrive after the first of the next page; ``turn`` tells them apart.
    """
    _end(session, login, clock.now() + CLOSING, col(LoginSession.turn) == turn)


def proof_for(device: Device, login: LoginSession) -> str:
    """The proof in a phone's vault that this session's vault is open there."""
    secret = decode(device.vault_secret or "")
    return encode(hmac.digest(secret, f"onderdak unlock v1|{login.id}".encode(), hashlib.sha256))


def keep_open(session: Session, login: LoginSession, user: User, device_id: UUID, proof: str) -> int | None:
    """Extend the session for a person at work on this phone. The proof of its vault opens a locked session.

    Gives the turn of the page; None when the session stays locked, or was locked while this request was on its way.
    """
    proves = proof != "" and _proves(session, login, user, device_id, proof)
    turn = login.turn + 1
    only = () if proves else (col(LoginSession.open_until) > clock.now(),)
    is_open = _set(session, login, {"open_until": open_until(session, user), "turn": turn}, *only)
    return turn if is_open else None


def _proves(session: Session, login: LoginSession, user: User, device_id: UUID, proof: str) -> bool:
    device = store.find_device(session, device_id)
    if device is None or device.user_id != user.id or device.revoked_at:
        return False
    if device.vault_secret is None or isinstance(device.vault_secret, Illegible):
        return False
    return hmac.compare_digest(proof_for(device, login).encode(), proof.encode())


def _end(session: Session, login: LoginSession, end: datetime, *only: object) -> None:
    _set(session, login, {"open_until": end}, col(LoginSession.open_until) > end, *only)


def _set(session: Session, login: LoginSession, values: dict[str, object], *only: object) -> bool:
    """Write these values while the session lasts and ``only`` holds; gives whether it did."""
    done = session.connection().execute(
        update(LoginSession)
        .where(col(LoginSession.id) == login.id, col(LoginSession.ended_at).is_(None), *only)  # type: ignore[arg-type]
        .values(**values)
    )
    return done.rowcount == 1

"""Signed-in browsers: a row per session, dead at sign-out, a new id at every sign-in.

No remember cookie and nothing signed: the cookie is a random token whose hash is looked up, so revoking is deleting,
and a stolen backup signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from webapp import clock
from webapp.accounts import store
from webapp.accounts.actor import actor_of
from webapp.accounts.models import LoginSession, Passkey, User
from webapp.accounts.phones import locks
from webapp.audit.service import Action, record
from webapp.db import Session

IDLE = timedelta(hours=14)
"""A session unused for a shift and a night has ended (practice; configurable later per region)."""

LONGEST = timedelta(days=7)
"""A session ends after this time, however much it is used; its user shows the passkey again (practice: weekly)."""

_TOUCH = timedelta(minutes=5)
_PROOF = timedelta(minutes=5)


def start_session(session: Session, user: User, label: str = "", passkey_id: UUID | None = None) -> str:
    """Sign a user in by a passkey; give the token for the cookie. The act is logged.

    ``passkey_id`` is None for the demo's people only.
    """
    token = secrets.token_urlsafe(32)
    login = LoginSession(token_hash=_hash(token), user_id=user.id, label=label[:120], passkey_id=passkey_id)
    login.open_until = locks.open_until(session, user)
    session.add(login)
    record(session, actor_of(user), Action.sign_in, "app_user", user.id, ground="own")
    return token


def find_session(session: Session, token: str) -> tuple[LoginSession, User] | None:
    """The live session of a token, with its user."""
    return store.find_live_session(session, _hash(token), **live_limits())


def is_stale(login: LoginSession) -> bool:
    """True when ``last_seen_at`` is due for a write; not on every request."""
    return login.last_seen_at < clock.now() - _TOUCH


def live_session_parameters(token: str) -> dict[str, object]:
    """The parameters of ``store.live_session`` for a session that needs no touch: stricter than for a live one."""
    return {"token_hash": _hash(token), **live_limits(_TOUCH)}


def touch(session: Session, login: LoginSession) -> None:
    """Note that a session is still used; one that has ended meanwhile stays ended."""
    session.connection().execute(
        update(LoginSession)
        .where(col(LoginSession.token_hash) == login.token_hash, col(LoginSession.ended_at).is_(None))
        .values(last_seen_at=clock.now())
    )


def prove(session: Session, login: LoginSession) -> None:
    """Note that the user showed a passkey within this session."""
    session.connection().execute(
        update(LoginSession).where(col(LoginSession.id) == login.id).values(proved_at=clock.now())
    )


def is_proved(login: LoginSession) -> bool:
    """True when the user showed a passkey within this session just now."""
    return login.proved_at is not None and login.proved_at > clock.now() - _PROOF


def end_session(session: Session, token: str) -> None:
    """Sign out: the token is dead from this commit on."""
    found = find_session(session, token)
    if found:
        login, user = found
        _end(session, login)
        record(session, actor_of(user), Action.sign_out, "app_user", user.id, ground="own")


def list_live(session: Session, user_id: UUID) -> Sequence[LoginSession]:
    """A user's live sessions, the last used first."""
    return store.list_live_sessions(session, user_id, **live_limits())


def end_one(session: Session, login: LoginSession) -> None:
    """End one session: its next request must sign in."""
    _end(session, login)


def end_all_sessions(session: Session, user: User) -> None:
    """Sign a user out everywhere, at once."""
    for login in store.list_open_sessions(session, user.id):
        _end(session, login)


def end_sessions_of(session: Session, passkey: Passkey) -> None:
    """End the sessions of a removed passkey.

    A session from before sessions knew their passkey may be this one's: it ends too.
    """
    for login in store.list_open_sessions(session, passkey.user_id):
        if login.passkey_id in (passkey.id, None):
            _end(session, login)


def _end(session: Session, login: LoginSession) -> None:
    login.ended_at = clock.now()
    session.add(login)


def live_limits(idle: timedelta = IDLE) -> dict[str, datetime]:
    """The two limits of a live session, as parameters for the store."""
    now = clock.now()
    return {"not_seen_since": now - idle, "begun_since": now - LONGEST}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

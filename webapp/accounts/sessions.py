"""Signed-in browsers: a row per session, dead at sign-out, a new id at every sign-in.

No remember cookie and nothing signed: the cookie is a random token whose hash is looked up, so
revoking is deleting, and a stolen backup signs nobody in.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from webapp import clock
from webapp.accounts import locks, store
from webapp.accounts.actor import actor_of
from webapp.accounts.models import LoginSession, User
from webapp.audit.service import Action, record
from webapp.db import Session

IDLE = timedelta(hours=14)
"""A session that was not used for a shift and a night has ended (practice; configurable later per region)."""

_TOUCH = timedelta(minutes=5)


def start_session(session: Session, user: User, label: str = "", passkey_id: UUID | None = None) -> str:
    """Sign a user in; give the token for the cookie. The act is logged."""
    token = secrets.token_urlsafe(32)
    login = LoginSession(token_hash=_hash(token), user_id=user.id, label=label[:120], passkey_id=passkey_id)
    login.open_until = locks.open_from_now(session, user)
    session.add(login)
    record(session, actor_of(user), Action.sign_in, "app_user", user.id, ground="own")
    return token


def find_session(session: Session, token: str) -> tuple[LoginSession, User] | None:
    """The live session a token belongs to, with its user."""
    return store.find_live_session(session, _hash(token), clock.now() - IDLE)


def is_stale(login: LoginSession) -> bool:
    """Whether ``last_seen_at`` is due for a write; not on every request."""
    return login.last_seen_at < clock.now() - _TOUCH


def asked_with(token: str) -> dict[str, object]:
    """What fills in ``store.live_session`` for a session that needs no touch: stricter than a live one."""
    return {"token_hash": _hash(token), "not_seen_since": clock.now() - _TOUCH}


def touch(session: Session, login: LoginSession) -> None:
    """Note that a session is still used; one that has ended meanwhile stays ended."""
    session.connection().execute(
        update(LoginSession)
        .where(col(LoginSession.token_hash) == login.token_hash, col(LoginSession.ended_at).is_(None))
        .values(last_seen_at=clock.now())
    )


def end_session(session: Session, token: str) -> None:
    """Sign out: the token is dead from this commit on."""
    found = find_session(session, token)
    if found:
        login, user = found
        login.ended_at = clock.now()
        session.add(login)
        record(session, actor_of(user), Action.sign_out, "app_user", user.id, ground="own")


def list_live(session: Session, user: User) -> Sequence[LoginSession]:
    """Where a user is signed in now, the last used first."""
    return store.list_live_sessions(session, user.id, clock.now() - IDLE)


def end_all_sessions(session: Session, user: User) -> None:
    """Sign a user out everywhere, at once."""
    for login in list_live(session, user):
        login.ended_at = clock.now()
        session.add(login)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()

"""Users' acts on their own account: passkeys and sessions."""

from __future__ import annotations

from uuid import UUID

from webapp import clock
from webapp.accounts import sessions, store
from webapp.accounts.actor import Actor
from webapp.accounts.models import LoginSession, Passkey, User
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, DomainError, NotAllowed, NotFound


def find_myself(session: Session, actor: Actor) -> User:
    """The actor's own row.

    Raises:
        NotFound: it is gone.
    """
    user = store.find_user(session, actor.user_id)
    if user is None:
        raise NotFound
    return user


def find_passkey(session: Session, actor: Actor, passkey_id: UUID) -> Passkey:
    """A passkey of the actor.

    Raises:
        NotFound: not theirs.
    """
    for passkey in store.list_passkeys(session, actor.user_id):
        if passkey.id == passkey_id:
            return passkey
    raise NotFound


def require_proof(session: Session, actor: Actor, login: LoginSession) -> None:
    """Require a fresh passkey before one is added or removed: an open phone alone is not enough.

    The demo's people have none at first, so they have nothing to show.

    Raises:
        NotAllowed: no passkey was shown within this session in the last minutes (code ``proof_needed``).
    """
    if not sessions.is_proved(login) and store.list_passkeys(session, actor.user_id):
        raise NotAllowed(N_("Laat eerst je passkey zien."), "proof_needed")


def rename_passkey(session: Session, actor: Actor, passkey_id: UUID, label: str) -> None:
    """Rename a passkey of the actor."""
    passkey = find_passkey(session, actor, passkey_id)
    passkey.label = label
    session.add(passkey)
    record(session, actor, Action.update, "passkey", passkey.id, ground="own")


def remove_passkey(session: Session, actor: Actor, passkey_id: UUID) -> None:
    """Remove a passkey of the actor and end its sessions. Never the last one: nobody locks themselves out.

    Raises:
        NotFound: not theirs.
        DomainError: it is the last one (code ``last_passkey``).
    """
    store.lock_user(session, actor.user_id)  # two removals at once must not both see two
    passkey = find_passkey(session, actor, passkey_id)
    if len(store.list_passkeys(session, actor.user_id)) == 1:
        raise DomainError(N_("Dit is je enige passkey. Maak eerst een andere."), "last_passkey")
    sessions.end_sessions_of(session, passkey)
    session.delete(passkey)
    record(session, actor, Action.delete, "passkey", passkey.id, ground="own")


def list_sessions(session: Session, actor: Actor) -> list[LoginSession]:
    """This user's live sessions, the last used first."""
    return list(sessions.list_live(session, actor.user_id))


def end_own_session(session: Session, actor: Actor, session_id: UUID) -> None:
    """End another session of the actor.

    Raises:
        NotFound: not theirs, or over already.
    """
    for login in list_sessions(session, actor):
        if login.id == session_id:
            login.ended_at = clock.now()
            session.add(login)
            record(session, actor, Action.sign_out, "login_session", login.id, ground="own")
            return
    raise NotFound
